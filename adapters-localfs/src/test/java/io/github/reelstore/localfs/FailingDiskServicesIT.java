package io.github.reelstore.localfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.localfs.FaultyDisk.Call;
import io.github.reelstore.localfs.FaultyDisk.When;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.LifecycleScenario;
import io.github.reelstore.testtools.Points;
import io.github.reelstore.testtools.StoreInvariants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each disk call fails in turn, once and permanently, while pairs are stored, deleted and collected; the store stays
 * consistent.
 */
class FailingDiskServicesIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final int PERMANENTLY = Integer.MAX_VALUE;

    private final Path root;
    private final Transactions transactions = new InMemoryTransactions(Clock.systemUTC());
    private final SequentialIds ids = new SequentialIds(Clock.systemUTC());
    private StoreInvariants whole = new StoreInvariants();
    private FaultCount count = new FaultCount("local disk");
    private int number;

    FailingDiskServicesIT(@TempDir Path root) throws IOException {
        this.root = root.toRealPath();
    }

    @Test
    void someCallsFailOnADiskWithHardLinks() {
        callsFailOnADiskWithHardLinks(Points.FEW);
    }

    @Test
    @Tag("fault")
    void eachCallFailsOnADiskWithHardLinks() {
        callsFailOnADiskWithHardLinks(Points.ALL);
    }

    private void callsFailOnADiskWithHardLinks(Points points) {
        for (Call call : new Call[] {Call.CREATE, Call.WRITE, Call.FORCE, Call.LINK, Call.SYNC_DIRECTORY}) {
            callsFail(points, new FaultyDisk(), call, When.INSTEAD);
        }
        callsFail(points, new FaultyDisk(), Call.LINK, When.AFTERWARDS);
        callsFail(points, new FaultyDisk(), Call.SYNC_DIRECTORY, When.AFTERWARDS);
        count.assertAllInjected();
    }

    @Test
    @Tag("fault")
    void eachCallFailsOnADiskWithoutHardLinks() {
        count = new FaultCount("local disk without hard links");
        for (Call call : new Call[] {Call.CREATE, Call.WRITE, Call.FORCE, Call.MOVE, Call.SYNC_DIRECTORY}) {
            callsFail(Points.ALL, new FaultyDisk().withoutHardLinks(), call, When.INSTEAD);
        }
        callsFail(Points.ALL, new FaultyDisk().withoutHardLinks(), Call.MOVE, When.AFTERWARDS);
        count.assertAllInjected();
    }

    private void callsFail(Points points, FaultyDisk disk, Call call, When when) {
        // the first run also writes the store id
        run(disk, disk::heal);
        run(disk, disk::heal);
        int calls = disk.calls(call);
        assertThat(calls).as("calls to %s", call).isPositive();
        List<Integer> ordinals = IntStream.rangeClosed(1, calls).boxed().toList();
        for (int first : points.of(ordinals)) {
            for (int last : new int[] {first, PERMANENTLY}) {
                String kind = call + " fails" + (when == When.AFTERWARDS ? ", after taking effect" : "")
                        + (last == PERMANENTLY ? ", permanently" : ", once");
                count.plan(kind);
                int from = first;
                List<StorageException> failures = run(disk, () -> disk.fail(call, when, from, last));
                if (disk.failed() > 0) {
                    count.injected(kind);
                }
                // a failed call must not go unreported, except one directory sync after a deletion, since the
                // collector repeats the deletion
                boolean mayBeRetried = call == Call.SYNC_DIRECTORY && last == first;
                assertThat(failures.isEmpty() && !mayBeRetried)
                        .as("%s, at %s, unreported", kind, first)
                        .isFalse();
                assertThat(failures)
                        .allSatisfy(failure -> assertThat(failure).isInstanceOf(StorageException.Unavailable.class));
                disk.heal();
                assertWhole();
            }
        }
    }

    private List<StorageException> run(FaultyDisk disk, Runnable fault) {
        disk.heal();
        whole = new StoreInvariants();
        try (BlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(root), disk)) {
            LifecycleScenario scenario =
                    new LifecycleScenario(transactions, blobs, ids, PROFILE, said -> whole.confirm(said));
            scenario.prepare(number++);
            fault.run();
            return scenario.run(number++);
        }
    }

    private void assertWhole() {
        try (BlobStore blobs = LocalFsBlobStore.open(new LocalFsConfig(root))) {
            whole.assertHold(transactions, blobs, PROFILE);
            Fixture.assertNothingStaged(root);
            new LifecycleScenario(transactions, blobs, ids, PROFILE, said -> {}).delete(whole.projects());
        }
    }
}
