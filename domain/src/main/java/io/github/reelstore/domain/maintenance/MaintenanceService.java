package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.Alongside;
import io.github.reelstore.domain.service.internal.MediaComponents;
import java.time.Duration;
import java.util.Optional;

/**
 * Maintains the rows and files of one profile: collects, verifies, repairs, undeletes and refreshes. Each method with
 * few parameters uses defaults that suit most stores.
 *
 * <pre>{@code
 * System.out.println(store.maintenance().verify());
 * store.maintenance().collect();
 * }</pre>
 *
 * <p>Every method may throw {@link StorageException.Unavailable}, and {@link StorageException.Integrity} if the blob
 * store belongs to another store.
 */
public final class MaintenanceService {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final CollectionService collection;
    private final VerificationService verification;
    private final RepairService repair;
    private final UndeletionService undeletion;
    private final RefreshService refresh;

    /** Creates the service for one profile. */
    public MaintenanceService(
            Transactions transactions,
            BlobStore blobs,
            IdGenerator ids,
            ProfileId profile,
            MediaProbe probe,
            Thumbnailer thumbnailer) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        MediaComponents media = MediaComponents.of(transactions, blobs, profile, probe, thumbnailer);
        collection = new CollectionService(transactions, blobs, profile);
        verification = new VerificationService(transactions, blobs, profile);
        repair = new RepairService(transactions, blobs, profile);
        undeletion = new UndeletionService(transactions, media, ids, profile);
        refresh = new RefreshService(transactions, media, profile);
    }

    /** Removes the files that rows no longer refer to, and leftovers, after the default grace period. */
    public CollectionResult collect() {
        return collect(
                CollectionService.Scope.TOMBSTONES,
                CollectionService.DEFAULT_GRACE,
                CollectionService.Mode.REMOVE,
                CollectionService.USUAL_SHARE,
                files -> {});
    }

    /** See {@link CollectionService#collect(CollectionService.Scope, Duration, CollectionService.Mode, double, CollectionService.Listener)}. */
    public CollectionResult collect(
            CollectionService.Scope scope,
            Duration grace,
            CollectionService.Mode mode,
            double maxOrphanShare,
            CollectionService.Listener listener) {
        return collection.collect(scope, grace, mode, maxOrphanShare, listener);
    }

    /** Checks all rows, the existence and the sizes of their files, and files without a row. It changes nothing. */
    public Verification verify() {
        return verify(VerificationRequest.ALL, problem -> {});
    }

    /** See {@link VerificationService#verify}. */
    public Verification verify(VerificationRequest request, VerificationService.Listener listener) {
        return verification.verify(request, listener);
    }

    /** Verifies like {@link #verify()}, and plans an action for each problem. It changes nothing. */
    public RepairPlan planRepair() {
        return planRepair(VerificationRequest.ALL, problem -> {});
    }

    /** See {@link RepairService#plan}. */
    public RepairPlan planRepair(VerificationRequest request, VerificationService.Listener listener) {
        return repair.plan(request, listener);
    }

    /** Applies a plan that you have reviewed, if it changes at most a tenth of the rows and of the files. */
    public RepairResult repair(RepairPlan plan) {
        return repair(plan, RepairService.USUAL_SHARE);
    }

    /** See {@link RepairService#apply}. */
    public RepairResult repair(RepairPlan plan, double maxShare) {
        return repair.apply(plan, maxShare);
    }

    /**
     * Counts the files that repairs have moved to {@code quarantine/}, except those whose key names a project of another
     * profile. They stay there until you remove them.
     *
     * @param most the maximum number of files to return
     */
    public Quarantine quarantine(int most) {
        return new QuarantineListing(transactions, blobs, profile, most).read();
    }

    /** Creates a row for a deleted file that was not collected yet, in its former project. */
    public UndeleteResult undelete(BlobKey key) {
        return undelete(key, Optional.empty());
    }

    /** See {@link UndeletionService#undelete}. */
    public UndeleteResult undelete(BlobKey key, Optional<ProjectId> into) {
        return undeletion.undelete(key, into);
    }

    /**
     * The same, with more work in the transaction that creates the row, such as to fill it: both are committed, or neither.
     *
     * @param alongside runs after the row was created; it may run more than once, since the transaction may be retried
     */
    public UndeleteResult undelete(BlobKey key, Optional<ProjectId> into, Alongside<UndeleteResult> alongside) {
        return undeletion.undelete(key, into, alongside);
    }

    /** See {@link UndeletionService#undeleteOrphans}. */
    public Recovery undeleteOrphans(
            Optional<ProjectId> of, UndeletionService.Mode mode, UndeletionService.Listener listener) {
        return undeletion.undeleteOrphans(of, mode, listener);
    }

    /** Reads the files of rows that lack metadata or a thumbnail, one at a time. */
    public RefreshService.Refreshed refresh() {
        return refresh(Optional.empty(), RefreshService.Extent.MISSING, 1, (done, total) -> {});
    }

    /** See {@link RefreshService#refresh}. */
    public RefreshService.Refreshed refresh(
            Optional<ProjectId> project, RefreshService.Extent extent, int threads, RefreshService.Listener listener) {
        return refresh.refresh(project, extent, threads, listener);
    }
}
