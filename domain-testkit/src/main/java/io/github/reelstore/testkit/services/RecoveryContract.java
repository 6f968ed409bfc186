package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.Recovery;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.UndeletionService.Mode;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Contents;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for {@link UndeletionService} and files without a row, as after a restore of the database from a
 * backup; see {@link ServicesFixture}.
 */
public abstract class RecoveryContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    /** Records what a recovery reports. */
    private static class RecordingListener implements UndeletionService.Listener {

        final List<UndeleteResult> made = new ArrayList<>();
        private final List<String> found = new ArrayList<>();
        private final Map<BlobKey, String> skipped = new TreeMap<>();

        @Override
        public void made(UndeleteResult undeleteResult) {
            made.add(undeleteResult);
        }

        @Override
        public void found(BlobKey key, ProjectId project, EntityType row) {
            found.add(key + " " + project + " " + row);
        }

        @Override
        public void skipped(BlobKey key, String reason) {
            skipped.put(key, reason);
        }
    }

    private Recovery recover(Services services, RecordingListener listener) {
        return store.undeletion(services).undeleteOrphans(Optional.empty(), Mode.MAKE, listener);
    }

    private Recovery recover() {
        return recover(store.alice(), new RecordingListener());
    }

    /**
     * Makes the database forget a project but keeps its files, as after a restore from a backup older than the project.
     */
    private void forget(Services services, ProjectId project) {
        services.projects().delete(project);
        List<BlobKey> tombstones = store.rows(services.profile()).tombstones().stream()
                .map(tombstone -> tombstone.key())
                .toList();
        store.transactions()
                .inTransaction(services.profile(), tx -> tx.references().release(tombstones));
        // files have the machine's time, and a recovery only takes files from before it started
        store.clock.set(Instant.now().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void filesStoredAfterTheBackupAreRecoveredWithTheirIds() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        AudioGeneration audio = store.alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        BlobKey finalCut = store.alice()
                .projects()
                .setFinalCut(project.id(), mp4(2))
                .videoPath()
                .orElseThrow();
        forget(store.alice(), project.id());
        List<BlobKey> files = store.files();
        assertThat(store.rows(SampleRows.ALICE).projects()).isEmpty();
        assertThat(store.problems(VerificationRequest.ALL.with(Depth.CONTENT))).hasSize(4);

        RecordingListener listener = new RecordingListener();
        assertThat(recover(store.alice(), listener)).isEqualTo(new Recovery(4, 0, 0));

        assertThat(listener.made)
                .extracting(UndeleteResult::key, UndeleteResult::project, UndeleteResult::row, UndeleteResult::rowId)
                .containsExactlyInAnyOrder(
                        tuple(
                                image.filePath(),
                                project.id(),
                                EntityType.IMAGE,
                                image.id().value()),
                        tuple(
                                audio.filePath(),
                                project.id(),
                                EntityType.AUDIO,
                                audio.id().value()),
                        tuple(
                                video.filePath().orElseThrow(),
                                project.id(),
                                EntityType.GENERATION,
                                video.id().value()),
                        tuple(
                                finalCut,
                                project.id(),
                                EntityType.PROJECT,
                                project.id().value()));
        Contents rows = store.rows(SampleRows.ALICE);
        assertThat(rows.projects()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(project.id());
            assertThat(row.title()).isEqualTo("Recovered project " + project.id());
            assertThat(row.videoPath()).contains(finalCut);
        });
        assertThat(rows.images()).singleElement().satisfies(row -> {
            assertThat(row.contentHash()).isEqualTo(image.contentHash());
            assertThat(row.createdAt())
                    .as("when the file was stored")
                    .isEqualTo(store.blobs()
                            .stat(image.filePath())
                            .orElseThrow()
                            .modifiedAt()
                            .truncatedTo(ChronoUnit.MICROS));
        });
        assertThat(store.problems(VerificationRequest.ALL.with(Depth.CONTENT))).isEmpty();
        store.collectAllNow();
        assertThat(store.files()).isEqualTo(files);
        assertThat(recover()).isEqualTo(new Recovery(0, 0, 0));
    }

    @Test
    void aFileWithoutARowCanBeUndeletedByKey() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        ImageGeneration other = store.alice().generations().addImage(newImage(project, png(2)));
        forget(store.alice(), project.id());

        UndeleteResult undeleted = store.undeletion(store.alice()).undelete(image.filePath(), Optional.empty());

        assertThat(undeleted)
                .isEqualTo(new UndeleteResult(
                        image.filePath(),
                        project.id(),
                        EntityType.IMAGE,
                        image.id().value()));
        VideoProject into = store.alice().newProject("into");
        assertThat(store.undeletion(store.alice())
                        .undelete(other.filePath(), Optional.of(into.id()))
                        .project())
                .isEqualTo(into.id());
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.undeletion(store.alice()).undelete(image.filePath(), Optional.empty()));
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.undeletion(store.alice())
                        .undelete(new BlobKey("projects/" + project.id() + "/images/none.png"), Optional.empty()));
    }

    @Test
    void aThumbnailIsOnlyRecoveredWithItsOriginal() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        BlobKey thumbnail = MediaKeys.thumbnail(image.filePath(), Optional.empty(), MediaFormat.JPEG);
        BlobKey alone = new BlobKey("projects/" + project.id() + "/images/gone.thumb.jpg");
        store.putFile(thumbnail, SampleMedia.png(7));
        store.putFile(alone, SampleMedia.png(8));
        forget(store.alice(), project.id());

        assertThat(recover()).isEqualTo(new Recovery(1, 0, 0));

        assertThat(store.rows(SampleRows.ALICE).images())
                .singleElement()
                .satisfies(row -> assertThat(row.thumbPath()).contains(thumbnail));
        assertThat(store.problems(VerificationRequest.ALL.with(Depth.CONTENT)))
                .extracting(Problem::subject)
                .containsExactly(alone.value());
        store.collectAllNow();
        assertThat(store.files()).containsExactlyInAnyOrder(image.filePath(), thumbnail);
    }

    @Test
    void severalFinalCutsOfAProjectAreAllRecovered() {
        VideoProject project = store.alice().newProject("p");
        store.alice().projects().setFinalCut(project.id(), mp4(1));
        BlobKey later = MediaKeys.finalCut(project.id(), "2", MediaFormat.MP4);
        store.putFile(later, SampleMedia.mp4(2));
        forget(store.alice(), project.id());
        List<BlobKey> files = store.files();

        RecordingListener listener = new RecordingListener();
        recover(store.alice(), listener);

        assertThat(listener.made)
                .extracting(UndeleteResult::row)
                .containsExactly(EntityType.PROJECT, EntityType.GENERATION);
        assertThat(store.problems(VerificationRequest.ALL.with(Depth.CONTENT))).isEmpty();
        store.collectAllNow();
        assertThat(store.files()).isEqualTo(files);
    }

    @Test
    void anIdTakenByAnotherRowIsNotReused() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        forget(store.alice(), project.id());
        VideoProject ofBob = store.bob().newProject("of bob");
        store.transactions().inTransaction(SampleRows.BOB, tx -> {
            tx.images()
                    .insert(SampleRows.image(image.id().value())
                            .profileId(SampleRows.BOB)
                            .projectId(ofBob.id())
                            .filePath(new BlobKey("projects/x/images/taken.png"))
                            .build());
            return true;
        });

        UndeleteResult undeleted = store.undeletion(store.alice()).undelete(image.filePath(), Optional.empty());

        assertThat(undeleted.rowId()).isNotEqualTo(image.id().value());
        assertThat(store.rows(SampleRows.ALICE).images())
                .extracting(ImageGeneration::id)
                .containsExactly(new ImageId(undeleted.rowId()));
    }

    @Test
    void filesThatCannotBeRecoveredAreSkipped() {
        VideoProject project = store.alice().newProject("p");
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        BlobKey text = new BlobKey("projects/" + project.id() + "/images/a.png");
        BlobKey withoutProject = new BlobKey("projects/a.png");
        store.putFile(text, new byte[] {1, 2, 3});
        store.putFile(withoutProject, SampleMedia.png(3));
        forget(store.alice(), project.id());

        RecordingListener listener = new RecordingListener();
        assertThat(recover(store.alice(), listener)).isEqualTo(new Recovery(1, 2, 0));

        assertThat(listener.skipped).containsOnlyKeys(text, withoutProject);
        assertThat(listener.skipped.get(withoutProject)).contains("--project ID");
        assertThat(store.rows(SampleRows.ALICE).generations())
                .extracting(VideoGeneration::id)
                .containsExactly(new GenerationId(video.id().value()));
        assertThat(store.undeletion(store.alice())
                        .undelete(withoutProject, Optional.of(project.id()))
                        .row())
                .isEqualTo(EntityType.IMAGE);
        assertThat(store.files()).contains(text);
    }

    @Test
    void filesOfAnotherProfilesProjectAreNotRecovered() {
        VideoProject bobs = store.bob().newProject("bobs");
        store.bob().generations().addImage(newImage(bobs, png(1)));
        BlobKey left = new BlobKey("projects/" + bobs.id() + "/images/left.png");
        store.putFile(left, SampleMedia.png(2));
        ProjectId mine = store.alice().newProject("mine").id();
        store.clock.set(Instant.now().plus(Duration.ofMinutes(5)));

        assertThat(recover()).isEqualTo(new Recovery(0, 0, 1));
        for (Optional<ProjectId> into : List.of(Optional.<ProjectId>empty(), Optional.of(mine))) {
            String exception = String.valueOf(store.assertRefused(
                            StorageException.NotFound.class,
                            () -> store.undeletion(store.alice()).undelete(left, into))
                    .getMessage());
            BlobKey none = new BlobKey("projects/" + bobs.id() + "/images/none.png");
            assertThat(store.assertRefused(
                            StorageException.NotFound.class,
                            () -> store.undeletion(store.alice()).undelete(none, into)))
                    .as("the same message as for a missing file")
                    .hasMessage(exception.replace("left.png", "none.png"));
        }
        assertThat(store.rows(SampleRows.ALICE).images()).isEmpty();
        assertThat(recover(store.bob(), new RecordingListener())).isEqualTo(new Recovery(1, 0, 0));
        assertThat(store.rows(SampleRows.BOB).images()).hasSize(2);
    }

    /** As after a restore: the project that the database no longer has may belong to another profile. */
    @Test
    void withOtherProfilesAnUnknownProjectIsOnlyMadeIfItIsNamed() {
        VideoProject bobs = store.bob().newProject("bobs");
        store.bob().newProject("stays");
        VideoProject own = store.alice().newProject("own");
        ImageGeneration image = store.bob().generations().addImage(newImage(bobs, png(1)));
        BlobKey left = new BlobKey("projects/" + own.id() + "/images/left.png");
        store.putFile(left, SampleMedia.png(2));
        forget(store.bob(), bobs.id());
        String reason = "Its project " + bobs.id()
                + " does not exist in any profile. Other profiles use this database too, so name the project: --project "
                + bobs.id() + ".";

        for (Mode mode : List.of(Mode.PREVIEW, Mode.MAKE)) {
            RecordingListener listener = new RecordingListener();
            assertThat(store.undeletion(store.alice()).undeleteOrphans(Optional.empty(), mode, listener))
                    .isEqualTo(new Recovery(1, 1, 0));
            assertThat(listener.skipped).isEqualTo(Map.of(image.filePath(), reason));
        }
        assertThat(store.rows(SampleRows.ALICE).projects())
                .extracting(VideoProject::id)
                .containsExactly(own.id());
        assertThat(store.rows(SampleRows.ALICE).images())
                .extracting(ImageGeneration::filePath)
                .containsExactly(left);

        assertThat(store.undeletion(store.bob())
                        .undeleteOrphans(Optional.of(bobs.id()), Mode.PREVIEW, new RecordingListener()))
                .isEqualTo(new Recovery(1, 0, 0));
        assertThat(store.undeletion(store.bob())
                        .undeleteOrphans(Optional.of(bobs.id()), Mode.MAKE, new RecordingListener()))
                .isEqualTo(new Recovery(1, 0, 0));
        assertThat(store.rows(SampleRows.BOB).projects())
                .extracting(VideoProject::id)
                .contains(bobs.id());
    }

    @Test
    void withOtherProfilesAFileCanBeUndeletedByKey() {
        store.bob().newProject("bobs");
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        forget(store.alice(), project.id());

        assertThat(store.undeletion(store.alice())
                        .undelete(image.filePath(), Optional.empty())
                        .project())
                .isEqualTo(project.id());
    }

    @Test
    void undeleteReportsWhyAFileCannotBeRecovered() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        AudioGeneration audio = store.alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        VideoGeneration video = store.alice().generations().addVideo(newVideo(project, mp4(1)));
        BlobKey finalCut = store.alice()
                .projects()
                .setFinalCut(project.id(), mp4(2))
                .videoPath()
                .orElseThrow();
        BlobKey deleted =
                store.alice().generations().addImage(newImage(project, png(2))).filePath();
        store.alice()
                .generations()
                .deleteImage(
                        new ImageId(MediaKeys.idOf(deleted, MediaKind.IMAGE).orElseThrow()));
        store.blobs().delete(deleted);

        assertNotUndeleted(image.filePath(), "already has a row: image " + image.id() + ".");
        assertNotUndeleted(audio.filePath(), "already has a row: audio " + audio.id() + ".");
        assertNotUndeleted(video.filePath().orElseThrow(), "already has a row: video " + video.id() + ".");
        assertNotUndeleted(finalCut, "already has a row: project " + project.id() + ", as its final cut.");
        assertNotUndeleted(deleted, "no longer exists");
        assertNotUndeleted(new BlobKey("projects/" + project.id() + "/images/none.png"), "no longer exists");
        assertNotUndeleted(new BlobKey("quarantine/1/a.png"), "only files below projects/ can");
        assertNotUndeleted(
                new BlobKey("projects/unknown/images/none.png"), "not in the blob store, or it belongs to another");
    }

    private void assertNotUndeleted(BlobKey key, String why) {
        assertThat(store.assertRefused(
                        StorageException.NotFound.class,
                        () -> store.undeletion(store.alice()).undelete(key, Optional.empty())))
                .hasMessageContaining(why);
    }

    @Test
    void aPreviewReportsRecoverableFilesAndMakesNoRows() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        BlobKey finalCut = store.alice()
                .projects()
                .setFinalCut(project.id(), mp4(2))
                .videoPath()
                .orElseThrow();
        BlobKey text = new BlobKey("projects/" + project.id() + "/images/a.png");
        store.putFile(text, new byte[] {1, 2, 3});
        forget(store.alice(), project.id());
        Contents before = store.rows(SampleRows.ALICE);

        RecordingListener listener = new RecordingListener();
        assertThat(store.undeletion(store.alice()).undeleteOrphans(Optional.empty(), Mode.PREVIEW, listener))
                .isEqualTo(new Recovery(2, 1, 0));

        assertThat(listener.found)
                .containsExactlyInAnyOrder(
                        image.filePath() + " " + project.id() + " image", finalCut + " " + project.id() + " project");
        assertThat(listener.skipped).containsOnlyKeys(text);
        assertThat(store.rows(SampleRows.ALICE)).isEqualTo(before);
    }

    @Test
    void theFilesOfOneProjectCanBeRecoveredAlone() {
        VideoProject one = store.alice().newProject("one");
        VideoProject two = store.alice().newProject("two");
        store.alice().generations().addImage(newImage(one, png(1)));
        store.alice().generations().addImage(newImage(two, png(2)));
        forget(store.alice(), one.id());
        forget(store.alice(), two.id());

        assertThat(store.undeletion(store.alice())
                        .undeleteOrphans(Optional.of(two.id()), Mode.MAKE, new RecordingListener()))
                .isEqualTo(new Recovery(1, 0, 0));

        assertThat(store.rows(SampleRows.ALICE).projects())
                .extracting(VideoProject::id)
                .containsExactly(two.id());
    }

    @Test
    void theNextRecoveryCompletesAStoppedOne() {
        VideoProject project = store.alice().newProject("p");
        for (int i = 0; i < 5; i++) {
            store.alice().generations().addImage(newImage(project, png(i)));
        }
        forget(store.alice(), project.id());
        RecordingListener stopping = new RecordingListener() {
            @Override
            public void made(UndeleteResult undeleteResult) {
                super.made(undeleteResult);
                if (made.size() == 2) {
                    throw new IllegalStateException("stopped");
                }
            }
        };

        assertThatThrownBy(() -> recover(store.alice(), stopping)).hasMessage("stopped");
        assertThat(store.rows(SampleRows.ALICE).images()).hasSize(2);
        assertThat(recover()).isEqualTo(new Recovery(3, 0, 0));
        assertThat(store.rows(SampleRows.ALICE).images()).hasSize(5);
        assertThat(store.problems(VerificationRequest.ALL.with(Depth.CONTENT))).isEmpty();
    }

    @Test
    void filesOutsideProjectsAndInAnUnboundBlobStoreAreNotRecovered() {
        BlobKey moved = new BlobKey("quarantine/1/projects/p/images/a.png");
        BlobKey left = new BlobKey("projects/p/images/a.png");
        store.putFile(left, SampleMedia.png(1));
        store.clock.set(Instant.now().plus(Duration.ofMinutes(5)));
        store.assertRefused(StorageException.Integrity.class, this::recover);
        store.alice().media().bind();
        store.putFile(moved, SampleMedia.png(2));

        assertThat(recover()).isEqualTo(new Recovery(1, 0, 0));
        ProjectId project = new ProjectId("p");
        store.assertRefused(
                StorageException.NotFound.class,
                () -> store.undeletion(store.alice()).undelete(moved, Optional.of(project)));
        assertThat(store.alice().media().open(left, ByteRange.ALL)).satisfies(content -> {
            try (content) {
                assertThat(content.length()).isEqualTo(SampleMedia.png(1).length);
            }
        });
    }
}
