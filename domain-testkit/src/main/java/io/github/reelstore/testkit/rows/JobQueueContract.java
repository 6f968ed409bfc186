package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleJobs.fingerprint;
import static io.github.reelstore.testkit.rows.SampleJobs.job;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.START;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.rows.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link JobQueue}; see {@link DatabaseFixture}. */
public abstract class JobQueueContract {

    private static final Set<JobState> SENT =
            EnumSet.of(JobState.SUBMITTING, JobState.SUBMITTED, JobState.DOWNLOADING, JobState.OUTCOME_UNKNOWN);

    private static final int MANY = 100;

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    private void insert(ProviderJob... jobs) {
        db.run(tx -> List.of(jobs).forEach(tx.jobs()::insert));
    }

    private ProviderJob find(ProviderJob job) {
        return db.found(tx -> tx.jobs().find(job.id())).orElseThrow();
    }

    private List<ProviderJob> claimPlanned(String worker, int inFlight, int limit) {
        boolean due = db.read(tx -> tx.jobQueue().isPlannedDue("veo", "key", inFlight));
        List<ProviderJob> claimed = db.write(tx -> tx.jobQueue().claimPlanned(worker, "veo", "key", inFlight, limit));
        if (limit > 0) {
            assertThat(due).as("looked for before").isEqualTo(!claimed.isEmpty());
        }
        return claimed;
    }

    private List<ProviderJob> claimSent(Collection<String> dead, int limit) {
        return db.write(tx -> tx.jobQueue().claimSent("w", Set.of("veo", "imagen"), dead, limit));
    }

    private static List<String> ids(List<ProviderJob> jobs) {
        return jobs.stream().map(job -> job.id().value()).toList();
    }

    // Planned jobs

    @Test
    void aPlannedJobIsClaimedToBeSubmitted() {
        ProviderJob job = job("j").fence(4).attempts(2).dueAt(START).build();
        insert(job);
        db.clock.advance(Duration.ofSeconds(5));
        List<ProviderJob> claimed = claimPlanned("w", 1, 1);
        assertThat(claimed)
                .containsExactly(job.toBuilder()
                        .state(JobState.SUBMITTING)
                        .worker("w")
                        .fence(5)
                        .attempts(3)
                        .credential("key")
                        .updatedAt(db.clock.instant())
                        .build());
        assertThat(find(job)).isEqualTo(claimed.get(0));
        assertThat(claimPlanned("w2", MANY, 1)).isEmpty();
    }

    @Test
    void everyValueOfAClaimedJobIsRead() {
        ProviderJob full = SampleJobs.full(1).toBuilder()
                .provider("veo")
                .state(JobState.PLANNED)
                .dueAt(START)
                .build();
        insert(full);
        assertThat(claimPlanned("w", 1, 1)).containsExactly(find(full));
        assertThat(find(full).request()).isEqualTo(full.request());
        ProviderJob claimed = find(full);
        ProviderJob free = claimed.toBuilder().worker(ProviderJob.FREE).build();
        assertThat(db.<Boolean>write(tx -> tx.jobs().update(claimed, free))).isTrue();
        assertThat(claimSent(List.of(), 1)).containsExactly(find(full));
    }

    @Test
    void theLongestDueIsClaimedFirst() {
        insert(
                job("b").dueAt(micros(-1)).build(),
                job("d").dueAt(micros(0)).build(),
                job("a").dueAt(micros(-1)).build(),
                job("wrong").dueAt(START.plus(Duration.ofDays(400))).build(),
                job("c").dueAt(Instant.EPOCH).build());
        assertThat(ids(claimPlanned("w", MANY, 2))).containsExactly("c", "a");
        assertThat(ids(claimPlanned("w", MANY, MANY))).containsExactly("b", "d", "wrong");
        assertThat(claimPlanned("w", MANY, MANY)).isEmpty();
    }

