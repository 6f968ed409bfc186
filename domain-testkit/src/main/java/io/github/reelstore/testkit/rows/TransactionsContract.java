package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.testkit.Threads;
import io.github.reelstore.testkit.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link Transactions} and {@link Tx}, except for refused calls; see {@link DatabaseFixture}. */
public abstract class TransactionsContract {

    private static final ProjectId PROJECT = new ProjectId("p");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void theResultOfTheWorkIsReturned() {
        Object result = new Object();
        Object written = db.transactions().inTransaction(ALICE, tx -> result);
        Object read = db.transactions().readOnly(ALICE, tx -> result);
        assertThat(List.of(written, read)).allMatch(returned -> returned == result);
    }

    @Test
    void committedRowsAreVisibleToOtherThreads() throws Exception {
        VideoProject row = project("p").build();
        db.run(tx -> tx.projects().insert(row));
        assertThat(Threads.inAnotherThread(() -> db.found(tx -> tx.projects().find(PROJECT))))
                .contains(row);
    }

    @Test
    void uncommittedRowsAreNotVisibleToOthers() {
        db.run(tx -> {
            tx.projects().insert(project("p").build());
            assertThat(countInAnotherThread()).isZero();
        });
        assertThat(db.countProjects()).isOne();
    }

    @Test
    void anExceptionOfTheWorkIsRethrownAndRollsBack() {
        for (Throwable thrown : List.of(
                new IOException("checked"),
                new IllegalArgumentException("unchecked"),
                new StackOverflowError("not even an exception"))) {
            Transactions.Work<Integer, Exception> work = tx -> {
                tx.projects().insert(project("p").build());
                tx.images().insert(image("i", "p").build());
                throw sneaky(thrown);
            };
            assertThat(catchThrowable(() -> db.transactions().inTransaction(ALICE, work)))
                    .isSameAs(thrown);
            assertThat(db.countProjects()).isZero();
            assertThat(db.found(tx -> tx.images().find(new ImageId("i")))).isEmpty();
        }
    }

