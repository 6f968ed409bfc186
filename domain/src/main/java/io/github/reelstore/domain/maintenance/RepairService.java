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
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.internal.StoreIdentityGuard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Repairs rows and files of one profile that verification found not to belong together, by a plan that somebody has read. It removes
 * nothing: files are moved to {@code quarantine/}, rows are marked.
 *
 * <pre>{@code
 * RepairPlan plan = repair.plan(VerificationRequest.ALL, problem -> {});
 * Repaired done = repair.apply(plan, RepairService.USUAL_SHARE);
 * }</pre>
 *
 * <p>Every method may throw {@link StorageException.Unavailable}; what was repaired by then stays so, and the rest may be done by the
 * same plan.
 */
public final class RepairService {

    /** Which share of the rows or files may be suspect, unless somebody says otherwise: a tenth. */
    public static final double USUAL_SHARE = 0.1;

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final StoreIdentityGuard binding;

    /** Serves one profile. */
    public RepairService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.binding = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /**
     * Verifies and says what could be done about each problem. It changes nothing. A problem that only a person can mend, such as a file
     * outside of the store, has no action. Nor has a file without a row that may have been stored after the backup that the database was
     * restored from: {@link UndeletionService} makes a row of it.
     *
     * @param listener is told of the problems, as by {@link VerificationService#verify}
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.Integrity if nothing was stored yet, so that there is nothing to repair
     */
    public RepairPlan plan(VerificationRequest request, VerificationService.Listener listener) {
        StoreId store = transactions
                .readOnly(profile, tx -> tx.maintenance().identity())
                .filter(known -> binding.match() != StoreIdentityGuard.Match.UNSAID)
                .map(StoreIdentity::id)
                .orElseThrow(() -> new StorageException.Integrity(
                        "store", "Nothing was stored here yet, so there is nothing to repair."));
        Set<Action> actions = new LinkedHashSet<>();
        Verification seen = new VerificationService(transactions, blobs, profile)
                .verify(request, new VerificationService.Listener() {
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
                });
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new RepairPlan(
                store, profile, now, seen.rows(), seen.files(), actions.stream().toList());
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
                // it will be missing once it has been moved
                actions.add(mark(problem, Kind.MISSING));
            }
            case MISSING, DANGLING -> actions.add(mark(problem, problem.kind()));
            // no row has to be given up for these
            case THUMBNAIL, UNREADABLE, EXTERNAL, STORE -> {}
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
     * Does what the plan says, and nothing else. Each action is looked at once more right before it is done: what is no longer as
     * the plan has it is skipped.
     *
     * @param mostSuspect which share of the profile's rows, or of the storage's files, the plan may hold suspect, 0 to 1; they are counted
     *     anew
     * @throws StorageException.InvalidInput if the share is none
     * @throws StorageException.Integrity if the plan is of another store or profile, the storage is not that of the database or has no
     *     files at all, or more is suspect than may be; nothing was done
     */
    public RepairResult apply(RepairPlan plan, double mostSuspect) {
        if (!(mostSuspect >= 0 && mostSuspect <= 1)) {
            throw new StorageException.InvalidInput("share", "A share is 0 to 1; not " + mostSuspect + ".");
        }
        requireThisStore(plan);
        requireFewSuspects(plan, mostSuspect);
        RepairRun run = new RepairRun(transactions, blobs, profile, plan.madeAt());
        plan.actions().forEach(run::perform);
        return run.result();
    }

    private void requireThisStore(RepairPlan plan) {
        if (!plan.profile().equals(profile)) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan is for profile " + plan.profile() + ", and this is " + profile + "; name that profile.");
        }
        Optional<StoreId> here = binding.requireMatch();
        if (!here.equals(Optional.of(plan.store()))) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan is for the store " + plan.store()
                            + ", and this is another; name its database and storage.");
        }
        boolean callsFilesMissing = plan.actions().stream().anyMatch(action -> action.problem() == Kind.MISSING);
        if (callsFilesMissing && hasNoFiles()) {
            throw new StorageException.Integrity(
                    "storage",
                    "The storage has no files at all: is its disk mounted, and its URL right? Nothing was changed.");
        }
    }

    private long filesThere() {
        try (Stream<BlobInfo> files = blobs.list(MediaKeys.ROOT)) {
            return files.count();
        }
    }

    private boolean hasNoFiles() {
        try (Stream<BlobInfo> files = blobs.list(MediaKeys.ROOT)) {
            return files.findAny().isEmpty();
        }
    }

    /** Of those that are there now: what the plan says of their number may be of another day, or of one project. */
    private void requireFewSuspects(RepairPlan plan, double most) {
        long rows = plan.actions().stream()
                .filter(action -> action.deed() == ActionType.MARK)
                .map(Action::row)
                .distinct()
                .count();
        long files = plan.actions().stream()
                .filter(action -> action.deed() == ActionType.QUARANTINE)
                .map(Action::subject)
                .distinct()
                .count();
        // more rows than this cannot make the share too large, so they are not counted
        long enough = (long) (rows / most + 1);
        requireFew(
                "rows",
                rows,
                transactions.readOnly(profile, tx -> tx.maintenance().rows(enough)),
                most);
        if (files > 0) {
            requireFew("files", files, filesThere(), most);
        }
    }

    private static void requireFew(String what, long suspect, long all, double most) {
        if (suspect > most * all) {
            throw new StorageException.Integrity(
                    "plan",
                    "The plan holds " + suspect + " of " + all + " " + what + " suspect, which is more than "
                            + Math.round(most * 100)
                            + " %: make sure that database and storage are the right ones, then allow"
                            + " a larger share. Nothing was changed.");
        }
    }
}