    @Test
    void aJobIsDueFromItsTimeOnOrIfThatIsTooFarAway() {
        Instant limit = START.plus(ProviderJob.LONGEST_PAUSE);
        insert(
                job("now").dueAt(START).build(),
                job("soon").dueAt(micros(1)).build(),
                job("last").dueAt(limit).build(),
                job("wrong").dueAt(limit.plusNanos(1_000)).build());
        insert(
                job("sent-now").state(JobState.SUBMITTED).dueAt(START).build(),
                job("sent-soon").state(JobState.SUBMITTED).dueAt(micros(1)).build(),
                job("sent-last").state(JobState.SUBMITTED).dueAt(limit).build(),
                job("sent-wrong")
                        .state(JobState.SUBMITTED)
                        .dueAt(limit.plusNanos(1_000))
                        .build());
        assertThat(ids(claimPlanned("w", MANY, MANY))).containsExactly("now", "wrong");
        assertThat(ids(claimSent(List.of(), MANY))).containsExactly("sent-now", "sent-wrong");
        db.clock.set(micros(1));
        assertThat(ids(claimPlanned("w", MANY, MANY))).containsExactly("soon");
        assertThat(ids(claimSent(List.of(), MANY))).containsExactly("sent-soon");
        // a clock that is set back makes what was due wait, but not for long
        db.clock.set(START.minus(Duration.ofDays(1)));
        assertThat(ids(claimPlanned("w", MANY, MANY))).containsExactly("last");
        assertThat(ids(claimSent(List.of(), MANY))).containsExactly("sent-last");
    }

    @Test
    void onlyPlannedJobsOfTheProviderAreClaimed() {
        for (JobState state : JobState.values()) {
            insert(job(state.value()).state(state).build());
        }
        insert(job("other").provider("imagen").build());
        db.runAs(BOB, tx -> tx.jobs().insert(job("bobs").profileId(BOB).build()));
        assertThat(ids(claimPlanned("w", MANY, MANY))).containsExactly("planned");
        assertThat(db.<List<ProviderJob>>write(tx -> tx.jobQueue().claimPlanned("w", "imagen", "key", MANY, MANY)))
                .hasSize(1);
    }

