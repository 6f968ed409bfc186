package io.github.reelstore.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.fault.PortTracer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operation that checks the store id reads it once from the database and once from the blob store. */
class StoreIdIsReadOnceTest {

    private static final ProfileId PROFILE = new ProfileId("studio");
    private static final List<String> ONCE = List.of("identity", "storeId");

    private final Clock clock = Clock.systemUTC();
    private final IdGenerator ids = new SequentialIds(clock);
    private final List<String> reads = new ArrayList<>();
    private final Transactions transactions = watched(Transactions.class, new InMemoryTransactions(clock));
    private final BlobStore blobs = PortTracer.watched(new InMemoryBlobStore(), step -> {
        if (step.equals("before storeId")) {
            reads.add("storeId");
        }
    });
    private ProjectId project = new ProjectId("none");

    /** Wraps the database, its transactions and their repositories, of which the calls of {@code identity} are noted. */
    private <T> T watched(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getName().equals("identity")) {
                        reads.add("identity");
                    }
                    Object[] arguments = given == null ? new Object[0] : given.clone();
                    if (type == Transactions.class && arguments.length == 2) {
                        Transactions.Work<?, ?> work = (Transactions.Work<?, ?>) arguments[1];
                        arguments[1] = (Transactions.Work<?, ?>) tx -> work.run(watched(Tx.class, tx));
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getName().equals("maintenance")
                                ? watched(MaintenanceRepository.class, result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    @BeforeEach
    void bind() {
        project = new ProjectService(transactions, media(), ids, PROFILE)
                .create(VideoProject.builder().title("p"))
                .id();
        media().bind();
        reads.clear();
    }

    private MediaService media() {
        return new MediaService(transactions, blobs, PROFILE);
    }

    private ImageGeneration addImage(GenerationService generations, int number) {
        return generations.addImage(new NewImage(
                project,
                SampleMedia.source("i.png", SampleMedia.png(number)),
                ImageGeneration.builder().provider("painter")));
    }

    private List<String> readsOf(Runnable operation) {
        reads.clear();
        operation.run();
        return List.copyOf(reads);
    }

    @Test
    void theFirstFileReadsItAndFurtherOnesDoNot() {
        GenerationService generations = new GenerationService(transactions, media(), ids, PROFILE);
        assertThat(readsOf(() -> addImage(generations, 1))).isEqualTo(ONCE);
        assertThat(readsOf(() -> addImage(generations, 2))).isEmpty();
    }

    @Test
    void bindingReadsItOnce() {
        assertThat(readsOf(() -> media().bind())).isEqualTo(ONCE);
        assertThat(readsOf(() -> media().rebind())).isEqualTo(ONCE);
        assertThat(readsOf(() -> media().requireSameStore())).isEqualTo(ONCE);
    }

    @Test
    void collectionVerificationAndRepairReadItOnce() {
        CollectionService collection = new CollectionService(transactions, blobs, PROFILE);
        assertThat(readsOf(() -> collection.collect(
                        CollectionService.Scope.TOMBSTONES, Duration.ZERO, CollectionService.Mode.REMOVE, files -> {})))
                .isEqualTo(ONCE);
        VerificationService verification = new VerificationService(transactions, blobs, PROFILE);
        assertThat(readsOf(() -> verification.verify(VerificationRequest.ALL, problem -> {})))
                .isEqualTo(ONCE);
        RepairService repair = new RepairService(transactions, blobs, PROFILE);
        RepairPlan plan = repair.plan(VerificationRequest.ALL, problem -> {});
        assertThat(readsOf(() -> repair.plan(VerificationRequest.ALL, problem -> {})))
                .isEqualTo(ONCE);
        assertThat(readsOf(() -> repair.apply(plan, 1))).isEqualTo(ONCE);
    }

    @Test
    void refreshAndUndeletionReadItOnce() {
        RefreshService refresh =
                new RefreshService(transactions, blobs, PROFILE, MediaProbe.SNIFFING, Thumbnailer.NONE);
        assertThat(readsOf(() -> refresh.refresh(Optional.empty(), RefreshService.Extent.ALL, 1, (done, total) -> {})))
                .isEqualTo(ONCE);
        UndeletionService undeletion =
                new UndeletionService(transactions, blobs, ids, PROFILE, MediaProbe.SNIFFING, Thumbnailer.NONE);
        assertThat(readsOf(() -> undeletion.undeleteOrphans(
                        Optional.empty(), UndeletionService.Mode.MAKE, new SilentListener())))
                .isEqualTo(ONCE);
    }

    private static final class SilentListener implements UndeletionService.Listener {

        @Override
        public void made(UndeleteResult undeleteResult) {
            // not of interest
        }

        @Override
        public void found(BlobKey key, ProjectId project, EntityType row) {
            // not of interest
        }

        @Override
        public void skipped(BlobKey key, String reason) {
            // not of interest
        }
    }
}
