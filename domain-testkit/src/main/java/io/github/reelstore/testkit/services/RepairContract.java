package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.damaged;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.maintenance.Quarantine;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.RepairResult;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Contents;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link RepairService}; see {@link ServicesFixture}. */
public abstract class RepairContract {

    private static final double ALL = 1;

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private List<Problem> problems() {
        return store.problems(VerificationRequest.ALL);
    }

    private RepairService repair() {
        return store.repair(store.alice());
    }

    private RepairPlan plan(Depth depth) {
        return repair().plan(VerificationRequest.ALL.with(depth), problem -> {});
    }

    /** Stores an orphan as a crash leaves it: one among many files, and older than the newest row. */
    private void putOldOrphan(BlobKey key, byte[] bytes) {
        store.putFile(key, bytes);
        VideoProject many = store.alice().newProject("many");
        for (int i = 0; i < 10; i++) {
            store.alice()
                    .generations()
                    .addImage(newImage(many, png(1000 + store.files().size())));
        }
        store.clock.set(Instant.now().plusSeconds(300));
        store.alice().newProject("newer than all files");
    }

    @Test
    void aPlanChangesNothing() {
        VideoProject project = store.newFullProject();
        store.blobs().delete(store.imageOf(project));
        putOldOrphan(new BlobKey("projects/x/left.png"), SampleMedia.png(7));
        List<BlobKey> files = store.files();
        Contents rows = store.rows(SampleRows.ALICE);
        RepairPlan plan = plan(Depth.CONTENT);
        assertThat(plan.actions())
                .extracting(RepairPlan.Action::type, RepairPlan.Action::problem)
                .containsExactly(tuple(ActionType.MARK, Kind.MISSING), tuple(ActionType.QUARANTINE, Kind.ORPHAN));
        assertThat(store.files()).isEqualTo(files);
        assertThat(store.rows(SampleRows.ALICE)).isEqualTo(rows);
        assertThat(problems()).hasSize(2);
    }

    /** In quarantine, {@code undelete --orphans} would no longer find it. */
    @Test
    void aPlanSkipsAFileThatMayHaveBeenStoredAfterTheBackup() {
        store.newFullProject();
        BlobKey newer = new BlobKey("projects/x/images/newer.png");
        store.putFile(newer, SampleMedia.png(7));
        RepairPlan plan = plan(Depth.SIZES);
        assertThat(problems()).extracting(Problem::origin).containsExactly(Optional.of(Origin.AFTER_BACKUP));
        assertThat(plan.actions()).isEmpty();
        assertThat(repair().apply(plan, ALL)).isEqualTo(new RepairResult(0, 0, 0, List.of()));
        assertThat(store.files()).contains(newer);
    }

