package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.testkit.services.WatchedBlobStore.Step;
import io.github.reelstore.testkit.services.WatchedBlobStore.StepOfKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for uploads that the services prepare before a transaction, so that it stays short; see {@link
 * ServicesFixture}.
 */
public abstract class UploadPreparationContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void theFilesOfAPairArePreparedBeforeAnyIsPublished() {
        VideoProject project = store.alice().newProject("p");
        GenerationPair pair = store.alice()
                .generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project, mp4(1)));
        var image = pair.image().orElseThrow().filePath();
        var audio = pair.audio().orElseThrow().filePath();
        var video = pair.generation().filePath().orElseThrow();
        assertThat(store.steps())
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
        VideoProject project = store.alice().newProject("p");
        var video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        var first = store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), video.id());
        var second = store.alice().generations().addAudio(newAudio(project, mp3(2), "vi"));
        var image = store.alice().generations().addImage(newImage(project, png(1)));
        var finalCut = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        var next = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(2)));
        var third = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(store.steps())
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
        VideoProject project = store.alice().newProject("p");
        store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().projects().setFinalCut(project.id(), mp4(1));
        int before = store.steps().size();
        store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().projects().setFinalCut(project.id(), mp4(1));
        assertThat(store.steps()).hasSize(before);
    }

    private static BlobKey finalCutOf(VideoProject project) {
        return project.videoPath().orElseThrow();
    }
}
