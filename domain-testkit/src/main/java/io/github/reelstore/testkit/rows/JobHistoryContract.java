package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleJobs.fingerprint;
import static io.github.reelstore.testkit.rows.SampleJobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks random histories of several workers on {@link JobRepository} and {@link JobQueue}, some of which use what they read long
 * ago; see {@link DatabaseFixture}. After each step, the rules of the ledger hold for all jobs. A failed test is named after its
 * seed.
 */
public abstract class JobHistoryContract {

    private static final int STEPS = 60;
    private static final List<String> WORKERS = List.of("w0", "w1", "w2");
    private static final Duration MAX_PAUSE = Duration.ofMinutes(70);

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    /** {@code -Dreelstore.test.seeds} is for tests without a database, which are much faster. */
    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("reelstore.test.seeds", 500) / 25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyAllowedTransitionsHappen(long seed) {
        History history = new History(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            history.step();
        }
    }

    private final class History {

        private final Random random;
        /** What each worker has read, which may be out of date. */
        private final Map<String, Map<JobId, ProviderJob>> read = new HashMap<>();

        private Map<JobId, ProviderJob> before = Map.of();
        private int inserted;

        History(Random random) {
            this.random = random;
            WORKERS.forEach(worker ->
                    read.put(worker, new TreeMap<>((a, b) -> a.value().compareTo(b.value()))));
        }

        private Map<JobId, ProviderJob> readBy(String worker) {
            return Objects.requireNonNull(read.get(worker));
        }

        private <T> T oneOf(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        void step() {
            String worker = oneOf(WORKERS);
            switch (random.nextInt(8)) {
                case 0, 1 -> insert();
                case 2 -> claimPlanned(worker);
                case 3 -> claimSent(worker);
                case 4 -> db.clock.advance(Duration.ofMillis(random.nextLong(MAX_PAUSE.toMillis())));
                case 5 -> readAll(worker);
                default -> change(worker);
            }
            Map<JobId, ProviderJob> after = all();
            assertRules(after);
            before = after;
        }

        private void insert() {
            ProviderJob job = job("j" + inserted++)
                    .fingerprint(fingerprint(random.nextInt(3)))
                    .take(random.nextInt(2))
                    .createdAt(db.clock.instant())
                    .updatedAt(db.clock.instant())
                    .build();
            if (before.values().stream().anyMatch(other -> isSame(other, job))) {
                db.assertRefused(
                        StorageException.AlreadyExists.class,
                        job.id().value(),
                        tx -> tx.jobs().insert(job));
            } else {
                db.run(tx -> tx.jobs().insert(job));
            }
        }

        private static boolean isSame(ProviderJob one, ProviderJob other) {
            return one.state().isActive()
                    && one.fingerprint().equals(other.fingerprint())
                    && one.take() == other.take();
        }

        private void claimPlanned(String worker) {
            int inFlight = random.nextInt(5);
            int limit = random.nextInt(4);
            List<ProviderJob> claimed =
                    db.write(tx -> tx.jobQueue().claimPlanned(worker, "veo", "key", inFlight, limit));
            note(worker, claimed, Set.of(JobState.PLANNED));
            if (!claimed.isEmpty()) {
                assertThat(all().values().stream()
                                .filter(job -> job.state() == JobState.SUBMITTING || job.state() == JobState.SUBMITTED)
                                .filter(job -> job.credential().equals(Optional.of("key"))))
                        .hasSizeLessThanOrEqualTo(inFlight);
            }
        }

        private void claimSent(String worker) {
            List<String> dead =
                    WORKERS.stream().filter(other -> random.nextBoolean()).toList();
            int limit = random.nextInt(4);
            List<ProviderJob> claimed = db.write(tx -> tx.jobQueue().claimSent(worker, Set.of("veo"), dead, limit));
            note(
                    worker,
                    claimed,
                    Set.of(JobState.SUBMITTING, JobState.SUBMITTED, JobState.DOWNLOADING, JobState.OUTCOME_UNKNOWN));
            for (ProviderJob job : claimed) {
                ProviderJob was = Objects.requireNonNull(before.get(job.id()));
                assertThat(was.worker().equals(ProviderJob.FREE) || dead.contains(was.worker()))
                        .as("the worker %s is dead", was.worker())
                        .isTrue();
            }
        }

        private void note(String worker, List<ProviderJob> claimed, Set<JobState> from) {
            for (ProviderJob job : claimed) {
                ProviderJob was = Objects.requireNonNull(before.get(job.id()));
                assertThat(was.state()).isIn(from);
                assertThat(job.fence()).isEqualTo(was.fence() + 1);
                assertThat(job.worker()).isEqualTo(worker);
                readBy(worker).put(job.id(), job);
            }
            assertThat(all()).containsAllEntriesOf(byId(claimed));
        }

        private void readAll(String worker) {
            readBy(worker).putAll(before);
        }

        /** Changes a job as the worker has read it, which fails if it was changed since. */
        private void change(String worker) {
            List<ProviderJob> known = List.copyOf(readBy(worker).values());
            if (known.isEmpty()) {
                return;
            }
            ProviderJob job = oneOf(known);
            JobState to = random.nextInt(4) == 0
                    ? oneOf(List.of(JobState.values()))
                    : oneOf(List.copyOf(withItself(job.state())));
            ProviderJob after = job.toBuilder()
                    .state(to)
                    .fence(job.fence() + random.nextInt(2))
                    .worker(random.nextBoolean() ? worker : ProviderJob.FREE)
                    .dueAt(db.clock.instant().plus(Duration.ofMinutes(random.nextLong(MAX_PAUSE.toMinutes()))))
                    .build();
            if (!withItself(job.state()).contains(to)) {
                assertThatThrownBy(() -> db.run(tx -> tx.jobs().update(job, after)))
                        .isInstanceOf(StorageException.Conflict.class);
                return;
            }
            ProviderJob stored = Objects.requireNonNull(before.get(job.id()));
            boolean changed = db.write(tx -> tx.jobs().update(job, after));
            assertThat(changed).isEqualTo(stored.fence() == job.fence() && stored.state() == job.state());
            ProviderJob now = Objects.requireNonNull(all().get(job.id()));
            assertThat(now)
                    .isEqualTo(
                            changed
                                    ? after.toBuilder()
                                            .updatedAt(db.clock.instant())
                                            .build()
                                    : stored);
            readBy(worker).put(now.id(), now);
        }

        private static Set<JobState> withItself(JobState state) {
            Set<JobState> states = EnumSet.of(state);
            states.addAll(state.next());
            return states;
        }

        private Map<JobId, ProviderJob> all() {
            return byId(db.read(tx ->
                    tx.jobs().list(JobFilter.ALL, PageRequest.first(1_000)).items()));
        }

        private static Map<JobId, ProviderJob> byId(List<ProviderJob> jobs) {
            Map<JobId, ProviderJob> byId = new HashMap<>();
            jobs.forEach(job -> byId.put(job.id(), job));
            return byId;
        }

        private void assertRules(Map<JobId, ProviderJob> after) {
            before.forEach((id, was) -> {
                ProviderJob is = Objects.requireNonNull(after.get(id));
                assertThat(withItself(was.state())).as("job %s", id).contains(is.state());
                assertThat(is.fence()).as("job %s", id).isGreaterThanOrEqualTo(was.fence());
            });
            Set<String> active = new HashSet<>();
            for (ProviderJob job : after.values()) {
                if (job.state().isActive()) {
                    assertThat(active.add(job.fingerprint() + " " + job.take()))
                            .as("job %s is the only active one", job.id())
                            .isTrue();
                }
            }
        }
    }
}
