package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleJobs.attempt;
import static io.github.reelstore.testkit.rows.SampleJobs.fingerprint;
import static io.github.reelstore.testkit.rows.SampleJobs.full;
import static io.github.reelstore.testkit.rows.SampleJobs.fullResult;
import static io.github.reelstore.testkit.rows.SampleJobs.job;
import static io.github.reelstore.testkit.rows.SampleJobs.result;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleScenes.P;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link JobRepository}; see {@link DatabaseFixture}. */
public abstract class JobRepositoryContract {

    private static final JobId J = new JobId("j");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    private void insert(ProviderJob... jobs) {
        db.run(tx -> List.of(jobs).forEach(tx.jobs()::insert));
    }

    private ProviderJob find(JobId id) {
        return db.found(tx -> tx.jobs().find(id)).orElseThrow();
    }

    private boolean update(ProviderJob before, ProviderJob after) {
        return db.write(tx -> tx.jobs().update(before, after));
    }

    private List<String> ids(JobFilter filter) {
        return db.read(tx -> ids(tx.jobs().list(filter, PageRequest.first(100))));
    }

    private static List<String> ids(Page<ProviderJob> page) {
        return page.items().stream().map(job -> job.id().value()).toList();
    }

    // Inserting and finding

    @Test
    void aJobIsFoundWithAllItsValues() {
        for (ProviderJob job : List.of(full(1), full(2), full(3), job("j").build())) {
            insert(job);
            assertThat(find(job.id())).isEqualTo(job);
        }
        assertThat(RecordValues.absent(full(1))).isEmpty();
        assertThat(db.found(tx -> tx.jobs().find(new JobId("none")))).isEmpty();
    }

    @Test
    void anIdIsUsedOnceInAllProfiles() {
        insert(job("j").build());
        ProviderJob other = job("j").profileId(BOB).fingerprint(fingerprint(1)).build();
        db.assertRefusedAs(
                BOB, StorageException.AlreadyExists.class, "j", tx -> tx.jobs().insert(other));
        assertThat(find(J)).isEqualTo(job("j").build());
    }

    @Test
    void aJobOfAnotherProfileIsNotInserted() {
        db.assertRefused(
                StorageException.InvalidInput.class,
                "profile",
                tx -> tx.jobs().insert(job("j").profileId(BOB).build()));
        db.assertInvalid(tx -> tx.jobs().insert(job("../j").build()));
        assertThat(ids(JobFilter.ALL)).isEmpty();
    }

    @Test
    void aProfileHasOneActiveJobForAFingerprintAndTake() {
        for (JobState state : JobState.values()) {
            ProviderJob first = job("first-" + state)
                    .fingerprint(fingerprint(state.value().hashCode()))
                    .take(3)
                    .state(state)
                    .build();
            ProviderJob second = first.toBuilder()
                    .id(new JobId("second-" + state))
                    .state(JobState.PLANNED)
                    .build();
            insert(first);
            if (state.isActive()) {
                db.assertRefused(
                        StorageException.AlreadyExists.class,
                        second.id().value(),
                        tx -> tx.jobs().insert(second));
                insert(second.toBuilder().take(4).build());
            } else {
                insert(second);
            }
            db.runAs(
                    BOB,
                    tx -> tx.jobs()
                            .insert(second.toBuilder()
                                    .id(new JobId("bobs-" + state))
                                    .profileId(BOB)
                                    .build()));
        }
    }

    @Test
    void whatHasEndedMakesRoomForAnotherJob() {
        ProviderJob first = job("j").build();
        ProviderJob second = first.toBuilder().id(new JobId("k")).build();
        insert(first);
        db.run(tx -> {
            tx.jobs().update(first, first.toBuilder().state(JobState.CANCELLED).build());
            tx.jobs().insert(second);
        });
        assertThat(ids(JobFilter.ALL)).containsExactly("k", "j");
    }

    // Answering requests

    private Map<Fingerprint, ProviderJob> answers(Fingerprint... fingerprints) {
        return db.read(tx -> tx.jobs().answers(P, List.of(fingerprints)));
    }

