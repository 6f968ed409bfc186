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

/** The part of {@link ServicesContract} about {@code setFinalCut}. */
abstract class FinalCutContract extends PairContract {

    @Test
    void theFirstFinalCutHasTheProjectsOwnAddress() {
        VideoProject project = alice().newProject("p");
        clock.advance(Duration.ofSeconds(5));
        VideoProject cut = alice().projects().setFinalCut(project.id(), mp4(1));
        BlobKey key = new BlobKey("projects/" + project.id() + "/video.mp4");
        assertThat(cut)
                .isEqualTo(project.toBuilder()
                        .videoPath(key)
                        .contentHash(hashOf(SampleMedia.mp4(1)))
                        .version(2)
                        .updatedAt(clock.instant())
                        .build());
        assertThat(alice().projects().get(project.id())).isEqualTo(cut);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void theSameFinalCutAgainChangesNothing() {
        VideoProject project = alice().newProject("p");
        VideoProject cut = alice().projects().setFinalCut(project.id(), mp4(1));
        clock.advance(Duration.ofSeconds(5));
        assertThat(alice().projects().setFinalCut(project.id(), mp4(1))).isEqualTo(cut);
        assertThat(alice().projects().get(project.id())).isEqualTo(cut);
        assertThat(files()).hasSize(1);
        assertThat(buried()).isEmpty();
    }

    @Test
    void anotherFinalCutHasAnotherAddressAndTheOneBeforeAwaitsCollection() {
        VideoProject project = alice().newProject("p");
        BlobKey first = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        alice().projects().update(project.id(), Patch.<VideoProject>empty().set(ProjectField.DURATION_MS, 60_000L));
        VideoProject again = alice().projects().setFinalCut(project.id(), mp4(2));
        assertThat(cutOf(again).value())
                .startsWith("projects/" + project.id() + "/video-")
                .endsWith(".mp4");
        assertThat(again.contentHash()).contains(hashOf(SampleMedia.mp4(2)));
        assertThat(again.durationMs()).isEmpty();
        assertThat(bytesOf(cutOf(again))).isEqualTo(SampleMedia.mp4(2));
        assertThat(buried()).containsExactly(first);

        BlobKey third = cutOf(alice().projects().setFinalCut(project.id(), mp4(3)));
        assertThat(third).isNotEqualTo(cutOf(again));
        assertThat(buried()).containsExactlyInAnyOrder(first, cutOf(again));
    }

    @Test
    void aFinalCutThatComesBackIsItsOldFile() {
        VideoProject project = alice().newProject("p");
        BlobKey first = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey second = cutOf(alice().projects().setFinalCut(project.id(), mp4(2)));
        assertThat(cutOf(alice().projects().setFinalCut(project.id(), mp4(1)))).isEqualTo(first);
        assertThat(buried()).containsExactly(second);
    }

    @Test
    void theSameBytesThatACrashLeftAreAdopted() {
        VideoProject project = alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        leave(key, SampleMedia.mp4(1));
        assertThat(cutOf(alice().projects().setFinalCut(project.id(), mp4(1)))).isEqualTo(key);
        assertThat(files()).containsExactly(key);
    }

    @Test
    void otherBytesThatACrashLeftStayAsTheyAre() {
        VideoProject project = alice().newProject("p");
        BlobKey key = MediaKeys.finalCut(project.id(), MediaFormat.MP4);
        leave(key, SampleMedia.mp4(9));
        BlobKey cut = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(cut).isNotEqualTo(key);
        assertThat(bytesOf(cut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(9));
    }

    @Test
    void aFinalCutThatVanishedIsPutBack() {
        VideoProject project = alice().newProject("p");
        BlobKey key = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        blobs().delete(key);
        assertThat(cutOf(alice().projects().setFinalCut(project.id(), mp4(1)))).isEqualTo(key);
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.mp4(1));
    }

    @Test
    void aFinalCutThatIsDamagedIsStoredAnew() {
        VideoProject project = alice().newProject("p");
        BlobKey damaged = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        blobs().delete(damaged);
        leave(damaged, Arrays.copyOf(SampleMedia.mp4(1), 25));
        BlobKey cut = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        assertThat(cut).isNotEqualTo(damaged);
        assertThat(bytesOf(cut)).isEqualTo(SampleMedia.mp4(1));
        assertThat(buried()).containsExactly(damaged);
    }

    /** Each project has its own, even of the same bytes. */
    @Test
    void aClipsBytesAreStoredAgainAsAFinalCut() {
        VideoProject project = alice().newProject("p");
        BlobKey clip = alice().generations()
                .addVideo(newClip(project, mp4(1)))
                .filePath()
                .orElseThrow();
        BlobKey cut = cutOf(alice().projects().setFinalCut(project.id(), mp4(1)));
        BlobKey other =
                cutOf(alice().projects().setFinalCut(alice().newProject("q").id(), mp4(1)));
        assertThat(files()).containsExactlyInAnyOrder(clip, cut, other);
    }

    @Test
    void whatIsNoVideoIsRefused() {
        VideoProject project = alice().newProject("p");
        alice().projects().setFinalCut(project.id(), mp4(1));
        for (BlobSource file : List.of(png(1), mp3(1), SampleMedia.source("empty", new byte[0]))) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().projects().setFinalCut(project.id(), file));
        }
    }

    @Test
    void aProjectThatIsNotThereHasNoFinalCut() {
        ProjectId theirs = bob().newProject("theirs").id();
        for (ProjectId id : List.of(new ProjectId("none"), theirs)) {
            StorageException refusal = assertRefused(
                    StorageException.NotFound.class, () -> alice().projects().setFinalCut(id, mp4(1)));
            assertThat(refusal.subject()).isEqualTo(id.value());
        }
    }

    static BlobKey cutOf(VideoProject project) {
        return project.videoPath().orElseThrow();
    }

    @Test
    void aProjectCannotNameAFileThatIsNotStored() {
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
