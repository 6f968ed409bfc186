package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} for collecting and undeleting files. */
abstract class CollectionContract extends PreUploadContract {

    private static final Duration DAY = Duration.ofDays(1);

    CollectionContract() {}

    private CollectionService collection(Services services) {
        return new CollectionService(transactions(), blobs(), services.profile());
    }

    private CollectionResult collect(Scope scope, Duration grace, Mode mode) {
        return collection(alice()).collect(scope, grace, mode, files -> {});
    }

    /** Collects all files that no row refers to, however many there are. */
    final void collectAllNow() {
        setClockAfterFiles();
        collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, files -> {});
    }

    private CollectionResult collect(Scope scope, Duration grace) {
        return collect(scope, grace, Mode.REMOVE);
    }

    final UndeletionService undeletion(Services services) {
        return new UndeletionService(
                transactions(),
                blobs(),
                new SequentialIds(clock),
                services.profile(),
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
    }

    /** Sets the test's clock after the times of all files, which come from the machine's clock. */
    private void setClockAfterFiles() {
        clock.set(Instant.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void aDeletedRowsFileIsRemovedAfterTheGracePeriod() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        ImageGeneration kept = alice().generations().addImage(newImage(project, png(2)));
        alice().generations().deleteImage(image.id());

        clock.advance(DAY);
        assertThat(collect(Scope.TOMBSTONES, DAY).tombstones()).isZero();
        assertThat(files()).contains(image.filePath());
        clock.advance(Duration.ofNanos(1_000));
        CollectionResult collectionResult = collect(Scope.TOMBSTONES, DAY);

        assertThat(collectionResult.tombstones()).isOne();
        assertThat(collectionResult.failed()).isEmpty();
        assertThat(files()).containsExactly(kept.filePath());
        assertThat(tombstoneKeys()).isEmpty();
        assertThat(collect(Scope.TOMBSTONES, DAY).tombstones()).isZero();
    }

    @Test
    void manyFilesAreRemovedInBatches() {
        VideoProject project = alice().newProject("p");
        for (int i = 0; i < 120; i++) {
            alice().generations().addImage(newImage(project, png(i)));
        }
        alice().projects().delete(project.id());
        clock.advance(Duration.ofSeconds(1));
        List<Long> seen = new ArrayList<>();

        CollectionResult collectionResult =
                collection(alice()).collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, seen::add);

        assertThat(collectionResult.tombstones()).isEqualTo(120);
        assertThat(seen).hasSizeGreaterThan(1).isSorted().last().isEqualTo(120L);
        assertThat(files()).isEmpty();
    }

    @Test
    void aPreviewRemovesNothing() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(image.id());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        putFile(orphan, SampleMedia.png(2));
        setClockAfterFiles();

        CollectionResult preview =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW, 1, files -> {});

        assertThat(preview.tombstones()).isOne();
        assertThat(preview.orphans()).isOne();
        assertThat(preview.orphanBytes()).isEqualTo(SampleMedia.png(2).length);
        assertThat(files()).containsExactlyInAnyOrder(image.filePath(), orphan);
        assertThat(tombstoneKeys()).containsExactly(image.filePath());
    }

    @Test
    void aFileThatAnotherRowRefersToOutlivesItsFirstProject() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration image = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        alice().projects().delete(first.id());
        setClockAfterFiles();

        assertThat(collect(Scope.ALL_FILES, Duration.ZERO).tombstones()).isZero();

        assertThat(again.filePath()).isEqualTo(image.filePath());
        assertThat(bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }

    /** Makes a project with this number of images. */
    private VideoProject projectWithImages(int count) {
        VideoProject project = alice().newProject("p");
        for (int i = 0; i < count; i++) {
            alice().generations().addImage(newImage(project, png(100 + i)));
        }
        return project;
    }

    private void insertNewestRow() {
        setClockAfterFiles();
        alice().newProject("newer than all files");
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void anOrphanIsRemovedAfterTheGracePeriod() {
        projectWithImages(10);
        List<BlobKey> kept = new ArrayList<>(files());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        BlobKey outsideProjects = new BlobKey("quarantine/projects/p/orphan.png");
        putFile(orphan, SampleMedia.png(2));
        putFile(outsideProjects, SampleMedia.png(3));
        insertNewestRow();

        assertThat(collect(Scope.TOMBSTONES, Duration.ZERO).orphans()).isZero();
        for (Mode mode : List.of(Mode.PREVIEW, Mode.REMOVE)) {
            assertThat(collect(Scope.ALL_FILES, DAY, mode))
                    .as("the orphan is younger than a day")
                    .isEqualTo(new CollectionResult(0, 0, 0, 0, 1, 0, Map.of()));
        }
        CollectionResult collectionResult = collect(Scope.ALL_FILES, Duration.ZERO);

        assertThat(collectionResult.orphans()).isOne();
        assertThat(collectionResult.kept()).isZero();
        assertThat(collectionResult.young()).isZero();
        kept.add(outsideProjects);
        assertThat(files()).containsExactlyInAnyOrderElementsOf(kept);
    }

    /** As after a restore of the database from a backup: files stored since then are newer than every row. */
    @Test
    void anOrphanNewerThanEveryRowIsKept() {
        projectWithImages(12);
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        putFile(orphan, SampleMedia.png(2));
        Instant rows = clock.instant();
        assertThat(rows).isBefore(Instant.now());
        List<BlobKey> files = files();

        for (Mode mode : Mode.values()) {
            // the grace period is over: the machine's clock is months ahead of the rows
            clock.set(Instant.now().plus(Duration.ofMinutes(5)));
            assertThat(collect(Scope.ALL_FILES, Duration.ZERO, mode))
                    .isEqualTo(new CollectionResult(0, 0, 0, 1, 0, 0, Map.of()));
        }
        assertThat(files()).isEqualTo(files);

        CollectionResult result =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, file -> {});
        assertThat(result.orphans()).isOne();
        assertThat(files()).hasSize(12).doesNotContain(orphan);
    }

    @Test
    void collectRefusesToRemoveTooLargeAShareOfTheFiles() {
        VideoProject project = projectWithImages(8);
        ImageGeneration deleted = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(deleted.id());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        putFile(orphan, SampleMedia.png(2));
        insertNewestRow();
        // one orphan in ten files is within the limit
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW).orphans())
                .isOne();
        putFile(new BlobKey("projects/p/orphan-2.png"), SampleMedia.png(3));
        insertNewestRow();
        List<BlobKey> files = files();

        // nothing is old enough to be removed
        assertThat(collect(Scope.ALL_FILES, DAY, Mode.PREVIEW).orphans()).isZero();
        for (Mode mode : Mode.values()) {
            assertThat(assertRefused(
                            StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO, mode)))
                    .hasMessageContaining("2 of 11 files")
                    .hasMessageContaining("\"undelete --orphans\"")
                    .hasMessageContaining("with --max-orphans");
        }
        assertThat(files()).isEqualTo(files);
        assertThat(tombstoneKeys())
                .as("files with a tombstone are not removed either")
                .containsExactly(deleted.filePath());

        CollectionResult result =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 0.2, file -> {});
        assertThat(result.orphans()).isEqualTo(2);
        assertThat(result.tombstones()).isOne();
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, wrong, file -> {}));
        }
    }

    @Test
    void filesOfAnotherProfileAreKept() {
        VideoProject bobs = bob().newProject("p");
        ImageGeneration image = bob().generations().addImage(newImage(bobs, png(1)));
        ImageGeneration deleted = bob().generations().addImage(newImage(bobs, png(2)));
        bob().generations().deleteImage(deleted.id());
        setClockAfterFiles();

        CollectionResult collectionResult = collect(Scope.ALL_FILES, Duration.ZERO);

        assertThat(collectionResult.tombstones() + collectionResult.orphans()).isZero();
        assertThat(files()).containsExactlyInAnyOrder(image.filePath(), deleted.filePath());
        assertThat(collection(bob())
                        .collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, files -> {})
                        .tombstones())
                .isOne();
    }

    @Test
    void aTombstoneWithoutAFileIsDeleted() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(image.id());
        blobs().delete(image.filePath());
        clock.advance(DAY);

        assertThat(collect(Scope.TOMBSTONES, Duration.ZERO).tombstones()).isOne();
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void aNegativeGracePeriodIsRefused() {
        assertRefused(StorageException.InvalidInput.class, () -> collect(Scope.TOMBSTONES, Duration.ofNanos(-1)));
    }

    @Test
    void orphansAreKeptIfTheBlobStoreMayBelongToAnotherStore() {
        BlobKey foreign = new BlobKey("projects/p/foreign.png");
        putFile(foreign, SampleMedia.png(1));
        setClockAfterFiles();
        // the blob store has no store id yet
        assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO));
        // now it has the id of another store
        ((SupportsStoreId) blobs()).identify(StoreId.random());
        assertRefused(StorageException.Integrity.class, () -> alice().media().bind());
        assertThat(assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO)))
                .hasMessageContaining("another store");
        // the keys of deleted files may be keys of that store's files
        assertRefused(StorageException.Integrity.class, () -> collect(Scope.TOMBSTONES, Duration.ZERO));
        assertThat(files()).containsExactly(foreign);
    }

    @Test
    void anEmptyStoreHasNothingToCollect() {
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
    }

    @Test
    void aDeletedImageCanBeUndeleted() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(image.id());

        UndeleteResult undeleted = undeletion(alice()).undelete(image.filePath(), Optional.empty());

        assertThat(undeleted.row()).isEqualTo(EntityType.IMAGE);
        assertThat(undeleted.project()).isEqualTo(project.id());
        assertThat(rows(SampleRows.ALICE).images()).singleElement().satisfies(row -> {
            assertThat(row.id().value()).isEqualTo(undeleted.rowId());
            assertThat(row.filePath()).isEqualTo(image.filePath());
            assertThat(row.contentHash()).isEqualTo(image.contentHash());
            assertThat(row.byteSize()).isEqualTo(image.byteSize());
        });
        assertThat(tombstoneKeys()).isEmpty();
        setClockAfterFiles();
        collect(Scope.ALL_FILES, Duration.ZERO);
        assertThat(bytesOf(image.filePath())).isEqualTo(SampleMedia.png(1));
        assertThat(alice().media().open(image.filePath(), ByteRange.ALL)).satisfies(content -> {
            try (content) {
                assertThat(content.length()).isEqualTo(SampleMedia.png(1).length);
            }
        });
    }

    @Test
    void audioVideoAndFinalCutCanBeUndeleted() {
        VideoProject project = alice().newProject("p");
        var audio = alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        VideoGeneration video = alice().generations().addVideo(newVideo(project, mp4(2)));
        BlobKey finalCut =
                alice().projects().setFinalCut(project.id(), mp4(3)).videoPath().orElseThrow();
        alice().generations().deleteAudio(audio.id());
        alice().generations().deleteVideo(video.id());
        alice().projects().update(project.id(), Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH));
        UndeletionService undeletion = undeletion(alice());

        assertThat(List.of(audio.filePath(), video.filePath().orElseThrow(), finalCut))
                .extracting(key -> undeletion.undelete(key, Optional.empty()).row())
                .containsExactly(EntityType.AUDIO, EntityType.GENERATION, EntityType.PROJECT);

        assertThat(tombstoneKeys()).isEmpty();
        assertThat(alice().projects().get(project.id()).videoPath()).contains(finalCut);
        assertThat(files()).hasSize(3);
    }

    @Test
    void aFileOfADeletedProjectCanBeUndeletedIntoAnother() {
        VideoProject project = alice().newProject("p");
        VideoProject other = alice().newProject("other");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().projects().delete(project.id());

        assertThat(assertRefused(
                        StorageException.NotFound.class,
                        () -> undeletion(alice()).undelete(image.filePath(), Optional.empty())))
                .hasMessageContaining("Add --project ID");
        assertThat(undeletion(alice())
                        .undelete(image.filePath(), Optional.of(other.id()))
                        .project())
                .isEqualTo(other.id());
    }

    @Test
    void onlyDeletedFilesThatStillExistCanBeUndeleted() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        UndeletionService undeletion = undeletion(alice());
        assertRefused(StorageException.NotFound.class, () -> undeletion.undelete(image.filePath(), Optional.empty()));
        alice().generations().deleteImage(image.id());
        ProjectId bobs = bob().newProject("b").id();
        assertRefused(
                StorageException.NotFound.class, () -> undeletion(bob()).undelete(image.filePath(), Optional.of(bobs)));
        clock.advance(DAY);
        collect(Scope.TOMBSTONES, Duration.ZERO);
        assertRefused(StorageException.NotFound.class, () -> undeletion.undelete(image.filePath(), Optional.empty()));
    }

    @Test
    void anImageThatAVideoRefersToCannotBeDeleted() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        var video = newVideo(project, mp4(1));
        video.row().imageGenerationId(image.id());
        alice().generations().addVideo(video);
        assertRefused(
                StorageException.Integrity.class, () -> alice().generations().deleteImage(image.id()));
        assertThat(tombstoneKeys()).isEmpty();
        assertThat(files()).hasSize(2);
    }
}