    /** Stores a result of a job, and its row, a video with the id of the job. */
    private void store(ProviderJob job) {
        db.run(tx -> {
            tx.generations().insert(SampleRows.generation(job.id().value()).build());
            tx.jobs()
                    .putResult(result(job.id().value(), 0)
                            .state(ResultState.STORED)
                            .rowId(job.id().value())
                            .build());
        });
    }

    @Test
    void aRequestIsAnsweredWithTheLastResultOrTheActiveJob() {
        ProviderJob done = job("done")
                .fingerprint(fingerprint(1))
                .state(JobState.SUCCEEDED)
                .build();
        ProviderJob another = job("another").fingerprint(fingerprint(1)).take(1).build();
        ProviderJob active = job("active").fingerprint(fingerprint(3)).build();
        ProviderJob again = job("again").fingerprint(fingerprint(3)).take(1).build();
        ProviderJob withoutRow = job("withoutRow")
                .fingerprint(fingerprint(3))
                .take(2)
                .state(JobState.SUCCEEDED)
                .build();
        ProviderJob first = job("first")
                .fingerprint(fingerprint(2))
                .state(JobState.SUCCEEDED)
                .build();
        ProviderJob last = first.toBuilder().id(new JobId("last")).take(1).build();
        ProviderJob failed = first.toBuilder()
                .id(new JobId("failed"))
                .take(2)
                .state(JobState.FAILED)
                .build();
        insert(
                done,
                another,
                active,
                again,
                withoutRow,
                first,
                last,
                failed,
                job("other").fingerprint(fingerprint(5)).build());
        List.of(done, first, last).forEach(this::store);
        assertThat(answers(fingerprint(1), fingerprint(2), fingerprint(3), fingerprint(4), fingerprint(1)))
                .isEqualTo(Map.of(fingerprint(1), done, fingerprint(2), last, fingerprint(3), again));
        assertThat(answers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void aStoredResultWithoutItsRowIsNoAnswer(MediaKind kind) {
        ProviderJob whole = job("whole").kind(kind).state(JobState.SUCCEEDED).build();
        ProviderJob partial = whole.toBuilder().id(new JobId("partial")).take(1).build();
        ProviderJob lost = whole.toBuilder().id(new JobId("lost")).take(2).build();
        ProviderJob empty = whole.toBuilder().id(new JobId("empty")).take(3).build();
        insert(whole, partial, lost, empty);
        db.run(tx -> {
            switch (kind) {
                case IMAGE -> tx.images().insert(SampleRows.image("row").build());
                case AUDIO -> tx.audio().insert(SampleRows.audio("row").build());
                case VIDEO ->
                    tx.generations().insert(SampleRows.generation("row").build());
            }
            JobResult stored =
                    result("whole", 0).state(ResultState.STORED).rowId("row").build();
            tx.jobs().putResult(stored);
            tx.jobs().putResult(stored.toBuilder().jobId(partial.id()).build());
            tx.jobs()
                    .putResult(stored.toBuilder()
                            .jobId(partial.id())
                            .position(1)
                            .rowId("deleted")
                            .build());
            tx.jobs().putResult(result("lost", 0).state(ResultState.LOST).build());
        });
        assertThat(answers(whole.fingerprint())).containsOnly(Map.entry(whole.fingerprint(), whole));
        db.run(tx -> tx.jobs()
                .putResult(
                        result("lost", 1).state(ResultState.STORED).rowId("row").build()));
        assertThat(answers(whole.fingerprint()))
                .as("lost results do not count")
                .containsOnly(Map.entry(whole.fingerprint(), lost));
    }

    /** As long as the file of a deleted row is not collected, the result can be brought back. */
    @Test
    void aResultWhoseRowWasDeletedIsAnAnswerUntilItsFileIsCollected() {
        ProviderJob done = job("done").state(JobState.SUCCEEDED).build();
        BlobKey file = new BlobKey("projects/p/images/file.png");
        insert(done);
        db.run(tx -> {
            tx.jobs()
                    .putResult(result("done", 0)
                            .state(ResultState.STORED)
                            .rowId("deleted")
                            .filePath(file)
                            .build());
            tx.references().expect(file, tx.now());
        });
        assertThat(answers(done.fingerprint())).containsOnly(Map.entry(done.fingerprint(), done));
        db.run(tx -> tx.references().reserve(file));
        assertThat(answers(done.fingerprint())).isEmpty();
    }

    @Test
    void aResultThatTheProjectHasRejectedIsNoAnswerForItAndHidesNoOther() {
        ProviderJob good = job("good").state(JobState.SUCCEEDED).build();
        ProviderJob rejected =
                good.toBuilder().id(new JobId("rejected")).take(1).build();
        ProviderJob active = job("active").fingerprint(fingerprint(2)).take(1).build();
        ProviderJob alone = good.toBuilder()
                .id(new JobId("alone"))
                .fingerprint(fingerprint(3))
                .build();
        insert(good, rejected, active, alone);
        List.of(good, rejected, alone).forEach(this::store);
        ProjectId other = new ProjectId("other");
        db.run(tx -> {
            DatabaseUnderTest.insertProject(tx, P.value(), "c");
            DatabaseUnderTest.insertProject(tx, other.value(), "c");
            tx.takes().reject(P, good.kind(), "rejected", "");
            tx.takes().reject(P, good.kind(), "alone", "");
            // of another track, and in another project
            tx.takes().reject(P, MediaKind.AUDIO, "good", "");
            tx.takes().reject(other, good.kind(), "good", "");
        });
        List<Fingerprint> asked = List.of(good.fingerprint(), fingerprint(2), fingerprint(3));
        assertThat(answers(asked.toArray(Fingerprint[]::new)))
                .isEqualTo(Map.of(good.fingerprint(), good, fingerprint(2), active));
        assertThat(db.<Map<Fingerprint, ProviderJob>>read(tx -> tx.jobs().answers(other, asked)))
                .as("the jobs are of the first project")
                .isEqualTo(Map.of(good.fingerprint(), rejected, fingerprint(2), active, fingerprint(3), alone));
        db.run(tx -> tx.jobs()
                .putResult(result("alone", 1)
                        .state(ResultState.STORED)
                        .rowId("good")
                        .build()));
        assertThat(answers(fingerprint(3)).values())
                .as("not all results are rejected")
                .containsExactly(alone);
    }

    @Test
    void aCopyOfARejectedResultIsNoAnswer() {
        db.run(tx -> DatabaseUnderTest.insertProject(tx, P.value(), "c"));
        ProviderJob plain = job("plain").state(JobState.SUCCEEDED).build();
        ProviderJob sent =
                plain.toBuilder().operationName("op-1").submittedAt(micros(1)).build();
        assertThat(isAnswerIfRejected(plain, plain)).isFalse();
        assertThat(isAnswerIfRejected(sent, sent)).isFalse();
        assertThat(isAnswerIfRejected(sent, plain)).isTrue();
        assertThat(isAnswerIfRejected(
                        sent, sent.toBuilder().operationName("op-2").build()))
                .isTrue();
        assertThat(isAnswerIfRejected(
                        sent, sent.toBuilder().submittedAt(micros(2)).build()))
                .isTrue();
        assertThat(isAnswerIfRejected(sent, sent.toBuilder().take(1).build())).isTrue();
    }

    /** Whether a job of another project is an answer for one that has rejected the results of its own job for the same. */
    private boolean isAnswerIfRejected(ProviderJob rejected, ProviderJob other) {
        int number = ids(JobFilter.ALL).size();
        Fingerprint fingerprint = fingerprint(number);
        ProviderJob own = rejected.toBuilder()
                .id(new JobId("own-" + number))
                .fingerprint(fingerprint)
                .build();
        ProviderJob another = other.toBuilder()
                .id(new JobId("another-" + number))
                .projectId(new ProjectId("other"))
                .fingerprint(fingerprint)
                .build();
        insert(own, another);
        List.of(own, another).forEach(this::store);
        db.run(tx -> tx.takes().reject(P, own.kind(), own.id().value(), ""));
        Map<Fingerprint, ProviderJob> answersForOther =
                db.read(tx -> tx.jobs().answers(another.projectId(), List.of(fingerprint)));
        assertThat(answersForOther).hasSize(1);
        return answers(fingerprint).equals(Map.of(fingerprint, another));
    }

    @Test
    void aRequestIsNotAnsweredWithTheJobsOfAnotherProfile() {
        insert(job("j").build());
        Map<Fingerprint, ProviderJob> bobs = db.readAs(
                BOB, tx -> tx.jobs().answers(P, List.of(job("j").build().fingerprint())));
        assertThat(bobs).isEmpty();
    }

    @Test
    void manyRequestsAreAnsweredTogether() {
        List<ProviderJob> jobs = IntStream.range(0, PageRequest.MAX_LIMIT + 5)
                .mapToObj(i -> job("j" + i).fingerprint(fingerprint(i)).build())
                .toList();
        insert(jobs.get(0), jobs.get(PageRequest.MAX_LIMIT), jobs.get(PageRequest.MAX_LIMIT + 4));
        assertThat(answers(jobs.stream().map(ProviderJob::fingerprint).toArray(Fingerprint[]::new))
                        .values())
                .extracting(job -> job.id().value())
                .containsExactlyInAnyOrder("j0", "j" + PageRequest.MAX_LIMIT, "j" + (PageRequest.MAX_LIMIT + 4));
    }

    // Changing

    @Test
    void aChangeKeepsWhatWasAsked() {
        ProviderJob before = full(1);
        insert(before);
        db.clock.advance(Duration.ofSeconds(5));
        ProviderJob other =
                full(2).toBuilder().id(before.id()).fence(Long.MAX_VALUE).build();
        assertThat(update(before, other)).isTrue();
        assertThat(find(before.id()))
                .isEqualTo(other.toBuilder()
                        .projectId(before.projectId())
                        .sceneId(before.sceneId())
                        .kind(before.kind())
                        .provider(before.provider())
                        .model(before.model())
                        .language(before.language())
                        .request(before.request())
                        .fingerprint(before.fingerprint())
                        .take(before.take())
                        .reuses(before.reuses())
                        .createdAt(before.createdAt())
                        .updatedAt(db.clock.instant())
                        .build());
        ProviderJob emptied = job(before.id().value())
                .state(JobState.DOWNLOADING)
                .fence(Long.MAX_VALUE)
                .build();
        assertThat(update(find(before.id()), emptied)).isTrue();
        assertThat(RecordValues.absent(find(before.id())))
                .containsExactlyElementsOf(RecordValues.absent(emptied).stream()
                        .filter(name -> !List.of("sceneId", "model", "language").contains(name))
                        .toList());
    }

    @Test
    void aChangeWithAnOldFenceOrStateChangesNothing() {
        ProviderJob planned = job("j").fence(7).build();
        insert(planned);
        ProviderJob claimed = planned.toBuilder()
                .fence(8)
                .worker("w")
                .state(JobState.SUBMITTING)
                .build();
        assertThat(update(planned.toBuilder().fence(6).build(), claimed)).isFalse();
        assertThat(update(
                        planned.toBuilder().fence(8).build(),
                        planned.toBuilder().fence(8).worker("w").build()))
                .isFalse();
        assertThat(find(J)).isEqualTo(planned);
        assertThat(update(planned, claimed)).isTrue();
        ProviderJob now = find(J);
        // the fence alone, and the state alone
        assertThat(update(planned, planned.toBuilder().errorMessage("late").build()))
                .isFalse();
        assertThat(update(
                        now.toBuilder().fence(7).build(),
                        now.toBuilder().errorMessage("late").build()))
                .isFalse();
        assertThat(update(
                        now.toBuilder().state(JobState.SUBMITTED).build(),
                        now.toBuilder().state(JobState.DOWNLOADING).build()))
                .isFalse();
        assertThat(find(J)).isEqualTo(now);
    }

    @Test
    void aJobThatDoesNotExistIsNotChanged() {
        ProviderJob bobs = job("bobs").profileId(BOB).build();
        db.runAs(BOB, tx -> tx.jobs().insert(bobs));
        ProviderJob changed = bobs.toBuilder().errorMessage("x").build();
        assertThat(update(bobs, changed)).isFalse();
        assertThat(update(job("none").build(), job("none").fence(1).build())).isFalse();
        assertThat(db.<Boolean>write(tx -> tx.jobs().addReuse(bobs.id()))).isFalse();
        assertThat(db.foundAs(BOB, tx -> tx.jobs().find(bobs.id()))).contains(bobs);
    }

    @ParameterizedTest
    @EnumSource
    void aJobTakesTheTransitionsOfItsTableOnly(JobState from) {
        for (JobState to : JobState.values()) {
            ProviderJob before = job("from-" + from + "-to-" + to).state(from).build();
            ProviderJob after = before.toBuilder().state(to).build();
            insert(before);
            if (to == from || from.next().contains(to)) {
                assertThat(update(before, after)).as("%s to %s", from, to).isTrue();
                assertThat(find(before.id()).state()).isEqualTo(to);
            } else {
                db.assertRefused(
                        StorageException.Conflict.class,
                        before.id().value(),
                        tx -> tx.jobs().update(before, after));
                assertThat(find(before.id())).isEqualTo(before);
            }
        }
    }

    @Test
    void aFenceDoesNotFallAndAnIdStays() {
        ProviderJob job = job("j").fence(5).build();
        insert(job);
        db.assertRefused(
                StorageException.Conflict.class,
                "j",
                tx -> tx.jobs().update(job, job.toBuilder().fence(4).build()));
        db.assertRefused(
                StorageException.InvalidInput.class,
                "id",
                tx -> tx.jobs().update(job, job.toBuilder().id(new JobId("k")).build()));
        assertThat(find(J)).isEqualTo(job);
    }

    @Test
    void reusesAreCountedWhateverElseChanges() {
        ProviderJob job = job("j").build();
        insert(job);
        db.clock.advance(Duration.ofSeconds(5));
        assertThat(db.<Boolean>write(tx -> tx.jobs().addReuse(J))).isTrue();
        assertThat(find(J))
                .isEqualTo(
                        job.toBuilder().reuses(1).updatedAt(db.clock.instant()).build());
        assertThat(update(job, job.toBuilder().state(JobState.SUBMITTING).build()))
                .isTrue();
        assertThat(db.<Boolean>write(tx -> tx.jobs().addReuse(J))).isTrue();
        assertThat(find(J).reuses()).isEqualTo(2);
        assertThat(db.<Boolean>write(tx -> tx.jobs().addReuse(new JobId("none"))))
                .isFalse();
    }

    // Lists

    @Test
    void whatARequestCanBeAnsweredWithComesLastTakeFirst() {
        List<JobState> states = List.of(JobState.values());
        for (JobState state : states) {
            insert(job(state.value())
                    .fingerprint(fingerprint(1))
                    .take(states.indexOf(state))
                    .state(state)
                    .build());
        }
        insert(job("older")
                .fingerprint(fingerprint(1))
                .take(states.indexOf(JobState.SUCCEEDED))
                .state(JobState.SUCCEEDED)
                .createdAt(micros(-1))
                .build());
        insert(job("newer")
                .fingerprint(fingerprint(1))
                .take(states.indexOf(JobState.SUCCEEDED))
                .state(JobState.SUCCEEDED)
                .createdAt(micros(1))
                .build());
        insert(job("another").fingerprint(fingerprint(2)).take(50).build());
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(job("bobs")
                                .profileId(BOB)
                                .fingerprint(fingerprint(1))
                                .take(60)
                                .build()));
        List<String> expected = List.of(
                "outcome_unknown", "newer", "succeeded", "older", "downloading", "submitted", "submitting", "planned");
        for (int limit : List.of(1, 3, 8, 100)) {
            assertThat(db.listed(tx -> tx.jobs().usable(fingerprint(1), limit)))
                    .extracting(one -> one.id().value())
                    .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        }
        assertThat(db.listed(tx -> tx.jobs().usable(fingerprint(3), 9))).isEmpty();
    }

    @Test
    void aListIsNewestFirstAndPaged() {
        insert(
                job("b").build(),
                job("d").createdAt(micros(2)).build(),
                job("a").build(),
                job("c").createdAt(micros(-1)).build(),
                job("e").createdAt(micros(1)).build());
        db.runAs(BOB, tx -> tx.jobs().insert(job("bobs").profileId(BOB).build()));
        List<String> all = List.of("d", "e", "b", "a", "c");
        for (int size = 1; size <= 6; size++) {
            List<String> paged = new ArrayList<>();
            Optional<PageRequest> next = Optional.of(PageRequest.first(size));
            while (next.isPresent()) {
                PageRequest request = next.get();
                Page<ProviderJob> page = db.read(tx -> tx.jobs().list(JobFilter.ALL, request));
                paged.addAll(ids(page));
                next = page.next().map(request::after);
            }
            assertThat(paged).as("pages of %d", size).isEqualTo(all);
        }
    }

    @Test
    void aListIsOfAProjectOrAStateOrBoth() {
        ProjectId q = new ProjectId("q");
        insert(
                job("a").build(),
                job("b").projectId(q).build(),
                job("c").state(JobState.FAILED).build(),
                job("d").projectId(q).state(JobState.FAILED).build());
        db.runAs(
                BOB,
                tx -> tx.jobs()
                        .insert(job("e").profileId(BOB)
                                .projectId(q)
                                .state(JobState.FAILED)
                                .build()));
        assertThat(ids(JobFilter.of(q))).containsExactly("d", "b");
        assertThat(ids(JobFilter.of(JobState.FAILED))).containsExactly("d", "c");
        assertThat(ids(new JobFilter(Optional.of(q), Optional.of(JobState.FAILED))))
                .containsExactly("d");
        assertThat(ids(JobFilter.of(JobState.SUBMITTED))).isEmpty();
    }

    // Results

    @Test
    void resultsAreInsertedReplacedAndRead() {
        insert(job("j").build(), job("k").build());
        JobResult pending = result("j", 1).build();
        db.run(tx -> {
            tx.jobs().putResult(pending);
            tx.jobs().putResult(fullResult("j", 0));
            tx.jobs().putResult(fullResult("k", 1));
        });
        assertThat(db.listed(tx -> tx.jobs().results(J))).containsExactly(fullResult("j", 0), pending);
        assertThat(RecordValues.absent(fullResult("j", 0))).isEmpty();
        JobResult lost = result("j", 0).state(ResultState.LOST).build();
        db.run(tx -> {
            tx.jobs().putResult(fullResult("j", 1));
            tx.jobs().putResult(lost);
        });
        assertThat(db.listed(tx -> tx.jobs().results(J))).containsExactly(lost, fullResult("j", 1));
        assertThat(db.listed(tx -> tx.jobs().results(new JobId("k")))).containsExactly(fullResult("k", 1));
    }

    @Test
    void aResultBelongsToAJobOfTheProfile() {
        insert(job("j").build());
        db.run(tx -> tx.jobs().putResult(fullResult("j", 0)));
        db.assertRefused(
                StorageException.NotFound.class, "none", tx -> tx.jobs().putResult(fullResult("none", 0)));
        db.assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "j",
                tx -> tx.jobs().putResult(result("j", 0).build()));
        assertThat(db.listedAs(BOB, tx -> tx.jobs().results(J))).isEmpty();
        assertThat(db.listed(tx -> tx.jobs().results(J))).containsExactly(fullResult("j", 0));
    }

