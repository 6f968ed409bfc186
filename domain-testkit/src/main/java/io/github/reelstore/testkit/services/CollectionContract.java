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
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.rows.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link ServicesContract} about collecting files, and bringing them back. */
abstract class CollectionContract extends PreUploadContract {

    private static final Duration DAY = Duration.ofDays(1);

    CollectionContract() {}

    private CollectionService collection(Services services) {
        return new CollectionService(transactions(), blobs(), services.profile());
    }

    private CollectionResult collect(Scope scope, Duration grace, Mode mode) {
        return collection(alice()).collect(scope, grace, mode, files -> {});
    }

    /** Whatever no row refers to, however many files that are. */
    final void collectAtOnce() {
        advanceBeyondTheFiles();
        collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, files -> {});
    }

    private CollectionResult collect(Scope scope, Duration grace) {
        return collect(scope, grace, Mode.REMOVE);
    }

    final UndeletionService undeletion(Services services) {
        return new UndeletionService(transactions(), services.media(), new SequentialIds(clock), services.profile());
    }

    /** The storage's files have the time of the machine, whatever the test's clock says. */
    private void advanceBeyondTheFiles() {
        clock.set(Instant.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void aDeletedRowsFileIsRemovedAfterItsGrace() {
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
        assertThat(buried()).isEmpty();
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
        leave(orphan, SampleMedia.png(2));
        advanceBeyondTheFiles();

        CollectionResult preview =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW, 1, files -> {});

        assertThat(preview.tombstones()).isOne();
        assertThat(preview.orphans()).isOne();
        assertThat(preview.orphanBytes()).isEqualTo(SampleMedia.png(2).length);
        assertThat(files()).containsExactlyInAnyOrder(image.filePath(), orphan);
        assertThat(buried()).containsExactly(image.filePath());
    }

    @Test
    void aFileThatAnotherRowRefersToSurvivesTheDeletionOfTheProjectItWasWrittenFor() {
        VideoProject first = alice().newProject("first");
        VideoProject second = alice().newProject("second");
        ImageGeneration image = alice().generations().addImage(newImage(first, png(1)));
        ImageGeneration again = alice().generations().addImage(newImage(second, png(1)));
        alice().projects().delete(first.id());
        advanceBeyondTheFiles();

        assertThat(collect(Scope.ALL_FILES, Duration.ZERO).tombstones()).isZero();

        assertThat(again.filePath()).isEqualTo(image.filePath());
        assertThat(bytesOf(again.filePath())).isEqualTo(SampleMedia.png(1));
    }

    /** A project with as many images. */
    private VideoProject images(int images) {
        VideoProject project = alice().newProject("p");
        for (int i = 0; i < images; i++) {
            alice().generations().addImage(newImage(project, png(100 + i)));
        }
        return project;
    }

    private void makeANewRow() {
        advanceBeyondTheFiles();
        alice().newProject("newer than all files");
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aFileThatNoRowEverReferredToIsRemovedOnceItIsOld() {
        images(10);
        List<BlobKey> kept = new ArrayList<>(files());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        BlobKey elsewhere = new BlobKey("quarantine/projects/p/orphan.png");
        leave(orphan, SampleMedia.png(2));
        leave(elsewhere, SampleMedia.png(3));
        makeANewRow();

        assertThat(collect(Scope.TOMBSTONES, Duration.ZERO).orphans()).isZero();
        for (Mode mode : List.of(Mode.PREVIEW, Mode.REMOVE)) {
            assertThat(collect(Scope.ALL_FILES, DAY, mode))
                    .as("it is younger than a day")
                    .isEqualTo(new CollectionResult(0, 0, 0, 0, 1, 0, Map.of()));
        }
        CollectionResult collectionResult = collect(Scope.ALL_FILES, Duration.ZERO);

        assertThat(collectionResult.orphans()).isOne();
        assertThat(collectionResult.kept()).isZero();
        assertThat(collectionResult.young()).isZero();
        kept.add(elsewhere);
        assertThat(files()).containsExactlyInAnyOrderElementsOf(kept);
    }

    /** As after a database was restored from a backup: what was stored since is newer than what it knows. */
    @Test
    void aFileThatIsNewerThanEveryRowStays() {
        images(12);
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        leave(orphan, SampleMedia.png(2));
        Instant rows = clock.instant();
        assertThat(rows).isBefore(Instant.now());
        List<BlobKey> files = files();

        for (Mode mode : Mode.values()) {
            // the grace is over, for the day of a machine that is ahead of the rows by months
            clock.set(Instant.now().plus(Duration.ofMinutes(5)));
            assertThat(collect(Scope.ALL_FILES, Duration.ZERO, mode))
                    .isEqualTo(new CollectionResult(0, 0, 0, 1, 0, 0, Map.of()));
        }
        assertThat(files()).isEqualTo(files);

        CollectionResult asked =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 1, file -> {});
        assertThat(asked.orphans()).isOne();
        assertThat(files()).hasSize(12).doesNotContain(orphan);
    }

    @Test
    void whereMoreThanAShareOfTheFilesHasNoRowNothingIsRemoved() {
        VideoProject project = images(8);
        ImageGeneration deleted = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(deleted.id());
        BlobKey orphan = new BlobKey("projects/p/orphan.png");
        leave(orphan, SampleMedia.png(2));
        makeANewRow();
        // one of ten is no more than the share
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO, Mode.PREVIEW).orphans())
                .isOne();
        leave(new BlobKey("projects/p/orphan-2.png"), SampleMedia.png(3));
        makeANewRow();
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
        assertThat(buried()).as("nor a deleted file").containsExactly(deleted.filePath());

        CollectionResult asked =
                collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, 0.2, file -> {});
        assertThat(asked.orphans()).isEqualTo(2);
        assertThat(asked.tombstones()).isOne();
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> collection(alice()).collect(Scope.ALL_FILES, Duration.ZERO, Mode.REMOVE, wrong, file -> {}));
        }
    }

    @Test
    void filesOfAnotherProfileAreNotTouched() {
        VideoProject bobs = bob().newProject("p");
        ImageGeneration image = bob().generations().addImage(newImage(bobs, png(1)));
        ImageGeneration deleted = bob().generations().addImage(newImage(bobs, png(2)));
        bob().generations().deleteImage(deleted.id());
        advanceBeyondTheFiles();

        CollectionResult collectionResult = collect(Scope.ALL_FILES, Duration.ZERO);

        assertThat(collectionResult.tombstones() + collectionResult.orphans()).isZero();
        assertThat(files()).containsExactlyInAnyOrder(image.filePath(), deleted.filePath());
        assertThat(collection(bob())
                        .collect(Scope.TOMBSTONES, Duration.ZERO, Mode.REMOVE, files -> {})
                        .tombstones())
                .isOne();
    }

    @Test
    void aTombstoneWhoseFileIsGoneIsTakenAway() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(image.id());
        blobs().delete(image.filePath());
        clock.advance(DAY);

        assertThat(collect(Scope.TOMBSTONES, Duration.ZERO).tombstones()).isOne();
        assertThat(buried()).isEmpty();
    }

    @Test
    void aGraceThatCannotBeIsRefused() {
        assertRefused(StorageException.InvalidInput.class, () -> collect(Scope.TOMBSTONES, Duration.ofNanos(-1)));
    }

    @Test
    void filesWithoutRowsStayWhereTheStorageMayBeAnothers() {
        BlobKey others = new BlobKey("projects/p/others.png");
        leave(others, SampleMedia.png(1));
        advanceBeyondTheFiles();
        // nothing says yet whose the storage is
        assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO));
        // and now it is another store's
        ((SupportsStoreId) blobs()).identify(StoreId.random());
        assertRefused(StorageException.Integrity.class, () -> alice().media().bind());
        assertThat(assertRefused(StorageException.Integrity.class, () -> collect(Scope.ALL_FILES, Duration.ZERO)))
                .hasMessageContaining("another store");
        // deleted files' keys may be those of that store's files
        assertRefused(StorageException.Integrity.class, () -> collect(Scope.TOMBSTONES, Duration.ZERO));
        assertThat(files()).containsExactly(others);
    }

    @Test
    void anEmptyStoreHasNothingToCollect() {
        assertThat(collect(Scope.ALL_FILES, Duration.ZERO)).isEqualTo(new CollectionResult(0, 0, 0, 0, 0, 0, Map.of()));
    }

    @Test
    void aDeletedImageIsBroughtBack() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        alice().generations().deleteImage(image.id());

        UndeleteResult back = undeletion(alice()).undelete(image.filePath(), Optional.empty());

        assertThat(back.row()).isEqualTo(EntityType.IMAGE);
        assertThat(back.project()).isEqualTo(project.id());
        assertThat(rows(Rows.ALICE).images()).singleElement().satisfies(row -> {
            assertThat(row.id().value()).isEqualTo(back.rowId());
            assertThat(row.filePath()).isEqualTo(image.filePath());
            assertThat(row.contentHash()).isEqualTo(image.contentHash());
            assertThat(row.byteSize()).isEqualTo(image.byteSize());
        });
        assertThat(buried()).isEmpty();
        advanceBeyondTheFiles();
        collect(Scope.ALL_FILES, Duration.ZERO);
        assertThat(bytesOf(image.filePath())).isEqualTo(SampleMedia.png(1));
        assertThat(alice().media().open(image.filePath(), ByteRange.ALL)).satisfies(content -> {
            try (content) {
                assertThat(content.length()).isEqualTo(SampleMedia.png(1).length);
            }
        });
    }

    @Test
    void speechAClipAndAFinalCutAreBroughtBack() {
        VideoProject project = alice().newProject("p");
        var speech = alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        VideoGeneration clip = alice().generations().addVideo(newClip(project, mp4(2)));
        BlobKey cut =
                alice().projects().setFinalCut(project.id(), mp4(3)).videoPath().orElseThrow();
        alice().generations().deleteAudio(speech.id());
        alice().generations().deleteVideo(clip.id());
        alice().projects().update(project.id(), Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH));
        UndeletionService undeletion = undeletion(alice());

        assertThat(List.of(speech.filePath(), clip.filePath().orElseThrow(), cut))
                .extracting(key -> undeletion.undelete(key, Optional.empty()).row())
                .containsExactly(EntityType.AUDIO, EntityType.GENERATION, EntityType.PROJECT);

        assertThat(buried()).isEmpty();
        assertThat(alice().projects().get(project.id()).videoPath()).contains(cut);
        assertThat(files()).hasSize(3);
    }

    @Test
    void aFileOfADeletedProjectIsBroughtBackIntoAnother() {
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
    void onlyWhatWasDeletedAndIsThereIsBroughtBack() {
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
    void whatRefersToAnImageOrSpeechKeepsIt() {
        VideoProject project = alice().newProject("p");
        ImageGeneration image = alice().generations().addImage(newImage(project, png(1)));
        var clip = newClip(project, mp4(1));
        clip.row().imageGenerationId(image.id());
        alice().generations().addVideo(clip);
        assertRefused(
                StorageException.Integrity.class, () -> alice().generations().deleteImage(image.id()));
        assertThat(buried()).isEmpty();
        assertThat(files()).hasSize(2);
    }
}
