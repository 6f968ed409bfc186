package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.hashOf;
import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@code setFinalCut} of {@link ProjectService}; see {@link ServicesFixture}. */
public abstract class FinalCutContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void theFirstFinalCutHasTheProjectsOwnKey() {
        VideoProject project = store.alice().newProject("p");
        store.clock.advance(Duration.ofSeconds(5));
        VideoProject finalCut = store.alice().projects().setFinalCut(project.id(), mp4(1));
        BlobKey key = new BlobKey("projects/" + project.id() + "/video.mp4");
        assertThat(finalCut)
                .isEqualTo(project.toBuilder()
                        .videoPath(key)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .version(2)
                        .updatedAt(store.clock.instant())
                        .build());
        assertThat(store.alice().projects().get(project.id())).isEqualTo(finalCut);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void settingTheSameFinalCutAgainChangesNothing() {
        VideoProject project = store.alice().newProject("p");
        VideoProject finalCut = store.alice().projects().setFinalCut(project.id(), mp4(1));
        store.clock.advance(Duration.ofSeconds(5));
        assertThat(store.alice().projects().setFinalCut(project.id(), mp4(1))).isEqualTo(finalCut);
        assertThat(store.alice().projects().get(project.id())).isEqualTo(finalCut);
        assertThat(store.files()).hasSize(1);
        assertThat(store.tombstoneKeys()).isEmpty();
    }

    @Test
    void anotherFinalCutGetsAnotherKeyAndThePreviousOneATombstone() {
        VideoProject project = store.alice().newProject("p");
        BlobKey first = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        store.alice()
                .projects()
                .update(project.id(), Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 60_000L));
        VideoProject again = store.alice().projects().setFinalCut(project.id(), mp4(2));
        assertThat(finalCutOf(again).value())
                .startsWith("projects/" + project.id() + "/video-")
                .endsWith(".mp4");
        assertThat(again.contentHash()).contains(hashOf(SampleMedia.mp4(2)));
        assertThat(again.durationMs()).isEmpty();
        assertThat(store.bytesOf(finalCutOf(again))).isEqualTo(SampleMedia.mp4(2));
        assertThat(store.tombstoneKeys()).containsExactly(first);

        BlobKey third = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(third).isNotEqualTo(finalCutOf(again));
        assertThat(store.tombstoneKeys()).containsExactlyInAnyOrder(first, finalCutOf(again));
    }

    @Test
    void settingAnEarlierFinalCutReusesItsFile() {
        VideoProject project = store.alice().newProject("p");
        BlobKey first = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey second = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(2)));
        assertThat(finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(first);
        assertThat(store.tombstoneKeys()).containsExactly(second);
    }

    @Test
    void equalBytesLeftByACrashAreAdopted() {
        VideoProject project = store.alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        store.putFile(key, SampleMedia.mp4(1));
        assertThat(finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(key);
        assertThat(store.files()).containsExactly(key);
    }

    @Test
    void otherBytesLeftByACrashAreKept() {
        VideoProject project = store.alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        store.putFile(key, SampleMedia.mp4(9));
        BlobKey finalCut = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(finalCut).isNotEqualTo(key);
        assertThat(store.bytesOf(finalCut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp4(9));
    }

    @Test
    void aMissingFinalCutIsStoredAgain() {
        VideoProject project = store.alice().newProject("p");
        BlobKey key = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        store.blobs().delete(key);
        assertThat(finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(key);
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aDamagedFinalCutIsStoredUnderAnotherKey() {
        VideoProject project = store.alice().newProject("p");
        BlobKey damaged = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        store.blobs().delete(damaged);
        store.putFile(damaged, Arrays.copyOf(SampleMedia.mp4(1), 25));
        BlobKey finalCut = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(finalCut).isNotEqualTo(damaged);
        assertThat(store.bytesOf(finalCut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(store.tombstoneKeys()).containsExactly(damaged);
    }

    /** Each project has its own final cut, even with equal bytes. */
    @Test
    void aVideosBytesAreStoredAgainAsAFinalCut() {
        VideoProject project = store.alice().newProject("p");
        BlobKey video = store.alice()
                .generations()
                .addVideo(newVideo(project, mp4(1)))
                .filePath()
                .orElseThrow();
        BlobKey finalCut = finalCutOf(store.alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey other = finalCutOf(store.alice()
                .projects()
                .setFinalCut(store.alice().newProject("q").id(), mp4(1)));
        assertThat(store.files()).containsExactlyInAnyOrder(video, finalCut, other);
    }

    @Test
    void setFinalCutRefusesAFileThatIsNotAVideo() {
        VideoProject project = store.alice().newProject("p");
        store.alice().projects().setFinalCut(project.id(), mp4(1));
        for (BlobSource file : List.of(png(1), mp3(1), SampleMedia.source("empty", new byte[0]))) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().projects().setFinalCut(project.id(), file));
        }
    }

    @Test
    void setFinalCutRefusesAMissingProject() {
        ProjectId theirs = store.bob().newProject("theirs").id();
        for (ProjectId id : List.of(new ProjectId("none"), theirs)) {
            StorageException exception = store.assertRefused(
                    StorageException.NotFound.class,
                    () -> store.alice().projects().setFinalCut(id, mp4(1)));
            assertThat(exception.subject()).isEqualTo(id.value());
        }
    }

    private static BlobKey finalCutOf(VideoProject project) {
        return project.videoPath().orElseThrow();
    }

    @Test
    void aProjectCannotReferToAFileThatIsNotStored() {
        VideoProject project = store.alice().newProject("p");
        BlobKey none = new BlobKey("projects/p/none.mp4");
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice()
                        .projects()
                        .create(VideoProject.builder().title("t").videoPath(none)));
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice()
                        .projects()
                        .update(project.id(), Patch.<VideoProject>empty().set(ProjectField.THUMB_PATH, none)));
        store.assertRefused(
                StorageException.Integrity.class,
                () -> store.alice()
                        .projects()
                        .update(project.id(), 1, Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, none)));
    }
}
