package io.github.reelstore.testkit.services;

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
import io.github.reelstore.testkit.SampleMedia;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} for {@code setFinalCut}. */
abstract class FinalCutContract extends PairContract {

    @Test
    void theFirstFinalCutHasTheProjectsOwnKey() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        VideoProject finalCut = alice().projects().setFinalCut(project.id(), mp4(1));
        BlobKey key = new BlobKey("projects/" + project.id() + "/video.mp4");
        assertThat(finalCut)
                .isEqualTo(project.toBuilder()
                        .videoPath(key)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .version(2)
                        .updatedAt(clock.instant())
                        .build());
        assertThat(alice().projects().get(project.id())).isEqualTo(finalCut);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void settingTheSameFinalCutAgainChangesNothing() {
        VideoProject project = alice().newProject("p");
        VideoProject finalCut = alice().projects().setFinalCut(project.id(), mp4(1));
        clock.advance(Duration.ofSeconds(5));
        assertThat(alice().projects().setFinalCut(project.id(), mp4(1))).isEqualTo(finalCut);
        assertThat(alice().projects().get(project.id())).isEqualTo(finalCut);
        assertThat(files()).hasSize(1);
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void anotherFinalCutGetsAnotherKeyAndThePreviousOneATombstone() {
        VideoProject project = alice().newProject("p");
        BlobKey first = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        alice().projects().update(project.id(), Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 60_000L));
        VideoProject again = alice().projects().setFinalCut(project.id(), mp4(2));
        assertThat(finalCutOf(again).value())
                .startsWith("projects/" + project.id() + "/video-")
                .endsWith(".mp4");
        assertThat(again.contentHash()).contains(hashOf(SampleMedia.mp4(2)));
        assertThat(again.durationMs()).isEmpty();
        assertThat(bytesOf(finalCutOf(again))).isEqualTo(SampleMedia.mp4(2));
        assertThat(tombstoneKeys()).containsExactly(first);

        BlobKey third = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(third).isNotEqualTo(finalCutOf(again));
        assertThat(tombstoneKeys()).containsExactlyInAnyOrder(first, finalCutOf(again));
    }

    @Test
    void settingAnEarlierFinalCutReusesItsFile() {
        VideoProject project = alice().newProject("p");
        BlobKey first = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey second = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(2)));
        assertThat(finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(first);
        assertThat(tombstoneKeys()).containsExactly(second);
    }

    @Test
    void equalBytesLeftByACrashAreAdopted() {
        VideoProject project = alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        putFile(key, SampleMedia.mp4(1));
        assertThat(finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(key);
        assertThat(files()).containsExactly(key);
    }

    @Test
    void otherBytesLeftByACrashAreKept() {
        VideoProject project = alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        putFile(key, SampleMedia.mp4(9));
        BlobKey finalCut = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(finalCut).isNotEqualTo(key);
        assertThat(bytesOf(finalCut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(9));
    }

    @Test
    void aMissingFinalCutIsStoredAgain() {
        VideoProject project = alice().newProject("p");
        BlobKey key = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        blobs().delete(key);
        assertThat(finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1))))
                .isEqualTo(key);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aDamagedFinalCutIsStoredUnderAnotherKey() {
        VideoProject project = alice().newProject("p");
        BlobKey damaged = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        blobs().delete(damaged);
        putFile(damaged, Arrays.copyOf(SampleMedia.mp4(1), 25));
        BlobKey finalCut = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(finalCut).isNotEqualTo(damaged);
        assertThat(bytesOf(finalCut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(tombstoneKeys()).containsExactly(damaged);
    }

    /** Each project has its own final cut, even with equal bytes. */
    @Test
    void aVideosBytesAreStoredAgainAsAFinalCut() {
        VideoProject project = alice().newProject("p");
        BlobKey video = alice().generations()
                .addVideo(newVideo(project, mp4(1)))
                .filePath()
                .orElseThrow();
        BlobKey finalCut = finalCutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey other = finalCutOf(
                alice().projects().setFinalCut(alice().newProject("q").id(), mp4(1)));
        assertThat(files()).containsExactlyInAnyOrder(video, finalCut, other);
    }

    @Test
    void setFinalCutRefusesAFileThatIsNotAVideo() {
        VideoProject project = alice().newProject("p");
        alice().projects().setFinalCut(project.id(), mp4(1));
        for (BlobSource file : List.of(png(1), mp3(1), SampleMedia.source("empty", new byte[0]))) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().projects().setFinalCut(project.id(), file));
        }
    }

    @Test
    void setFinalCutRefusesAMissingProject() {
        ProjectId theirs = bob().newProject("theirs").id();
        for (ProjectId id : List.of(new ProjectId("none"), theirs)) {
            StorageException exception = assertRefused(
                    StorageException.NotFound.class, () -> alice().projects().setFinalCut(id, mp4(1)));
            assertThat(exception.subject()).isEqualTo(id.value());
        }
    }

    static BlobKey finalCutOf(VideoProject project) {
        return project.videoPath().orElseThrow();
    }

    @Test
    void aProjectCannotReferToAFileThatIsNotStored() {
        VideoProject project = alice().newProject("p");
        BlobKey none = new BlobKey("projects/p/none.mp4");
        assertRefused(
                StorageException.Integrity.class,
                () -> alice().projects()
                        .create(VideoProject.builder().title("t").videoPath(none)));
        assertRefused(
                StorageException.Integrity.class,
                () -> alice().projects()
                        .update(project.id(), Patch.<VideoProject>empty().set(ProjectField.THUMB_PATH, none)));
        assertRefused(
                StorageException.Integrity.class,
                () -> alice().projects()
                        .update(project.id(), 1, Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, none)));
    }
}