    @Test
    void anExceptionOfReadOnlyWorkIsRethrown() {
        IOException thrown = new IOException("checked");
        Transactions.Work<Integer, IOException> work = tx -> {
            throw thrown;
        };
        assertThat(catchThrowable(() -> db.transactions().readOnly(ALICE, work)))
                .isSameAs(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void rollbackUndoesUpdatesAndDeletes() {
        BlobKey key = new BlobKey("video.mp4");
        VideoProject row = project("p").videoPath(key).build();
        VideoProject deleted = project("deleted").build();
        db.run(tx -> List.of(row, deleted).forEach(tx.projects()::insert));
        assertThatThrownBy(() -> db.run(tx -> {
                    tx.projects().update(PROJECT, Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH));
                    tx.projects().delete(deleted.id());
                    throw new IllegalArgumentException("rolled back on purpose");
                }))
                .hasMessage("rolled back on purpose");
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).contains(row);
        assertThat(db.found(tx -> tx.projects().find(deleted.id()))).contains(deleted);
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void theTransactionHasTheRequestedProfile() {
        ProfileId read = db.readAs(BOB, Tx::profile);
        ProfileId written = db.writeAs(BOB, Tx::profile);
        assertThat(List.of(read, written)).containsExactly(BOB, BOB);
    }

    @Test
    void nowIsTheTimeOfTheClockInMicroseconds() {
        db.clock.set(Instant.parse("2026-05-06T07:08:09.123456789Z"));
        Instant micros = Instant.parse("2026-05-06T07:08:09.123456Z");
        Instant read = db.read(Tx::now);
        Instant written = db.write(Tx::now);
        assertThat(List.of(read, written)).containsExactly(micros, micros);
    }

    @Test
    void nowIsConstantWithinATransaction() {
        db.run(tx -> {
            tx.projects().insert(project("p").build());
            db.clock.advance(Duration.ofHours(1));
            assertThat(tx.now()).isEqualTo(SampleRows.START);
            VideoProject updated =
                    tx.projects().update(PROJECT, Patch.<VideoProject>empty().set(ProjectField.TITLE, "new"));
            assertThat(updated.updatedAt()).isEqualTo(SampleRows.START);
        });
        Instant next = db.read(Tx::now);
        assertThat(next).isEqualTo(SampleRows.START.plusSeconds(3_600));
    }

    @Test
    void aReaderKeepsItsSnapshotWhileAWriterCommits() {
        db.run(tx -> tx.projects().insert(project("p").build()));
        boolean done = db.read(tx -> {
            assertThat(tx.projects()
                            .list(ProjectFilter.ALL, PageRequest.first(10))
                            .items())
                    .hasSize(1);
            inAnotherThread(() -> {
                db.run(writer -> {
                    writer.projects().insert(project("late").build());
                    writer.images().insert(image("late").build());
                    writer.projects()
                            .update(PROJECT, Patch.<VideoProject>empty().set(ProjectField.TITLE, "late"));
                });
                return db.countProjects();
            });
            assertThat(tx.projects()
                            .list(ProjectFilter.ALL, PageRequest.first(10))
                            .items())
                    .containsExactly(project("p").build());
            assertThat(tx.images().find(new ImageId("late"))).isEmpty();
            assertThat(tx.references().find(new BlobKey("images/late.png"))).isEmpty();
            return true;
        });
        assertThat(done).isTrue();
        assertThat(db.countProjects()).isEqualTo(2);
    }

    @Test
    void aReaderDoesNotWaitForAWriter() {
        db.run(tx -> tx.projects().insert(project("p").build()));
        db.run(tx -> {
            tx.projects().delete(PROJECT);
            assertThat(countInAnotherThread()).isOne();
        });
        assertThat(db.countProjects()).isZero();
    }

    @Test
    void readersRunConcurrently() throws Exception {
        db.run(tx -> tx.projects().insert(project("p").build()));
        CountDownLatch allInside = new CountDownLatch(3);
        Callable<Boolean> reader = () -> db.read(tx -> {
            boolean seen = tx.projects().find(PROJECT).isPresent();
            allInside.countDown();
            Threads.await(allInside);
            return seen;
        });
        assertThat(Threads.atOnce(Collections.nCopies(3, reader))).containsOnly(true);
    }

    @Test
    void concurrentWritersLoseNoUpdates() throws Exception {
        int writers = 4;
        int rounds = 25;
        db.run(tx -> tx.projects().insert(project("p").meta(new JsonText("0")).build()));
        Callable<Boolean> writer = () -> {
            for (int i = 0; i < rounds; i++) {
                db.run(TransactionsContract::increment);
            }
            return true;
        };
        assertThat(Threads.atOnce(Collections.nCopies(writers, writer))).containsOnly(true);

        VideoProject counted = db.found(tx -> tx.projects().find(PROJECT)).orElseThrow();
        assertThat(counted.meta()).contains(new JsonText(String.valueOf(writers * rounds)));
        assertThat(counted.version()).isEqualTo(1 + writers * rounds);
    }

    private static void increment(Tx tx) {
        VideoProject read = tx.projects().find(PROJECT).orElseThrow();
        int count = Integer.parseInt(read.meta().orElseThrow().value());
        tx.projects()
                .update(
                        PROJECT,
                        read.version(),
                        Patch.<VideoProject>empty().set(ProjectField.META, new JsonText(String.valueOf(count + 1))));
    }

    @Test
    void concurrentWritersOfDifferentProfilesLoseNoUpdates() throws Exception {
        List<Callable<Boolean>> writers = List.of(
                () -> insertTwenty(ALICE, "a"),
                () -> insertTwenty(ALICE, "b"),
                () -> insertTwenty(BOB, "c"),
                () -> insertTwenty(BOB, "d"));
        assertThat(Threads.atOnce(writers)).containsOnly(true);
        assertThat(db.countProjects()).isEqualTo(80);
    }

    private boolean insertTwenty(ProfileId profile, String name) {
        for (int i = 0; i < 20; i++) {
            VideoProject row = project(name + i).profileId(profile).build();
            db.runAs(profile, tx -> tx.projects().insert(row));
        }
        return true;
    }

    @Test
    void closingTwiceDoesNothing() {
        db.transactions().close();
        db.transactions().close();
    }

    @Test
    void aClosedDatabaseRefusesTransactions() {
        db.transactions().close();
        assertThatThrownBy(() -> db.write(tx -> true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(tx -> true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWithinATransactionIsRefused() {
        db.run(tx -> {
            assertThatThrownBy(() -> db.transactions().close()).isInstanceOf(IllegalStateException.class);
            tx.projects().insert(project("p").build());
        });
        assertThat(db.countProjects()).isOne();
    }

    @Test
    void closingWaitsForARunningTransaction() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        Thread closer = VirtualThreads.likeCurrent().newThread(() -> {
            Threads.await(inside);
            closing.countDown();
            db.transactions().close();
            closed.set(true);
        });
        closer.start();
        VideoProject read = db.write(tx -> {
            inside.countDown();
            Threads.await(closing);
            awaitWaiting(closer);
            tx.projects().insert(project("p").build());
            assertThat(closed).isFalse();
            return tx.projects().find(PROJECT).orElseThrow();
        });
        assertThat(read).isEqualTo(project("p").build());
        closer.join(Duration.ofMinutes(1).toMillis());
        assertThat(closed).isTrue();
    }

    /** Waits until the thread has ended or is blocked, at most five seconds. */
    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while ((thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1);
        }
    }

    private int countInAnotherThread() {
        return inAnotherThread(db::countProjects);
    }

    private static <T> T inAnotherThread(Callable<T> task) {
        try {
            return Threads.inAnotherThread(task);
        } catch (Exception e) {
            throw new AssertionError("the other thread failed", e);
        }
    }
}
