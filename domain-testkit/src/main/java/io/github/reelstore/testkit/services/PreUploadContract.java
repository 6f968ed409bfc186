package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.testkit.services.WatchedBlobStore.Step;
import io.github.reelstore.testkit.services.WatchedBlobStore.Stepped;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} about what is done before the transaction, which would last as long otherwise. */
abstract class PreUploadContract extends FinalCutContract {

    @Test
    void theFilesOfAPairArePreparedForTheirKeysBeforeAnyIsPublished() {
        VideoProject project = alice().newProject("p");
        GenerationPair pair = alice().generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newClip(project, mp4(1)));
        var image = pair.image().orElseThrow().filePath();
        var audio = pair.audio().orElseThrow().filePath();
        var clip = pair.generation().filePath().orElseThrow();
        assertThat(steps())
                .containsExactly(
                        new Stepped(Step.PREPARED, image),
                        new Stepped(Step.PREPARED, audio),
                        new Stepped(Step.PREPARED, clip),
                        new Stepped(Step.PUBLISHED, image),
                        new Stepped(Step.PUBLISHED, audio),
                        new Stepped(Step.PUBLISHED, clip));
    }

    @Test
    void singleFilesArePreparedToo() {
        VideoProject project = alice().newProject("p");
        var clip = alice().generations().addVideo(newClip(project, mp4(1)));
        var first = alice().generations().addAudio(newAudio(project, mp3(1), "en"), clip.id());
        var second = alice().generations().addAudio(newAudio(project, mp3(2), "vi"));
        var image = alice().generations().addImage(newImage(project, png(1)));
        var cut = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        var next = cutOf(alice().projects().setFinalCut(project.id(), mp4(2)));
        var third = cutOf(alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(steps())
                .containsExactly(
                        new Stepped(Step.PREPARED, clip.filePath().orElseThrow()),
                        new Stepped(Step.PUBLISHED, clip.filePath().orElseThrow()),
                        new Stepped(Step.PREPARED, first.filePath()),
                        new Stepped(Step.PUBLISHED, first.filePath()),
                        new Stepped(Step.PREPARED, second.filePath()),
                        new Stepped(Step.PUBLISHED, second.filePath()),
                        new Stepped(Step.PREPARED, image.filePath()),
                        new Stepped(Step.PUBLISHED, image.filePath()),
                        new Stepped(Step.PREPARED, cut),
                        new Stepped(Step.PUBLISHED, cut),
                        new Stepped(Step.PREPARED, next),
                        new Stepped(Step.PUBLISHED, next),
                        new Stepped(Step.PREPARED, third),
                        new Stepped(Step.PUBLISHED, third));
    }

    @Test
    void bytesThatAreThereAreNotPreparedAgain() {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(1)));
        alice().projects().setFinalCut(project.id(), mp4(1));
        int before = steps().size();
        alice().generations().addImage(newImage(project, png(1)));
        alice().projects().setFinalCut(project.id(), mp4(1));
        assertThat(steps()).hasSize(before);
    }
}
