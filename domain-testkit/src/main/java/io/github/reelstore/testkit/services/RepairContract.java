package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.RepairResult;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of {@link ServicesContract} for verification and repair. */
abstract class RepairContract extends RecoveryContract {

    private static final double ALL = 1;

    RepairContract() {}

    private List<Problem> problems(VerificationRequest request) {
        List<Problem> problems = new ArrayList<>();
        Verification result = verification().verify(request, problems::add);
        assertThat(result.problems()).isEqualTo(problems.size());
        return problems;
    }

    private VerificationService verification() {
        advanceBeyondFiles();
        return new VerificationService(transactions(), blobs(), SampleRows.ALICE);
    }

    /** Files have the machine's time, and a verification ignores files that were written after it started. */
    private void advanceBeyondFiles() {
        clock.set(Instant.now().plusSeconds(300));
    }

    private List<Problem> problems() {
        return problems(VerificationRequest.ALL);
    }

    private RepairService repair() {
        advanceBeyondFiles();
        return new RepairService(transactions(), blobs(), SampleRows.ALICE);
    }

    private RepairPlan plan(Depth depth) {
        return repair().plan(VerificationRequest.ALL.with(depth), problem -> {});
    }

    private VideoProject projectWithEverything() {
        VideoProject project = alice().newProject("p");
        alice().generations().addImage(newImage(project, png(1)));
        alice().generations().addAudio(newAudio(project, mp3(1), "vi"));
        alice().generations().addVideo(newVideo(project, mp4(1)));
        return alice().projects().setFinalCut(project.id(), mp4(2));
    }

    /** Stores an orphan as a crash leaves it: one among many files, and older than the newest row. */
    private void putOldOrphan(BlobKey key, byte[] bytes) {
        putFile(key, bytes);
        VideoProject many = alice().newProject("many");
        for (int i = 0; i < 10; i++) {
            alice().generations().addImage(newImage(many, png(1000 + files().size())));
        }
        advanceBeyondFiles();
        alice().newProject("newer than all files");
    }

    private BlobKey imageOf(VideoProject project) {
        return rows(SampleRows.ALICE).images().stream()
                .filter(row -> row.projectId().equals(Optional.of(project.id())))
                .map(ImageGeneration::filePath)
                .findFirst()
                .orElseThrow();
    }

    private void replace(BlobKey key, byte[] bytes) {
        blobs().delete(key);
        putFile(key, bytes);
    }

