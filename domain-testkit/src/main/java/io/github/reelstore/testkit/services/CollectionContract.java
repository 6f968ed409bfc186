package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.testkit.SampleMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link CollectionService}; see {@link ServicesFixture}. */
public abstract class CollectionContract {

    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private CollectionResult collect(Scope scope, Duration grace, Mode mode) {
        return store.collection(store.alice()).collect(scope, grace, mode, files -> {});
    }

    private CollectionResult collect(Scope scope, Duration grace) {
        return collect(scope, grace, Mode.REMOVE);
    }

    @Test
    void aDeletedRowsFileIsRemovedAfterTheGracePeriod() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        ImageGeneration kept = store.alice().generations().addImage(newImage(project, png(2)));
        store.alice().generations().deleteImage(image.id());

        store.clock.advance(DAY);
        assertThat(collect(Scope.TOMBSTONES, DAY).tombstones()).isZero();
        assertThat(store.files()).contains(image.filePath());
        store.clock.advance(Duration.ofNanos(1_000));
        CollectionResult collectionResult = collect(Scope.TOMBSTONES, DAY);

        assertThat(collectionResult.tombstones()).isOne();
        assertThat(collectionResult.failed()).isEmpty();
        assertThat(store.files()).containsExactly(kept.filePath());
        assertThat(store.tombstoneKeys()).isEmpty();
        assertThat(collect(Scope.TOMBSTONES, DAY).tombstones()).isZero();
    }

    @Test
    void manyFilesAreRemovedInBatches() {
        VideoProject project = store.alice().newProject("p");
        for (int i = 0; i < 120; i++) {
            store.alice().generations().addImage(newImage(project, png(i)));
        }
        store.alice().projects().delete(project.id());
        store.clock.advance(Duration.ofSeconds(1));
        List<Long> seen = new ArrayList<>();

        CollectionResult collectionResult =
                store.collection(store.alice()).collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, seen::add);

        assertThat(collectionResult.tombstones()).isEqualTo(120);
        assertThat(seen).hasSizeGreaterThan(1).isSorted().last().isEqualTo(120L);
        assertThat(store.files()).isEmpty();
    }

    @Test
    void aPreviewRemovesNothing() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().generations().deleteImage(image.id());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        store.putFile(orphan, SampleMedia.png(2));
        store.setClockAfterFiles();

        CollectionResult preview =
                store.collection(store.alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW, 1, files -> {});

        assertThat(preview.tombstones()).isOne();
        assertThat(preview.orphans()).isOne();
        assertThat(preview.orphanBytes()).isEqualTo(SampleMedia.png(2).length);
        assertThat(store.files()).containsExactlyInAnyOrder(image.filePath(), orphan);
        assertThat(store.tombstoneKeys()).containsExactly(image.filePath());
    }

    @Test
    void aFileThatAnotherRowRefersToOutlivesItsFirstProject() {
        VideoProject first = store.alice().newProject("first");
        VideoProject second = store.alice().newProject("second");
        ImageGeneration image = store.alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = store.alice().generations().addImage(newImage(second, png(1)));
        store.alice().projects().delete(first.id());
        store.setClockAfterFiles();

        assertThat(collect(Scope.ALL_FILES, Duration.ZERO).tombstones()).isZero();

        assertThat(again.filePath()).isEqualTo(image.filePath());
        assertThat(store.bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }

    /** Makes a project with this number of images. */
    private VideoProject projectWithImages(int count) {
        VideoProject project = store.alice().newProject("p");
        for (int i = 0; i < count; i++) {
            store.alice().generations().addImage(newImage(project, png(100 + i)));
        }
        return project;
    }

    private void insertNewestRow() {
        store.setClockAfterFiles();
        store.alice().newProject("newer than all files");
        store.clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void anOrphanIsRemovedAfterTheGracePeriod() {
        projectWithImages(10);
        List<BlobKey> kept = new ArrayList<>(store.files());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        BlobKey outsideProjects = new BlobKey("quarantine/projects/p/orphan.png");
        store.putFile(orphan, SampleMedia.png(2));
        store.putFile(outsideProjects, SampleMedia.png(3));
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
        assertThat(store.files()).containsExactlyInAnyOrderElementsOf(kept);
    }

    /** As after a restore of the database from a backup: files stored since then are newer than every row. */
    @Test
    void anOrphanNewerThanEveryRowIsKept() {
        projectWithImages(12);
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        store.putFile(orphan, SampleMedia.png(2));
        Instant rows = store.clock.instant();
        assertThat(rows).isBefore(Instant.now());
        List<BlobKey> files = store.files();

        for (Mode mode : Mode.values()) {
            // the grace period is over: the machine's clock is months ahead of the rows
            store.clock.set(Instant.now().plus(Duration.ofMinutes(5)));
            assertThat(collect(Scope.ALL_FILES, Duration.ZERO, mode))
                    .isEqualTo(new CollectionResult(0, 0, 0, 1, 0, 0, Map.of()));
        }
        assertThat(store.files()).isEqualTo(files);

        CollectionResult result =
                store.collection(store.alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, file -> {});
        assertThat(result.orphans()).isOne();
        assertThat(store.files()).hasSize(12).doesNotContain(orphan);
    }

    @Test
    void collectRefusesToRemoveTooLargeAShareOfTheFiles() {
        VideoProject project = projectWithImages(8);
        ImageGeneration deleted = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().generations().deleteImage(deleted.id());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        store.putFile(orphan, SampleMedia.png(2));
        insertNewestRow();
        // one orphan in ten files is within the limit
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW).orphans())
                .isOne();
        store.putFile(new BlobKey("projects/p/orphan-2.png"), SampleMedia.png(3));
        insertNewestRow();
        List<BlobKey> files = store.files();

        // nothing is old enough to be removed
        assertThat(collect(Scope.ALL_FILES, DAY, Mode.PREVIEW).orphans()).isZero();
        for (Mode mode : Mode.values()) {
            assertThat(store.assertRefused(
                            StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO, mode)))
                    .hasMessageContaining("2 of 11 files")
                    .hasMessageContaining("\"undelete --orphans\"")
                    .hasMessageContaining("with --max-orphans");
        }
        assertThat(store.files()).isEqualTo(files);
        assertThat(store.tombstoneKeys())
                .as("files with a tombstone are not removed either")
                .containsExactly(deleted.filePath());

        CollectionResult result =
                store.collection(store.alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 0.2, file -> {});
        assertThat(result.orphans()).isEqualTo(2);
        assertThat(result.tombstones()).isOne();
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.collection(store.alice())
                            .collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, wrong, file -> {}));
        }
    }

    @Test
    void filesOfAnotherProfileAreKept() {
        VideoProject bobs = store.bob().newProject("p");
        ImageGeneration image = store.bob().generations().addImage(newImage(bobs, png(1)));
        ImageGeneration deleted = store.bob().generations().addImage(newImage(bobs, png(2)));
        store.bob().generations().deleteImage(deleted.id());
        store.setClockAfterFiles();

        CollectionResult collectionResult = collect(Scope.ALL_FILES, Duration.ZERO);

        assertThat(collectionResult.tombstones() + collectionResult.orphans()).isZero();
        assertThat(store.files()).containsExactlyInAnyOrder(image.filePath(), deleted.filePath());
        assertThat(store.collection(store.bob())
                        .collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, files -> {})
                        .tombstones())
                .isOne();
    }

    @Test
    void aTombstoneWithoutAFileIsDeleted() {
        VideoProject project = store.alice().newProject("p");
        ImageGeneration image = store.alice().generations().addImage(newImage(project, png(1)));
        store.alice().generations().deleteImage(image.id());
        store.blobs().delete(image.filePath());
        store.clock.advance(DAY);

        assertThat(collect(Scope.TOMBSTONES, Duration.ZERO).tombstones()).isOne();
        assertThat(store.tombstoneKeys()).isEmpty();
    }

    @Test
    void aNegativeGracePeriodIsRefused() {
        store.assertRefused(StorageException.InvalidInput.class, () -> collect(Scope.TOMBSTONES, Duration.ofNanos(-1)));
    }

    @Test
    void orphansAreKeptIfTheBlobStoreMayBelongToAnotherStore() {
        BlobKey foreign = new BlobKey("projects/p/foreign.png");
        store.putFile(foreign, SampleMedia.png(1));
        store.setClockAfterFiles();
        // the blob store has no store id yet
        store.assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO));
        // now it has the id of another store
        ((SupportsStoreId) store.blobs()).identify(StoreId.random());
        store.assertRefused(
                StorageException.Integrity.class, () -> store.alice().media().bind());
        assertThat(store.assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO)))
                .hasMessageContaining("another store");
        // the keys of deleted files may be keys of that store's files
        store.assertRefused(StorageException.Integrity.class, () -> collect(Scope.TOMBSTONES, Duration.ZERO));
        assertThat(store.files()).containsExactly(foreign);
    }

    @Test
    void anEmptyStoreHasNothingToCollect() {
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
    }
}