    @Test
    void aCredentialHasALimitOfJobsInFlight() {
        for (JobState state : JobState.values()) {
            insert(
                    job("mine-" + state)
                            .state(state)
                            .credential("key")
                            .provider("x")
                            .build(),
                    job("others-" + state)
                            .state(state)
                            .credential("another key")
                            .provider("x")
                            .build());
        }
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(job("bobs")
                                .profileId(BOB)
                                .state(JobState.SUBMITTED)
                                .credential("key")
                                .build()));
        for (int i = 0; i < 6; i++) {
            insert(job("j" + i).build());
        }
        // mine-submitting and mine-submitted are in flight
        for (int inFlight : List.of(-1, 0, 1, 2)) {
            assertThat(claimPlanned("w", inFlight, MANY)).isEmpty();
        }
        assertThat(ids(claimPlanned("w", 4, MANY))).containsExactly("j0", "j1");
        assertThat(claimPlanned("w", 4, MANY)).isEmpty();
        assertThat(ids(claimPlanned("w", 7, 1))).containsExactly("j2");
        assertThat(claimPlanned("w", 7, 0)).isEmpty();
        assertThat(claimPlanned("w", 7, -1)).isEmpty();
        assertThat(ids(claimPlanned("w", Integer.MAX_VALUE, Integer.MAX_VALUE))).containsExactly("j3", "j4", "j5");
    }

    // Sent jobs

    @Test
    void sentJobsThatAreFreeOrOfADeadWorkerAreClaimed() {
        for (JobState state : JobState.values()) {
            insert(
                    job("free-" + state).state(state).build(),
                    job("dead-" + state).state(state).worker("dead").build(),
                    job("dead-too-" + state).state(state).worker("dead, too").build(),
                    job("living-" + state).state(state).worker("living").build(),
                    job("other-" + state).state(state).provider("other").build());
        }
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(job("bobs")
                                .profileId(BOB)
                                .state(JobState.SUBMITTED)
                                .build()));
        List<ProviderJob> claimed = claimSent(List.of("dead", "dead, too", "dead"), MANY);
        assertThat(ids(claimed))
                .containsExactlyInAnyOrderElementsOf(SENT.stream()
                        .flatMap(state -> List.of("free-" + state, "dead-" + state, "dead-too-" + state).stream())
                        .toList());
        assertThat(claimSent(List.of("dead", "dead, too"), MANY)).isEmpty();
        assertThat(ids(claimSent(List.of("w"), MANY))).hasSameSizeAs(claimed);
    }

    @Test
    void aClaimOfASentJobKeepsItAsItIs() {
        for (JobState state : SENT) {
            ProviderJob job = job("j-" + state)
                    .state(state)
                    .fence(4)
                    .attempts(2)
                    .credential("its own")
                    .operationName("op")
                    .build();
            insert(job);
            db.clock.advance(Duration.ofSeconds(5));
            List<ProviderJob> claimed = claimSent(List.of(), MANY);
            assertThat(claimed)
                    .containsExactly(job.toBuilder()
                            .worker("w")
                            .fence(5)
                            .updatedAt(db.clock.instant())
                            .build());
            assertThat(find(job)).isEqualTo(claimed.get(0));
        }
    }

    @Test
    void whatExpiresFirstIsClaimedFirst() {
        insert(
                job("never-b").state(JobState.SUBMITTED).dueAt(micros(-1)).build(),
                job("late")
                        .state(JobState.DOWNLOADING)
                        .remoteExpiresAt(micros(9))
                        .build(),
                job("never-a").state(JobState.SUBMITTING).dueAt(micros(-1)).build(),
                job("early")
                        .state(JobState.SUBMITTED)
                        .remoteExpiresAt(micros(-9))
                        .dueAt(START)
                        .build(),
                job("never-longest").state(JobState.OUTCOME_UNKNOWN).build());
        assertThat(ids(claimSent(List.of(), 2))).containsExactly("early", "late");
        assertThat(claimSent(List.of(), 0)).isEmpty();
        assertThat(ids(claimSent(List.of(), MANY))).containsExactly("never-longest", "never-a", "never-b");
    }

    /** The clock may have been set back since it became due and was claimed. */
    @Test
    void theJobOfADeadWorkerIsClaimedWheneverItIsDue() {
        insert(
                job("dead-worker")
                        .state(JobState.SUBMITTED)
                        .worker("dead")
                        .dueAt(START.plus(Duration.ofMinutes(15)))
                        .build(),
                job("free")
                        .state(JobState.SUBMITTED)
                        .dueAt(START.plus(Duration.ofMinutes(15)))
                        .build());
        assertThat(ids(claimSent(List.of("dead"), MANY))).containsExactly("dead-worker");
    }

    @Test
    void aWorkerWithoutProvidersClaimsNothing() {
        insert(job("j").state(JobState.SUBMITTED).build());
        assertThat(db.<List<ProviderJob>>write(tx -> tx.jobQueue().claimSent("w", Set.of(), List.of("dead"), MANY)))
                .isEmpty();
    }

    @Test
    void aFormerWorkerCanChangeNothing() {
        insert(job("j").build());
        ProviderJob first = claimPlanned("frozen", 1, 1).get(0);
        ProviderJob second = claimSent(List.of("frozen"), 1).get(0);
        ProviderJob late = first.toBuilder().state(JobState.SUBMITTED).build();
        assertThat(db.<Boolean>write(tx -> tx.jobs().update(first, late))).isFalse();
        assertThat(find(first)).isEqualTo(second);
        assertThat(db.<Boolean>write(tx -> tx.jobs()
                        .update(
                                second,
                                second.toBuilder().state(JobState.SUBMITTED).build())))
                .isTrue();
    }

    @Test
    void activeJobsAreCountedByState() {
        assertThat(db.<Map<JobState, Long>>read(tx -> tx.jobQueue().activeJobs()))
                .isEmpty();
        int jobs = 0;
        for (JobState state : List.of(
                JobState.PLANNED,
                JobState.PLANNED,
                JobState.SUBMITTED,
                JobState.OUTCOME_UNKNOWN,
                JobState.SUCCEEDED,
                JobState.FAILED)) {
            insert(job("j" + jobs++).state(state).build());
        }
        db.runAs(BOB, tx -> tx.jobs().insert(job("bobs").profileId(BOB).build()));
        assertThat(db.<Map<JobState, Long>>read(tx -> tx.jobQueue().activeJobs()))
                .isEqualTo(Map.of(JobState.PLANNED, 2L, JobState.SUBMITTED, 1L, JobState.OUTCOME_UNKNOWN, 1L));
    }

    @Test
    void resultsThatExpireAndAreNotStoredAreCounted() {
        Instant soon = START.plus(Duration.ofHours(12));
        insert(job("soon").state(JobState.DOWNLOADING).remoteExpiresAt(soon).build());
        insert(job("expired").state(JobState.DOWNLOADING).remoteExpiresAt(START).build());
        insert(job("never").state(JobState.DOWNLOADING).build());
        insert(job("stored").state(JobState.SUCCEEDED).remoteExpiresAt(soon).build());
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(job("bobs")
                                .profileId(BOB)
                                .state(JobState.DOWNLOADING)
                                .remoteExpiresAt(soon)
                                .build()));
        assertThat(db.<Long>read(tx -> tx.jobQueue().expiringJobs(soon))).isEqualTo(1);
        assertThat(db.<Long>read(tx -> tx.jobQueue().expiringJobs(soon.plusMillis(1))))
                .isEqualTo(2);
    }

    // Workers

    private Map<String, Long> beats() {
        return db.read(tx -> tx.jobQueue().beats());
    }

    @Test
    void eachBeatRaisesTheCounterOfAWorker() {
        assertThat(beats()).isEmpty();
        for (String worker : List.of("a", "b", "a", "a")) {
            db.run(tx -> tx.jobQueue().beat(worker));
            db.clock.advance(Duration.ofSeconds(1));
        }
        db.runAs(BOB, tx -> tx.jobQueue().beat("a"));
        db.runAs(BOB, tx -> tx.jobQueue().beat("bobs"));
        assertThat(beats()).isEqualTo(Map.of("a", 3L, "b", 1L));
    }

    @Test
    void aWorkerThatHasSignedOffStartsAgain() {
        db.run(tx -> List.of("a", "a", "b", "c").forEach(tx.jobQueue()::beat));
        db.runAs(BOB, tx -> {
            tx.jobQueue().beat("a");
            tx.jobQueue().signOff(List.of("b"));
        });
        db.run(tx -> tx.jobQueue().signOff(List.of("a", "c", "unknown")));
        db.run(tx -> tx.jobQueue().signOff(List.of()));
        assertThat(beats()).isEqualTo(Map.of("b", 1L));
        db.run(tx -> tx.jobQueue().beat("a"));
        assertThat(beats()).isEqualTo(Map.of("a", 1L, "b", 1L));
        assertThat(db.<Map<String, Long>>readAs(BOB, tx -> tx.jobQueue().beats()))
                .isEqualTo(Map.of("a", 1L));
    }

    /** Otherwise its jobs would be of a worker that is not known, and so never dead. */
    @Test
    void aWorkerWithJobsToBeClaimedIsNotRemoved() {
        for (JobState state : JobState.values()) {
            String worker = "of " + state;
            insert(job("j-" + state).state(state).worker(worker).build());
            db.run(tx -> {
                tx.jobQueue().beat(worker);
                tx.jobQueue().signOff(List.of(worker));
            });
            assertThat(beats().containsKey(worker)).as(worker).isEqualTo(SENT.contains(state));
            db.run(tx -> {
                tx.jobQueue().claimSent("another", Set.of("veo"), List.of(worker), MANY);
                tx.jobQueue().signOff(List.of(worker));
            });
            assertThat(beats()).doesNotContainKey(worker);
        }
    }

    @Test
    void namesOfWorkersProvidersAndCredentialsAreAnyText() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            String text = HostileTexts.STORABLE.get(i);
            ProviderJob job =
                    job("j" + i).fingerprint(fingerprint(i)).provider(text).build();
            insert(job, job("free" + i).provider(text).state(JobState.SUBMITTED).build());
            db.run(tx -> {
                tx.jobQueue().beat(text);
                assertThat(tx.jobQueue().beats()).containsOnlyKeys(text);
                assertThat(tx.jobQueue().claimPlanned(text, text, text, 1, MANY))
                        .hasSize(1);
                assertThat(tx.jobQueue().claimPlanned(text, text, text, 1, MANY))
                        .isEmpty();
                assertThat(tx.jobQueue().claimSent(text, Set.of(text), List.of(), MANY))
                        .hasSize(1);
                assertThat(tx.jobQueue().claimSent("other", Set.of(text), List.of(text), MANY))
                        .hasSize(2);
                tx.jobQueue().signOff(List.of(text));
                assertThat(tx.jobQueue().beats()).isEmpty();
            });
            assertThat(find(job).credential()).contains(text);
        }
    }

    @Test
    void aReadOnlyTransactionClaimsNothing() {
        insert(job("j").build());
        db.read(tx -> {
            assertThatThrownBy(() -> tx.jobQueue().claimPlanned("w", "veo", "key", 1, 1))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.jobQueue().claimSent("w", Set.of("veo"), List.of(), 1))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.jobQueue().beat("w")).isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() -> tx.jobQueue().signOff(List.of("w")))
                    .isInstanceOf(StorageException.Unsupported.class);
            return tx.jobQueue().activeJobs();
        });
        assertThat(beats()).isEmpty();
    }
}
