package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.RepairPlan.Action;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.StoreIdentityGuard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Repairs the rows and files of one profile that verification reports as inconsistent, by a plan that you review first.
 * It removes nothing: files are moved to {@code quarantine/}, rows are marked.
 *
 * <pre>{@code
 * RepairPlan plan = repair.plan(VerificationRequest.ALL, problem -> {});
 * RepairResult result = repair.apply(plan, RepairService.USUAL_SHARE);
 * }</pre>
 *
 * <p>Every method may throw {@link StorageException.Unavailable}. Actions that were performed before stay in effect;
 * apply the same plan again for the rest.
 */
public final class RepairService {

    /** The default of the maximum share of rows or files that a plan may change: a tenth. */
    public static final double USUAL_SHARE = 0.1;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final StoreIdentityGuard identityGuard;

    /** Creates the service for one profile. */
    public RepairService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.identityGuard = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /**
     * Verifies, and plans an action for each problem. It changes nothing. There is no action for problems that need
     * manual work, such as a file outside the store, nor for a file without a row that may have been stored after the
     * backup that the database was restored from: {@link UndeletionService} creates a row for it.
     *
     * @param listener receives the problems, as from {@link VerificationService#verify}
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Integrity if nothing has been stored yet, so that there is nothing to repair
     */
    public RepairPlan plan(VerificationRequest request, VerificationService.Listener listener) {
        StoreIdentityGuard.Reading ids = identityGuard.read();
        StoreId store = ids.storeId()
                .orElseThrow(() -> new StorageException.Integrity(
                        "store", "Nothing has been stored here yet, so there is nothing to repair."));
        Set<Action> actions = new LinkedHashSet<>();
        Verification verification = new VerificationService(transactions, blobs, profile)
                .verify(
                        request,
                        new VerificationService.Listener() {
                            @Override
                            public void found(Problem problem) {
                                addFor(problem, actions);
                                listener.found(problem);
                            }

                            @Override
                            public void outdated(RowMark mark) {
                                actions.add(unmark(mark));
                                listener.outdated(mark);
                            }

                            @Override
                            public void checked(long rowsAndFiles) {
                                listener.checked(rowsAndFiles);
                            }
                        },
                        ids);
        Instant now = transactions.readOnly(profile, Tx::now).truncatedTo(ChronoUnit.SECONDS);
        return new RepairPlan(
                store,
                profile,
                now,
                verification.rows(),
                verification.files(),
                actions.stream().toList());
    }

    private static void addFor(Problem problem, Set<Action> actions) {
        switch (problem.kind()) {
            case ORPHAN -> {
                if (!problem.origin().equals(Optional.of(Verification.Origin.AFTER_BACKUP))) {
                    actions.add(quarantine(problem));
                }
            }
            case SIZE, HASH -> {
                actions.add(quarantine(problem));
                // the file is missing once it has been moved
                actions.add(mark(problem, Kind.MISSING));
            }
            case MISSING, DANGLING -> actions.add(mark(problem, problem.kind()));
            // these need no repair by the store
            case THUMBNAIL, UNREADABLE, INVALID, EXTERNAL, STORE -> {}
        }
    }

    private static Action quarantine(Problem problem) {
        return new Action(ActionType.QUARANTINE, problem.kind(), Optional.empty(), problem.subject(), problem.detail());
    }

    private static Action mark(Problem problem, Kind as) {
        return new Action(ActionType.MARK, as, problem.row(), problem.subject(), problem.detail());
    }

    private static Action unmark(RowMark mark) {
        return new Action(
                ActionType.UNMARK,
                Kind.of(mark.problem()),
                Optional.of(new Verification.RowRef(mark.row(), mark.rowId())),
                mark.subject(),
                "The problem is gone.");
    }

    /**
     * Applies a plan. Each action is checked again right before it is performed, and skipped if it no longer applies.
     *
     * @param maxShare the maximum share of the profile's rows, and of the files in the blob store, that the plan may
     *     change, 0 to 1; rows and files are counted again
     * @throws StorageException.InvalidInput if the share is not 0 to 1
     * @throws StorageException.Integrity if the plan belongs to another store or profile, the blob store is not that of
     *     the database or contains no files at all, or the share is exceeded; nothing was changed
     */
    public RepairResult apply(RepairPlan plan, double maxShare) {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new StorageException.InvalidInput("share", "The share must be 0 to 1, not " + maxShare + ".");
        }
        requireThisStore(plan);
        requireMaxShare(plan, maxShare);
        RepairRun run = new RepairRun(transactions, blobs, profile, plan.madeAt());
        plan.actions().forEach(run::perform);
        return run.result();
    }

    private void requireThisStore(RepairPlan plan) {
        if (!plan.profile().equals(profile)) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan is for profile " + plan.profile() + ", but this is " + profile + "; use that profile.");
        }
        Optional<StoreId> here = identityGuard.requireMatch();
        if (!here.equals(Optional.of(plan.store()))) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan is for the store " + plan.store()
                            + ", but this is another one; use the database and blob store of the plan.");
        }
        boolean marksMissingFiles = plan.actions().stream().anyMatch(action -> action.problem() == Kind.MISSING);
        if (marksMissingFiles && hasNoFiles()) {
            throw new StorageException.Integrity(
                    "storage",
                    "The blob store has no files at all: is its disk mounted, and its URL right? Nothing was changed.");
        }
    }

    private long countFiles() {
        try (Stream<BlobInfo> files = blobs.list(MediaKeys.ROOT)) {
            return files.count();
        }
    }

    private boolean hasNoFiles() {
        try (Stream<BlobInfo> files = blobs.list(MediaKeys.ROOT)) {
            return files.findAny().isEmpty();
        }
    }

    /** Compares with the current numbers of rows and files: those in the plan may be outdated, or of one project. */
    private void requireMaxShare(RepairPlan plan, double maxShare) {
        long rows = plan.actions().stream()
                .filter(action -> action.type() == ActionType.MARK)
                .map(Action::row)
                .distinct()
                .count();
        long files = plan.actions().stream()
                .filter(action -> action.type() == ActionType.QUARANTINE)
                .map(Action::subject)
                .distinct()
                .count();
        // with more rows than this the share cannot be exceeded, so counting stops there
        long limit = (long) (rows / maxShare + 1);
        requireMaxShare(
                "rows",
                rows,
                transactions.readOnly(profile, tx -> tx.maintenance().rows(limit)),
                maxShare);
        if (files > 0) {
            requireMaxShare("files", files, countFiles(), maxShare);
        }
    }

    private static void requireMaxShare(String what, long affected, long all, double maxShare) {
        if (affected > maxShare * all) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan changes " + affected + " of " + all + " " + what + ", which is more than "
                            + Math.round(maxShare * 100)
                            + " %: make sure that database and blob store are the right ones, then allow"
                            + " a larger share with --max-suspect. Nothing was changed.");
        }
    }
}
