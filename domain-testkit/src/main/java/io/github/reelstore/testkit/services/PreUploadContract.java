package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.testkit.services.WatchedBlobStore.Step;
import io.github.reelstore.testkit.services.WatchedBlobStore.StepOfKey;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link ServicesContract} for uploads that are prepared before the transaction, so that it stays short.
 */
abstract class PreUploadContract extends FinalCutContract {

    @Test
    void theFilesOfAPairArePreparedBeforeAnyIsPublished() {
        VideoProject project = alice().newProject("p");
        GenerationPair pair = alice().generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project, mp4(1)));
        var image = pair.image().orElseThrow().filePath();
        var audio = pair.audio().orElseThrow().filePath();
        var video = pair.generation().filePath().orElseThrow();
        assertThat(steps())
                .containsExactly(
                        new StepOfKey(Step.PREPARED, image),
                        new StepOfKey(Step.PREPARED, audio),
                        new StepOfKey(Step.PREPARED, video),
                        new StepOfKey(Step.PUBLISHED, image),
                        new StepOfKey(Step.PUBLISHED, audio),
                        new StepOfKey(Step.PUBLISHED, video));
    }

    @Test
    void singleFilesArePreparedToo() {
        VideoProject project = alice().newProject("p");
        var video = alice().generations().addVideo(newVideo(project, mp4(1)));
        var first = alice().generations().addAudio(newAudio(project, mp3(1), "en"), video.id());
        var second = alice().generations().addAudio(newAudio(project, mp3(2), "vi"));
        var image = alice().generations().addImage(newImage(project, png(1)));
        var finalCut = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        var next = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(2)));
        var third = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(steps())
                .containsExactly(
                        new StepOfKey(Step.PREPARED, video.filePath().orElseThrow()),
                        new StepOfKey(Step.PUBLISHED, video.filePath().orElseThrow()),
                        new StepOfKey(Step.PREPARED, first.filePath()),
                        new StepOfKey(Step.PUBLISHED, first.filePath()),
                        new StepOfKey(Step.PREPARED, second.filePath()),
                        new StepOfKey(Step.PUBLISHED, second.filePath()),
                        new StepOfKey(Step.PREPARED, image.filePath()),
                        new StepOfKey(Step.PUBLISHED, image.filePath()),
                        new StepOfKey(Step.PREPARED, finalCut),
                        new StepOfKey(Step.PUBLISHED, finalCut),
                        new StepOfKey(Step.PREPARED, next),
                        new StepOfKey(Step.PUBLISHED, next),
                        new StepOfKey(Step.PREPARED, third),
                        new StepOfKey(Step.PUBLISHED, third));
    }

    @Test
    void existingBytesAreNotPreparedAgain() {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(1)));
        alice().projects().setFinalCut(project.id(), mp4(1));
        int before = steps().size();
        alice().generations().addImage(newImage(project, png(1)));
        alice().projects().setFinalCut(project.id(), mp4(1));
        assertThat(steps()).hasSize(before);
    }
}