    private static byte[] damaged(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    @ParameterizedTest
    @EnumSource
    void storedFilesHaveNoProblems(Depth depth) {
        projectWithEverything();
        List<Problem> problems = new ArrayList<>();
        Verification result = verification().verify(VerificationRequest.ALL.with(depth), problems::add);
        assertThat(problems).isEmpty();
        assertThat(result).isEqualTo(new Verification(4, 4, 0, 0, 0));
    }

    @Test
    void eachMissingFileIsReportedWithItsRow() {
        VideoProject project = projectWithEverything();
        files().forEach(blobs()::delete);
        assertThat(problems())
                .extracting(
                        Problem::kind,
                        problem -> problem.row().map(row -> row.kind().value()).orElse(""))
                .containsExactlyInAnyOrder(
                        tuple(Kind.MISSING, "project"),
                        tuple(Kind.MISSING, "image"),
                        tuple(Kind.MISSING, "audio"),
                        tuple(Kind.MISSING, "generation"));
        assertThat(problems()).extracting(Problem::key).contains(project.videoPath());
    }

    @Test
    void aFileOfAnotherSizeIsReported() {
        BlobKey key = imageOf(projectWithEverything());
        replace(key, Arrays.copyOf(SampleMedia.png(1), 9));
        assertThat(problems())
                .extracting(Problem::kind, Problem::subject)
                .containsExactly(tuple(Kind.SIZE, key.value()));
    }

    @Test
    void changedBytesAreOnlyReportedByADeepVerification() {
        BlobKey key = imageOf(projectWithEverything());
        replace(key, damaged(SampleMedia.png(1)));
        assertThat(problems()).isEmpty();
        for (Depth depth : List.of(Depth.HASHES, Depth.CONTENT)) {
            assertThat(problems(VerificationRequest.ALL.with(depth)))
                    .extracting(Problem::kind, Problem::subject)
                    .containsExactly(tuple(Kind.HASH, key.value()));
        }
    }

    @Test
    void aFileWithoutARowOrTombstoneIsReported() {
        VideoProject project = projectWithEverything();
        alice().generations().deleteImage(rows(SampleRows.ALICE).images().get(0).id());
        BlobKey orphan = new BlobKey("projects/" + project.id() + "/left.png");
        putFile(orphan, SampleMedia.png(7));
        putFile(new BlobKey("quarantine/left.png"), SampleMedia.png(8));
        assertThat(problems())
                .extracting(Problem::kind, Problem::key, Problem::row)
                .containsExactly(tuple(Kind.ORPHAN, Optional.of(orphan), Optional.empty()));
    }

    @Test
    void oneProjectCanBeVerifiedAlone() {
        VideoProject intact = projectWithEverything();
        VideoProject broken = alice().newProject("broken");
        ImageGeneration image = alice().generations().addImage(newImage(broken, png(9)));
        blobs().delete(image.filePath());
        putFile(new BlobKey("projects/" + broken.id() + "/left.png"), SampleMedia.png(7));
        assertThat(problems(VerificationRequest.ALL.of(intact.id()))).isEmpty();
        assertThat(problems(VerificationRequest.ALL.of(broken.id())))
                .extracting(Problem::kind)
                .containsExactly(Kind.MISSING, Kind.ORPHAN);
        assertRefused(
                StorageException.NotFound.class,
                () -> new VerificationService(transactions(), blobs(), SampleRows.BOB)
                        .verify(VerificationRequest.ALL.of(intact.id()), problem -> {}));
    }

    @Test
    void verificationCanBeLimitedToNewRows() {
        VideoProject project = projectWithEverything();
        blobs().delete(imageOf(project));
        Instant later = clock.instant().plusSeconds(1);
        VerificationRequest since = new VerificationRequest(Optional.empty(), Optional.of(later), Depth.SIZES, 2);
        assertThat(problems(since)).isEmpty();
        clock.set(later);
        ImageGeneration image = alice().generations().addImage(newImage(project, png(5)));
        blobs().delete(image.filePath());
        assertThat(problems(since))
                .extracting(Problem::subject)
                .containsExactly(image.filePath().value());
    }

    @Test
    void anotherProfilesRowsAreNotVerifiedAndItsFilesAreNotOrphans() {
        VideoProject project = bob().newProject("bobs");
        ImageGeneration gone = bob().generations().addImage(newImage(project, png(1)));
        bob().generations().addImage(newImage(project, png(2)));
        blobs().delete(gone.filePath());
        assertThat(problems()).isEmpty();
    }

    @Test
    void anotherStoresBlobStoreIsReportedAndItsFilesAreNotOrphans() {
        transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().identify(StoreId.random());
            tx.maintenance().noteBound();
            return true;
        });
        ((SupportsStoreId) blobs()).identify(StoreId.random());
        putFile(new BlobKey("projects/x/left.png"), SampleMedia.png(7));
        assertThat(problems()).extracting(Problem::kind).containsExactly(Kind.STORE);
        assertRefused(StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), ALL));
    }

    /** Files stored in the mount point of an unmounted disk would disappear once the disk is mounted. */
    @Test
    void aBlobStoreThatLostItsIdRefusesFilesUntilItIsRebound() {
        VideoProject project = alice().newProject("p");
        transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().identify(StoreId.random());
            tx.maintenance().noteBound();
            return true;
        });

        assertThat(assertRefused(
                        StorageException.Integrity.class,
                        () -> alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("init --rebind");
        assertThat(files()).isEmpty();
        alice().media().rebind();

        alice().generations().addImage(newImage(project, png(1)));
        assertThat(problems()).isEmpty();
    }

    /** For the other store they would be files without rows, which it collects. */
    @Test
    void anotherStoresBlobStoreRefusesFilesAndCannotBeRebound() {
        VideoProject project = alice().newProject("p");
        transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().noteBound();
            return true;
        });
        ((SupportsStoreId) blobs()).identify(StoreId.random());
        assertThat(assertRefused(
                        StorageException.Integrity.class,
                        () -> alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("another database keeps its files there");
        assertRefused(StorageException.Integrity.class, () -> alice().media().bind());
        assertRefused(StorageException.Integrity.class, () -> alice().media().rebind());
        assertThat(files()).isEmpty();
    }

    /** An earlier version set the id with the first file, so a copy from before that has no id and gets a new one. */
    @Test
    void aDatabaseThatNeverStoredAFileCanBeReboundToABlobStoresId() {
        VideoProject project = alice().newProject("p");
        StoreId ofBlobStore = ((SupportsStoreId) blobs()).identify(StoreId.random());
        assertThat(assertRefused(
                        StorageException.Integrity.class,
                        () -> alice().generations().addImage(newImage(project, png(1)))))
                .hasMessageContaining("another store")
                .hasMessageContaining("init --rebind");
        assertRefused(StorageException.Integrity.class, () -> alice().media().bind());

        alice().media().rebind();

        Optional<StoreIdentity> now =
                transactions().readOnly(SampleRows.ALICE, tx -> tx.maintenance().identity());
        assertThat(now).hasValueSatisfying(identity -> {
            assertThat(identity.id()).isEqualTo(ofBlobStore);
            assertThat(identity.boundAt()).isPresent();
        });
        alice().generations().addImage(newImage(project, png(1)));
        assertThat(problems()).isEmpty();
    }

    /** So a copy of the database from before the first file also has the blob store's id. */
    @Test
    void theDatabaseHasTheStoreIdBeforeTheBlobStore() {
        StoreId id = transactions()
                .readOnly(SampleRows.ALICE, tx -> tx.maintenance().identity())
                .orElseThrow()
                .id();
        alice().generations().addImage(newImage(alice().newProject("p"), png(1)));
        assertThat(((SupportsStoreId) blobs()).storeId()).contains(id);
    }

    @Test
    void theOriginOfAnOrphanIsReported() {
        VideoProject project = alice().newProject("p");
        for (int i = 0; i < 20; i++) {
            alice().generations().addImage(newImage(project, png(i)));
        }
        BlobKey orphan = new BlobKey("projects/p/images/left.png");
        putFile(orphan, SampleMedia.png(70));
        assertOrigins(Origin.AFTER_BACKUP);

        advanceBeyondFiles();
        alice().newProject("newer than all files");
        assertOrigins(Origin.LEFTOVER);

        putFile(new BlobKey("projects/p/images/left-2.png"), SampleMedia.png(71));
        putFile(new BlobKey("projects/p/images/left-2.thumb.jpg"), SampleMedia.png(72));
        assertOrigins(Origin.AFTER_BACKUP, Origin.AFTER_BACKUP, Origin.AFTER_BACKUP);
    }

    private void assertOrigins(Origin... origins) {
        List<Problem> problems = new ArrayList<>();
        Verification result = verification().verify(VerificationRequest.ALL, problems::add);
        assertThat(problems)
                .extracting(problem -> problem.origin().orElseThrow())
                .containsExactly(origins);
        assertThat(result.afterBackup())
                .isEqualTo(
                        Stream.of(origins).filter(Origin.AFTER_BACKUP::equals).count());
        for (Problem problem : problems) {
            String detail = problem.detail();
            assertThat(detail).contains("undelete --orphans", "gc --orphans").doesNotContain("reelstore ");
            assertThat(detail.indexOf("undelete")).as(detail).isLessThan(detail.indexOf("gc --orphans"));
            assertThat(detail.contains("after the backup"))
                    .isEqualTo(problem.origin().equals(Optional.of(Origin.AFTER_BACKUP)));
        }
    }

    @Test
    void aPlanChangesNothing() {
        VideoProject project = projectWithEverything();
        blobs().delete(imageOf(project));
        putOldOrphan(new BlobKey("projects/x/left.png"), SampleMedia.png(7));
        List<BlobKey> files = files();
        Contents rows = rows(SampleRows.ALICE);
        RepairPlan plan = plan(Depth.CONTENT);
        assertThat(plan.actions())
                .extracting(RepairPlan.Action::type, RepairPlan.Action::problem)
                .containsExactly(tuple(ActionType.MARK, Kind.MISSING), tuple(ActionType.QUARANTINE, Kind.ORPHAN));
        assertThat(files()).isEqualTo(files);
        assertThat(rows(SampleRows.ALICE)).isEqualTo(rows);
        assertThat(problems()).hasSize(2);
    }

    /** In quarantine, {@code undelete --orphans} would no longer find it. */
    @Test
    void aPlanSkipsAFileThatMayHaveBeenStoredAfterTheBackup() {
        projectWithEverything();
        BlobKey newer = new BlobKey("projects/x/images/newer.png");
        putFile(newer, SampleMedia.png(7));
        RepairPlan plan = plan(Depth.SIZES);
        assertThat(problems()).extracting(Problem::origin).containsExactly(Optional.of(Origin.AFTER_BACKUP));
        assertThat(plan.actions()).isEmpty();
        assertThat(repair().apply(plan, ALL)).isEqualTo(new RepairResult(0, 0, 0, List.of()));
        assertThat(files()).contains(newer);
    }

    @Test
    void anOrphanIsMovedToQuarantine() {
        projectWithEverything();
        BlobKey orphan = new BlobKey("projects/x/left.png");
        putOldOrphan(orphan, SampleMedia.png(7));

        assertThat(repair().apply(plan(Depth.SIZES), ALL)).isEqualTo(new RepairResult(1, 0, 0, List.of()));

        assertThat(problems()).isEmpty();
        assertThat(quarantined()).singleElement().satisfies(key -> {
            assertThat(key.value()).endsWith(orphan.value());
            assertThat(bytesOf(key)).isEqualTo(SampleMedia.png(7));
        });
    }

    private List<BlobKey> quarantined() {
        try (Stream<BlobInfo> files = blobs().list(new BlobPrefix("quarantine"))) {
            return files.map(BlobInfo::key).toList();
        }
    }

    @Test
    void aDamagedFileIsMovedAndItsRowIsMarked() {
        BlobKey key = imageOf(projectWithEverything());
        byte[] bytes = damaged(SampleMedia.png(1));
        replace(key, bytes);
        Contents rows = rows(SampleRows.ALICE);

        assertThat(repair().apply(plan(Depth.CONTENT), ALL)).isEqualTo(new RepairResult(1, 1, 0, List.of()));

        assertThat(rows(SampleRows.ALICE)).isEqualTo(rows);
        assertThat(quarantined())
                .singleElement()
                .satisfies(moved -> assertThat(bytesOf(moved)).isEqualTo(bytes));
        List<Problem> found = new ArrayList<>();
        Verification seen = new VerificationService(transactions(), blobs(), SampleRows.ALICE)
                .verify(VerificationRequest.ALL, found::add);
        assertThat(found).isEmpty();
        assertThat(seen.marked()).isOne();
    }

    @Test
    void aMarkIsRemovedOnceItsFileIsRestored() {
        VideoProject project = projectWithEverything();
        BlobKey key = imageOf(project);
        blobs().delete(key);
        repair().apply(plan(Depth.SIZES), ALL);
        assertThat(problems()).isEmpty();
        // storing the same bytes again puts the file back
        alice().generations().addImage(newImage(project, png(1)));
        assertThat(bytesOf(key)).isEqualTo(SampleMedia.png(1));

        RepairPlan plan = plan(Depth.SIZES);

        assertThat(plan.actions()).extracting(RepairPlan.Action::type).containsExactly(ActionType.UNMARK);
        assertThat(repair().apply(plan, ALL)).isEqualTo(new RepairResult(0, 0, 1, List.of()));
        assertThat(plan(Depth.SIZES).actions()).isEmpty();
    }

    @Test
    void actionsThatNoLongerApplyAreSkipped() {
        VideoProject project = projectWithEverything();
        BlobKey missing = imageOf(project);
        BlobKey orphan = new BlobKey("projects/x/left.png");
        BlobKey gone = new BlobKey("projects/x/gone.png");
        blobs().delete(missing);
        putOldOrphan(orphan, SampleMedia.png(7));
        putOldOrphan(gone, SampleMedia.png(8));
        RepairPlan plan = plan(Depth.SIZES);
        putFile(missing, SampleMedia.png(1));
        blobs().delete(gone);
        transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.images().insert(SampleRows.image("late").filePath(orphan).build());
            return true;
        });

        RepairResult done = repair().apply(plan, ALL);

        assertThat(done.skipped()).hasSize(3);
        assertThat(done.quarantined() + done.marked()).isZero();
        assertThat(bytesOf(orphan)).isEqualTo(SampleMedia.png(7));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void applyRefusesTooManyProblems() {
        VideoProject project = alice().newProject("p");
        List<ImageGeneration> images = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            images.add(alice().generations().addImage(newImage(project, png(i))));
        }
        blobs().delete(images.get(0).filePath());
        blobs().delete(images.get(1).filePath());
        assertThat(repair().apply(plan(Depth.SIZES), RepairService.USUAL_SHARE).marked())
                .isEqualTo(2);
        blobs().delete(images.get(2).filePath());
        blobs().delete(images.get(3).filePath());
        blobs().delete(images.get(4).filePath());
        assertRefused(
                StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), RepairService.USUAL_SHARE));
        RepairPlan plan = plan(Depth.SIZES);
        RepairPlan exaggerated =
                new RepairPlan(plan.store(), plan.profile(), plan.madeAt(), 1000, 1000, plan.actions());
        assertRefused(StorageException.Integrity.class, () -> repair().apply(exaggerated, RepairService.USUAL_SHARE));
        assertThat(repair().apply(plan, 0.15).marked()).isEqualTo(3);
    }

    @Test
    void applyRefusesABlobStoreWithoutFiles() {
        projectWithEverything();
        files().forEach(blobs()::delete);
        assertThat(assertRefused(StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), ALL)))
                .hasMessageContaining("no files at all");
    }

    @Test
    void anotherProfilesPlanIsRefused() {
        projectWithEverything();
        RepairPlan plan = plan(Depth.SIZES);
        assertRefused(
                StorageException.Integrity.class,
                () -> new RepairService(transactions(), blobs(), SampleRows.BOB).apply(plan, ALL));
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertRefused(StorageException.InvalidInput.class, () -> repair().apply(plan, share));
        }
    }

    @Test
    void planRefusesABlobStoreThatWasNeverUsed() {
        assertRefused(StorageException.Integrity.class, () -> plan(Depth.SIZES));
    }

    @Test
    void aRowRefHasTheKindAndTheIdOfItsRow() {
        VideoProject project = projectWithEverything();
        blobs().delete(imageOf(project));
        assertThat(problems())
                .extracting(Problem::row)
                .containsExactly(Optional.of(new RowRef(
                        EntityType.IMAGE,
                        rows(SampleRows.ALICE).images().get(0).id().value())));
    }
}