    @Test
    void anOrphanIsMovedToQuarantine() {
        store.newFullProject();
        BlobKey orphan = new BlobKey("projects/x/left.png");
        putOldOrphan(orphan, SampleMedia.png(7));

        assertThat(repair().apply(plan(Depth.SIZES), ALL)).isEqualTo(new RepairResult(1, 0, 0, List.of()));

        assertThat(problems()).isEmpty();
        assertThat(quarantined()).singleElement().satisfies(key -> {
            assertThat(key.value()).endsWith(orphan.value());
            assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.png(7));
        });
    }

    private List<BlobKey> quarantined() {
        return quarantine(store.alice(), 100).first().stream()
                .map(BlobInfo::key)
                .toList();
    }

    private Quarantine quarantine(Services services, int most) {
        return new MaintenanceService(
                        store.transactions(),
                        store.blobs(),
                        new SequentialIds(store.clock),
                        services.profile(),
                        MediaProbe.SNIFFING,
                        Thumbnailer.NONE)
                .quarantine(most);
    }

    @Test
    void theQuarantineIsCountedAndItsFirstFilesAreReturned() {
        ProjectId mine = store.alice().newProject("mine").id();
        ProjectId ofBob = store.bob().newProject("of bob").id();
        List<BlobKey> common = new ArrayList<>();
        for (String key : List.of("quarantine/2/projects/gone/images/a.png", "quarantine/left.png")) {
            common.add(new BlobKey(key));
        }
        BlobKey first = MediaKeys.quarantined("1", new BlobKey(MediaKeys.of(mine) + "/images/a.png"));
        common.forEach(key -> store.putFile(key, SampleMedia.png(1)));
        store.putFile(first, SampleMedia.png(2));
        store.putFile(
                MediaKeys.quarantined("1", new BlobKey(MediaKeys.of(ofBob) + "/images/a.png")), SampleMedia.png(3));

        Quarantine seen = quarantine(store.alice(), 2);

        long bytes = 2L * SampleMedia.png(1).length + SampleMedia.png(2).length;
        assertThat(seen.files()).isEqualTo(3);
        assertThat(seen.bytes()).isEqualTo(bytes);
        assertThat(seen.first()).extracting(BlobInfo::key).containsExactly(first, common.get(0));
        assertThat(quarantine(store.alice(), 0).first()).isEmpty();
        assertThat(quarantine(store.bob(), 9).first())
                .extracting(BlobInfo::key)
                .contains(common.get(1))
                .doesNotContain(first);
    }

    @Test
    void aDamagedFileIsMovedAndItsRowIsMarked() {
        BlobKey key = store.imageOf(store.newFullProject());
        byte[] bytes = damaged(SampleMedia.png(1));
        store.replaceFile(key, bytes);
        Contents rows = store.rows(SampleRows.ALICE);

        assertThat(repair().apply(plan(Depth.CONTENT), ALL)).isEqualTo(new RepairResult(1, 1, 0, List.of()));

        assertThat(store.rows(SampleRows.ALICE)).isEqualTo(rows);
        assertThat(quarantined())
                .singleElement()
                .satisfies(moved -> assertThat(store.bytesOf(moved)).isEqualTo(bytes));
        List<Problem> found = new ArrayList<>();
        Verification seen = store.verification().verify(VerificationRequest.ALL, found::add);
        assertThat(found).isEmpty();
        assertThat(seen.marked()).isOne();
    }

    @Test
    void aMarkIsRemovedOnceItsFileIsRestored() {
        VideoProject project = store.newFullProject();
        BlobKey key = store.imageOf(project);
        store.blobs().delete(key);
        repair().apply(plan(Depth.SIZES), ALL);
        assertThat(problems()).isEmpty();
        // storing the same bytes again puts the file back
        store.alice().generations().addImage(newImage(project, png(1)));
        assertThat(store.bytesOf(key)).isEqualTo(SampleMedia.png(1));

        RepairPlan plan = plan(Depth.SIZES);

        assertThat(plan.actions()).extracting(RepairPlan.Action::type).containsExactly(ActionType.UNMARK);
        assertThat(repair().apply(plan, ALL)).isEqualTo(new RepairResult(0, 0, 1, List.of()));
        assertThat(plan(Depth.SIZES).actions()).isEmpty();
    }

    @Test
    void actionsThatNoLongerApplyAreSkipped() {
        VideoProject project = store.newFullProject();
        BlobKey missing = store.imageOf(project);
        BlobKey orphan = new BlobKey("projects/x/left.png");
        BlobKey gone = new BlobKey("projects/x/gone.png");
        store.blobs().delete(missing);
        putOldOrphan(orphan, SampleMedia.png(7));
        putOldOrphan(gone, SampleMedia.png(8));
        RepairPlan plan = plan(Depth.SIZES);
        store.putFile(missing, SampleMedia.png(1));
        store.blobs().delete(gone);
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.images().insert(SampleRows.image("late").filePath(orphan).build());
            return true;
        });

        RepairResult done = repair().apply(plan, ALL);

        assertThat(done.skipped()).hasSize(3);
        assertThat(done.quarantined() + done.marked()).isZero();
        assertThat(store.bytesOf(orphan)).isEqualTo(SampleMedia.png(7));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void applyRefusesTooManyProblems() {
        VideoProject project = store.alice().newProject("p");
        List<ImageGeneration> images = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            images.add(store.alice().generations().addImage(newImage(project, png(i))));
        }
        store.blobs().delete(images.get(0).filePath());
        store.blobs().delete(images.get(1).filePath());
        assertThat(repair().apply(plan(Depth.SIZES), RepairService.USUAL_SHARE).marked())
                .isEqualTo(2);
        store.blobs().delete(images.get(2).filePath());
        store.blobs().delete(images.get(3).filePath());
        store.blobs().delete(images.get(4).filePath());
        store.assertRefused(
                StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), RepairService.USUAL_SHARE));
        RepairPlan plan = plan(Depth.SIZES);
        RepairPlan exaggerated =
                new RepairPlan(plan.store(), plan.profile(), plan.madeAt(), 1000, 1000, plan.actions());
        store.assertRefused(
                StorageException.Integrity.class, () -> repair().apply(exaggerated, RepairService.USUAL_SHARE));
        assertThat(repair().apply(plan, 0.15).marked()).isEqualTo(3);
    }

    @Test
    void applyRefusesABlobStoreWithoutFiles() {
        store.newFullProject();
        store.files().forEach(store.blobs()::delete);
        assertThat(store.assertRefused(StorageException.Integrity.class, () -> repair().apply(plan(Depth.SIZES), ALL)))
                .hasMessageContaining("no files at all");
    }

    @Test
    void anotherProfilesPlanIsRefused() {
        store.newFullProject();
        RepairPlan plan = plan(Depth.SIZES);
        store.assertRefused(
                StorageException.Integrity.class,
                () -> new RepairService(store.transactions(), store.blobs(), SampleRows.BOB).apply(plan, ALL));
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            store.assertRefused(StorageException.InvalidInput.class, () -> repair().apply(plan, share));
        }
    }

    @Test
    void planRefusesABlobStoreThatWasNeverUsed() {
        store.assertRefused(StorageException.Integrity.class, () -> plan(Depth.SIZES));
    }
}