    // Attempts

    @Test
    void equalFailuresInARowAreOneAttempt() {
        insert(job("j").build(), job("k").build());
        List<JobAttempt> attempts = List.of(
                attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "503"),
                attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "503"),
                attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "502"),
                attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "503"),
                attempt("k", JobState.SUBMITTED, FailureClass.TEMPORARY, "503"),
                attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "503"),
                attempt("j", JobState.SUBMITTED, FailureClass.RATE_LIMITED, "503"),
                attempt("j", JobState.DOWNLOADING, FailureClass.RATE_LIMITED, "503"));
        for (JobAttempt attempt : attempts) {
            db.run(tx -> tx.jobs().addAttempt(attempt));
            db.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(db.listed(tx -> tx.jobs().attempts(J)))
                .extracting(
                        JobAttempt::number,
                        JobAttempt::state,
                        JobAttempt::failure,
                        JobAttempt::message,
                        JobAttempt::firstAt,
                        JobAttempt::lastAt,
                        JobAttempt::times)
                .containsExactly(
                        tuple(1, JobState.SUBMITTED, FailureClass.TEMPORARY, "503", at(0), at(1), 2L),
                        tuple(2, JobState.SUBMITTED, FailureClass.TEMPORARY, "502", at(2), at(2), 1L),
                        tuple(3, JobState.SUBMITTED, FailureClass.TEMPORARY, "503", at(3), at(5), 2L),
                        tuple(4, JobState.SUBMITTED, FailureClass.RATE_LIMITED, "503", at(6), at(6), 1L),
                        tuple(5, JobState.DOWNLOADING, FailureClass.RATE_LIMITED, "503", at(7), at(7), 1L));
        assertThat(db.listed(tx -> tx.jobs().attempts(new JobId("k")))).hasSize(1);
    }

    private static Instant at(int seconds) {
        return SampleRows.START.plusSeconds(seconds);
    }

    @Test
    void theFirstAndTheLastAttemptsAreKept() {
        insert(job("j").build(), job("k").build());
        db.run(tx -> {
            tx.jobs().addAttempt(attempt("k", JobState.SUBMITTED, FailureClass.TEMPORARY, "of another job"));
            for (int i = 1; i <= 130; i++) {
                tx.jobs().addAttempt(attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "message " + i));
            }
        });
        List<Integer> kept = IntStream.rangeClosed(1, 130)
                .filter(number -> number <= 10 || number > 40)
                .boxed()
                .toList();
        assertThat(db.listed(tx -> tx.jobs().attempts(J)))
                .extracting(JobAttempt::number)
                .isEqualTo(kept);
        assertThat(db.listed(tx -> tx.jobs().attempts(J)))
                .extracting(JobAttempt::message)
                .startsWith("message 1")
                .endsWith("message 130");
        assertThat(db.listed(tx -> tx.jobs().attempts(new JobId("k")))).hasSize(1);
    }

    @Test
    void anAttemptBelongsToAJobOfTheProfile() {
        insert(job("j").build());
        JobAttempt attempt = attempt("j", JobState.SUBMITTED, FailureClass.TEMPORARY, "503");
        db.run(tx -> tx.jobs().addAttempt(attempt));
        db.assertRefusedAs(
                BOB, StorageException.NotFound.class, "j", tx -> tx.jobs().addAttempt(attempt));
        db.assertRefused(
                StorageException.NotFound.class,
                "none",
                tx -> tx.jobs().addAttempt(attempt("none", JobState.SUBMITTED, FailureClass.TEMPORARY, "503")));
        assertThat(db.listedAs(BOB, tx -> tx.jobs().attempts(J))).isEmpty();
        assertThat(db.listed(tx -> tx.jobs().attempts(J)))
                .singleElement()
                .satisfies(one -> assertThat(one.times()).isEqualTo(1));
    }

    // Texts, profiles, projects

    @Test
    void everyTextReadsBackUnchanged() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            String text = HostileTexts.STORABLE.get(i);
            String id = "nasty-" + i;
            ProviderJob job = job(id).fingerprint(fingerprint(i)).build();
            JobResult result = fullResult(id, 0);
            for (RecordComponent component : RecordValues.texts(ProviderJob.class)) {
                job = RecordValues.with(job, component, text);
            }
            for (RecordComponent component : RecordValues.texts(JobResult.class)) {
                result = RecordValues.with(result, component, text);
            }
            ProviderJob inserted =
                    job.toBuilder().projectId(new ProjectId(text)).build();
            JobResult put = result;
            db.run(tx -> {
                tx.jobs().insert(inserted);
                tx.jobs().putResult(put);
                tx.jobs().addAttempt(attempt(id, JobState.PLANNED, FailureClass.INVALID, text));
            });
            assertThat(find(inserted.id())).isEqualTo(inserted);
            assertThat(ids(JobFilter.of(new ProjectId(text)))).containsExactly(id);
            assertThat(db.listed(tx -> tx.jobs().results(inserted.id()))).containsExactly(put);
            assertThat(db.listed(tx -> tx.jobs().attempts(inserted.id())))
                    .extracting(JobAttempt::message)
                    .containsExactly(text);
            ProviderJob changed = inserted.toBuilder()
                    .errorMessage(text + text)
                    .worker(text + text)
                    .build();
            assertThat(update(inserted, changed)).isTrue();
            assertThat(find(inserted.id())).isEqualTo(changed);
        }
        assertThat(RecordValues.texts(ProviderJob.class)).hasSizeGreaterThan(7);
    }

    @Test
    void unstorableTextsAreRefused() {
        ProviderJob job = job("j").build();
        for (String text : HostileTexts.UNSTORABLE) {
            for (RecordComponent component : RecordValues.texts(ProviderJob.class)) {
                db.assertInvalid(tx -> tx.jobs().insert(RecordValues.with(job, component, text)));
            }
            db.assertInvalid(tx -> tx.jobs()
                    .insert(job.toBuilder().projectId(new ProjectId(text)).build()));
        }
        assertThat(ids(JobFilter.ALL)).isEmpty();
    }

    @Test
    void hostileIdsFindNothing() {
        insert(job("j").build());
        List<String> texts = new ArrayList<>(HostileTexts.STORABLE);
        texts.addAll(HostileTexts.UNSTORABLE);
        for (String text : texts) {
            RowTextContract.assertFindsNothing(
                    text, () -> db.found(tx -> tx.jobs().find(new JobId(text))).isEmpty());
            RowTextContract.assertFindsNothing(
                    text,
                    () -> db.listed(tx -> tx.jobs().results(new JobId(text))).isEmpty());
            RowTextContract.assertFindsNothing(
                    text,
                    () -> db.foundAs(new ProfileId(text), tx -> tx.jobs().find(J))
                            .isEmpty());
        }
    }

    @Test
    void aProfileSeesItsOwnJobsOnly() {
        insert(full(1));
        db.run(tx -> tx.jobs().putResult(fullResult("job-1", 0)));
        assertThat(db.foundAs(BOB, tx -> tx.jobs().find(full(1).id()))).isEmpty();
        assertThat(db.listedAs(BOB, tx -> tx.jobs().usable(full(1).fingerprint(), 9)))
                .isEmpty();
        assertThat(db.readAs(BOB, tx -> tx.jobs().list(JobFilter.ALL, PageRequest.first(9)))
                        .items())
                .isEmpty();
        assertThat(db.readAs(BOB, tx -> tx.jobs().list(JobFilter.of(full(1).projectId()), PageRequest.first(9)))
                        .items())
                .isEmpty();
        assertThat(db.readAs(BOB, tx -> tx.jobs().list(JobFilter.of(JobState.DOWNLOADING), PageRequest.first(9)))
                        .items())
                .isEmpty();
    }

    @Test
    void aReadOnlyTransactionReadsJobsAndWritesNone() {
        ProviderJob job = job("j").build();
        insert(job);
        db.read(tx -> {
            assertThatThrownBy(() -> tx.jobs().insert(job("k").build()))
                    .isInstanceOf(StorageException.Unsupported.class);
            assertThatThrownBy(() ->
                            tx.jobs().update(job, job.toBuilder().worker("w").build()))
                    .isInstanceOf(StorageException.Unsupported.class);
            return tx.jobs().find(J).orElseThrow();
        });
        assertThat(find(J)).isEqualTo(job);
    }

    /** What a job has paid for is stored in its project. */
    @ParameterizedTest
    @EnumSource
    void aProjectWithAJobThatIsNotFinishedIsNotDeleted(JobState state) {
        db.run(tx -> tx.projects().insert(SampleRows.project("p").build()));
        ProviderJob job = job("j").state(state).build();
        insert(job, job("other").projectId(new ProjectId("q")).build());
        db.runAs(BOB, tx -> tx.jobs().insert(job("bobs").profileId(BOB).build()));
        if (state.isActive()) {
            db.assertRefused(
                    StorageException.Integrity.class, "p", tx -> tx.projects().delete(new ProjectId("p")));
            assertThat(db.found(tx -> tx.projects().find(new ProjectId("p")))).isPresent();
        } else {
            db.run(tx -> tx.projects().delete(new ProjectId("p")));
            assertThat(db.found(tx -> tx.projects().find(new ProjectId("p")))).isEmpty();
        }
        assertThat(find(J)).isEqualTo(job);
    }
}
