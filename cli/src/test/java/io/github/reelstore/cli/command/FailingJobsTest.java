package io.github.reelstore.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailingJobsTest {

    private static final long PATIENCE = FailingJobs.PATIENCE.toNanos();

    private final AtomicLong clock = new AtomicLong(-7);
    private final FailingJobs failing = new FailingJobs(Set.of("key"), () -> Instant.EPOCH, clock::get);

    private static ProviderJob job(String id, JobState state) {
        return ProviderJob.builder()
                .id(new JobId(id))
                .profileId(new ProfileId("alice"))
                .projectId(new ProjectId("p"))
                .kind(MediaKind.VIDEO)
                .provider("veo")
                .request("{}")
                .fingerprint(new Fingerprint("1:" + "0".repeat(64)))
                .createdAt(Instant.EPOCH)
                .updatedAt(Instant.EPOCH)
                .state(state)
                .build();
    }

    private static ProviderJob failed(ProviderJob job, int times, FailureClass failure) {
        return job.toBuilder().failures(times).failure(failure).build();
    }

    @Test
    void aJobFailsAgainAndAgainFromTheSixthFailureInARowOn() {
        ProviderJob polled = job("polled", JobState.SUBMITTED);
        failing.changed(failed(polled, 5, FailureClass.TEMPORARY));
        assertThat(failing.any()).isFalse();

        failing.changed(failed(polled, 6, FailureClass.TEMPORARY));
        assertThat(failing.any()).isTrue();
        assertThat(failing.has(polled)).isTrue();
        assertThat(failing.has(job("other", JobState.SUBMITTED))).isFalse();

        failing.changed(polled);
        assertThat(failing.any()).as("its next step has succeeded").isFalse();
    }

    /** What is gone ends the job, unless it is asked for again and again. */
    @Test
    void whatIsGoneIsWaitedForIfThatEndsTheJob() {
        ProviderJob gone = failed(job("gone", JobState.DOWNLOADING), 6, FailureClass.GONE);
        ProviderJob own = gone.toBuilder().credential("key").build();
        failing.changed(own);
        failing.changed(
                own.toBuilder().remoteExpiresAt(Instant.EPOCH.minusSeconds(1)).build());
        assertThat(failing.any()).isFalse();

        failing.changed(
                own.toBuilder().remoteExpiresAt(Instant.EPOCH.plusSeconds(1)).build());
        assertThat(failing.has(own)).isTrue();
        failing.changed(own);
        assertThat(failing.any()).isFalse();
        failing.changed(gone.toBuilder().credential("of another account").build());
        assertThat(failing.has(gone)).isTrue();
    }

    @Test
    void whatFailedInAnEarlierRunIsTriedAgain() {
        assertThat(failing.has(failed(job("earlier", JobState.PLANNED), 60, FailureClass.NEVER_SENT)))
                .isFalse();
    }

    @Test
    void aProviderThatAsksForAPauseIsWaitedForAndWhatIsGoneEndsByItself() {
        for (FailureClass failure : List.of(FailureClass.RATE_LIMITED, FailureClass.GONE)) {
            failing.changed(failed(job("polled", JobState.SUBMITTED), 20, failure));
            failing.changed(failed(job("planned", JobState.PLANNED), 20, failure));
            clock.addAndGet(2 * PATIENCE);
            assertThat(failing.any()).as(failure.value()).isFalse();
        }
    }

    @Test
    void jobsThatWaitBehindOnesThatCannotBeSentAreGivenUpAfterAWhile() {
        ProviderJob behind = job("behind", JobState.PLANNED);
        failing.changed(failed(job("one", JobState.PLANNED), 1, FailureClass.NEVER_SENT));
        clock.addAndGet(PATIENCE - 1);
        failing.changed(job("two", JobState.SUBMITTING));
        failing.changed(failed(job("two", JobState.PLANNED), 1, FailureClass.NEVER_SENT));
        failing.changed(failed(job("three", JobState.SUBMITTED), 1, FailureClass.TEMPORARY));
        assertThat(failing.any()).isFalse();

        clock.addAndGet(1);
        assertThat(failing.any()).isTrue();
        assertThat(failing.has(behind)).isTrue();
        assertThat(failing.has(job("being sent", JobState.SUBMITTING))).isTrue();
        assertThat(failing.has(job("generated", JobState.SUBMITTED))).isFalse();
        assertThat(failing.has(behind.toBuilder().provider("tts").build())).isFalse();

        failing.changed(job("four", JobState.SUBMITTED));
        assertThat(failing.any()).as("one was sent").isFalse();
    }

    @Test
    void aPersonDecidesWhatItsWorkerHasLeftOrAskedForInVainManyTimes() {
        ProviderJob left = job("left", JobState.OUTCOME_UNKNOWN);
        assertThat(FailingJobs.isForPerson(left)).isTrue();
        ProviderJob asked = left.toBuilder().worker("w").failures(5).build();
        assertThat(FailingJobs.isForPerson(asked)).isFalse();
        assertThat(FailingJobs.isForPerson(asked.toBuilder().failures(6).build()))
                .isTrue();
    }
}
