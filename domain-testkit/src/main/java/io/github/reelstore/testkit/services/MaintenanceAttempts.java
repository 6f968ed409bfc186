package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.some;

import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RefreshService.Extent;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairPlan.Action;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bob's calls of the services for maintenance, and of their repository. */
final class MaintenanceAttempts {

    private final CrossProfileAttempts attempts;
    private final StoreUnderTest store;

    MaintenanceAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
        this.store = attempts.store;
    }

    void addAll() {
        refreshService();
        verificationService();
        collectionService();
        undeletionService();
        repairService();
        maintenanceRepository();
        idempotencyRepository();
    }

    private void refreshService() {
        String refresh = "RefreshService.refresh(Optional, Extent, int, Listener)";
        attempts.add(
                refresh,
                REFUSED,
                services -> refresh(services).refresh(some(attempts.project.id()), Extent.ALL, 1, (done, total) -> {}));
        attempts.add(
                refresh, HARMLESS, services -> refresh(services).refresh(none(), Extent.ALL, 1, (done, total) -> {}));
    }

    private RefreshService refresh(Services services) {
        return new RefreshService(
                store.transactions(), store.blobs(), services.profile(), MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    private void verificationService() {
        String type = "VerificationService.";
        String verify = type + "verify(VerificationRequest, Listener)";
        attempts.add(
                verify, REFUSED, services -> verified(services, VerificationRequest.ALL.of(attempts.project.id())));
        attempts.add(verify, HARMLESS, services -> verified(services, VerificationRequest.ALL.with(Depth.CONTENT)));
    }

    /** Verifies as one profile. Bob has no problems: all his files exist. */
    private Object verified(Services services, VerificationRequest which) {
        List<String> problems = new ArrayList<>();
        Verification verification = new VerificationService(store.transactions(), store.blobs(), services.profile())
                .verify(which, problem -> problems.add(problem.toString()));
        return problems.toString() + verification.problems();
    }

    private void collectionService() {
        String collect = "CollectionService.collect(Scope, Duration, Mode, Listener)";
        for (Scope scope : Scope.values()) {
            attempts.add(
                    collect,
                    HARMLESS,
                    services -> store.collection(services).collect(scope, Duration.ZERO, Mode.REMOVE, files -> {}));
            attempts.add(
                    "CollectionService.collect(Scope, Duration, Mode, double, Listener)",
                    HARMLESS,
                    services -> store.collection(services).collect(scope, Duration.ZERO, Mode.REMOVE, 1, files -> {}));
        }
    }

    private void undeletionService() {
        String undelete = "UndeletionService.undelete(BlobKey, Optional)";
        for (BlobKey key : List.of(attempts.deleted, attempts.finalCut)) {
            attempts.add(
                    undelete,
                    REFUSED,
                    services -> store.undeletion(services).undelete(key, some(attempts.projectOfBob.id())));
        }
        // RecoveryContract covers files without rows; here every file has a row
        for (UndeletionService.Mode mode : UndeletionService.Mode.values()) {
            attempts.add(
                    "UndeletionService.undeleteOrphans(Optional, Mode, Listener)",
                    HARMLESS,
                    services -> store.undeletion(services)
                            .undeleteOrphans(some(attempts.project.id()), mode, new FailingListener()));
        }
    }

    /** Fails if any file is reported: bob must not learn of alice's files. */
    static final class FailingListener implements UndeletionService.Listener {

        @Override
        public void made(UndeleteResult undeleteResult) {
            throw new AssertionError(undeleteResult);
        }

        @Override
        public void found(BlobKey key, ProjectId project, EntityType row) {
            throw new AssertionError(key);
        }

        @Override
        public void skipped(BlobKey key, String reason) {
            throw new AssertionError(key);
        }
    }

    /** Alice's files are intact, so a plan that claims they are damaged or have no rows must not move them. */
    private void repairService() {
        String type = "RepairService.";
        attempts.add(
                type + "plan(VerificationRequest, Listener)",
                REFUSED,
                services ->
                        store.repair(services).plan(VerificationRequest.ALL.of(attempts.project.id()), problem -> {}));
        attempts.add(
                type + "plan(VerificationRequest, Listener)",
                HARMLESS,
                services -> store.repair(services).plan(VerificationRequest.ALL, problem -> {}));
        attempts.add(type + "apply(RepairPlan, double)", HARMLESS, services -> {
            RepairPlan plan = store.repair(services).plan(VerificationRequest.ALL, problem -> {});
            RepairPlan forged = new RepairPlan(plan.store(), services.profile(), plan.madeAt(), 9, 9, forged());
            return store.repair(services).apply(forged, 1).marked();
        });
    }

    private List<Action> forged() {
        return List.of(
                new Action(ActionType.QUARANTINE, Kind.ORPHAN, none(), attempts.finalCut.value(), ""),
                new Action(ActionType.QUARANTINE, Kind.ORPHAN, none(), attempts.deleted.value(), ""),
                new Action(ActionType.QUARANTINE, Kind.HASH, none(), attempts.finalCut.value(), ""),
                new Action(
                        ActionType.MARK,
                        Kind.DANGLING,
                        some(new RowRef(EntityType.IMAGE, imageId())),
                        "project_id x",
                        ""));
    }

    private String imageId() {
        return attempts.imageRow().id().value();
    }

    private void maintenanceRepository() {
        String type = "MaintenanceRepository.";
        RowMark mark = new RowMark(EntityType.IMAGE, imageId(), "missing", SECRET);
        attempts.in(
                type + "missingRows(EntityType, Collection)",
                HARMLESS,
                tx -> tx.maintenance().missingRows(EntityType.IMAGE, List.of(imageId())));
        attempts.in(
                type + "hiddenValues(EntityType, Collection)",
                HARMLESS,
                tx -> tx.maintenance()
                        .hiddenValues(
                                EntityType.GENERATION,
                                List.of(attempts.pair.generation().id().value())));
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().mark(mark);
            return true;
        });
        attempts.in(
                type + "marks(EntityType, Collection)",
                READS,
                tx -> tx.maintenance().marks(EntityType.IMAGE, List.of(imageId())));
        attempts.in(type + "mark(RowMark)", REFUSED, tx -> {
            tx.maintenance().mark(new RowMark(EntityType.IMAGE, imageId(), "hash", "x"));
            return "marked";
        });
        attempts.in(type + "unmark(RowMark)", HARMLESS, tx -> tx.maintenance().unmark(mark) ? SECRET : "none");
        attempts.in(type + "pruneMarks()", HARMLESS, tx -> tx.maintenance().pruneMarks() > 0 ? SECRET : "none");
        attempts.in(type + "rows(long)", HARMLESS, tx -> tx.maintenance().rows(Long.MAX_VALUE));
        // the store id belongs to the whole database, and all profiles can read it
        attempts.in(type + "identity()", HARMLESS, tx -> tx.maintenance().identity());
        attempts.in(type + "identify(StoreId)", HARMLESS, tx -> tx.maintenance().identify(StoreId.random()));
        attempts.in(
                type + "replaceIdentity(StoreId)",
                HARMLESS,
                tx -> tx.maintenance().replaceIdentity(StoreId.random()));
        attempts.in(type + "sharedFiles()", HARMLESS, tx -> tx.maintenance().sharedFiles());
        // these return an instant, ids that bob knows and a boolean, which no service exposes
        attempts.in(type + "newestRow()", HARMLESS, tx -> tx.maintenance().newestRow());
        attempts.in(
                type + "ofOtherProfiles(Collection)",
                HARMLESS,
                tx -> tx.maintenance().ofOtherProfiles(List.of(attempts.project.id())));
        attempts.in(
                type + "hasOtherProfiles()", HARMLESS, tx -> tx.maintenance().hasOtherProfiles());
        attempts.in(type + "noteBound()", HARMLESS, tx -> {
            tx.maintenance().noteBound();
            return "noted";
        });
        attempts.in(
                type + "writeTrial(String)", HARMLESS, tx -> tx.maintenance().writeTrial("server"));
        attempts.in(type + "noteWriteTrial(String, ExclusiveWrites)", HARMLESS, tx -> {
            tx.maintenance().noteWriteTrial("server", ExclusiveWrites.ALL);
            return "noted";
        });
    }

    private void idempotencyRepository() {
        String type = "IdempotencyRepository.";
        attempts.in(type + "find(String)", HARMLESS, tx -> tx.idempotency().find("key"));
        attempts.in(type + "insert(String)", HARMLESS, tx -> {
            tx.idempotency().insert("key");
            return "inserted";
        });
        attempts.in(
                type + "complete(String, Instant, ContentHash, String)",
                HARMLESS,
                tx -> tx.idempotency().complete("key", tx.now(), new ContentHash("ab".repeat(32)), "answer"));
        attempts.in(
                type + "delete(String, Instant)",
                HARMLESS,
                tx -> tx.idempotency().delete("key", tx.now()));
        attempts.in(type + "prune(Instant)", HARMLESS, tx -> tx.idempotency().prune(tx.now()));
    }
}
