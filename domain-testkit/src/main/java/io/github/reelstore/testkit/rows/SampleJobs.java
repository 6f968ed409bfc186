package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobResultBuilder;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** Jobs for tests: {@code job("j1").state(JobState.SUBMITTED).build()}. */
public final class SampleJobs {

    static final Currency USD = Currency.getInstance("USD");
    static final Currency EUR = Currency.getInstance("EUR");

    private SampleJobs() {}

    /** A planned job with only the required values, and a fingerprint that no other id has. */
    public static ProviderJobBuilder job(String id) {
        return ProviderJob.builder()
                .id(new JobId(id))
                .profileId(SampleRows.ALICE)
                .projectId(new ProjectId("p"))
                .kind(MediaKind.VIDEO)
                .provider("veo")
                .request("{\"kind\":\"video\",\"provider\":\"veo\"}")
                .fingerprint(fingerprint(id.hashCode()))
                .createdAt(SampleRows.START)
                .updatedAt(SampleRows.START);
    }

    /** A different fingerprint for each number. */
    static Fingerprint fingerprint(int number) {
        return new Fingerprint("1:" + String.format("%064x", number));
    }

    /** A job with a value in every column, different for each number. */
    static ProviderJob full(int number) {
        return ProviderJob.builder()
                .id(new JobId("job-" + number))
                .profileId(SampleRows.ALICE)
                .projectId(new ProjectId("project-" + number))
                .sceneId("scene " + number)
                .kind(nth(MediaKind.values(), number))
                .provider("provider " + number)
                .model("model " + number)
                .language(LanguageTag.of(number % 2 == 0 ? "pt-BR" : "vi"))
                .request("{\"text\" : \"not changed,  not even its spaces\", \"n\": 1e" + number + "}")
                .fingerprint(fingerprint(number))
                .take(number)
                .state(JobState.DOWNLOADING)
                .fence(Long.MAX_VALUE - 1 - number)
                .worker("worker " + number)
                .attempts(10 + number)
                .operationName("operations/" + number)
                .operationEndpoint("https://" + number + ".example")
                .credential("credential " + number)
                .dueAt(SampleRows.micros(number))
                .remoteExpiresAt(SampleRows.micros(100 + number))
                .failures(20 + number)
                .failure(nth(FailureClass.values(), number))
                .errorMessage("message " + number)
                .currency(number % 2 == 0 ? USD : EUR)
                .reservedNanos(Long.MAX_VALUE - number)
                .reservedAt(SampleRows.micros(200 + number))
                .settledNanos((long) number)
                .usageNanos(5_000_000_000L + number)
                .usageUnit("seconds " + number)
                .reuses(30L + number)
                .submittedAt(SampleRows.micros(300 + number))
                .completedAt(SampleRows.micros(400 + number))
                .createdAt(SampleRows.micros(500 + number))
                .updatedAt(SampleRows.micros(600 + number))
                .build();
    }

    private static <E> E nth(E[] values, int number) {
        return List.of(values).get(number % values.length);
    }

    static JobResultBuilder result(String job, int position) {
        return JobResult.builder().jobId(new JobId(job)).position(position);
    }

    /** A result with a value in every column. */
    static JobResult fullResult(String job, int position) {
        return result(job, position)
                .state(ResultState.STORED)
                .remoteName("https://example.com/v.mp4?signature=x&" + position)
                .remoteSize(5_000_000_000L + position)
                .remoteHash(SampleRows.hash(position))
                .encoding("pcm_24000")
                .rowId("row " + position)
                .filePath(new BlobKey("projects/p/videos/" + position + ".mp4"))
                .contentHash(SampleRows.hash(50 + position))
                .build();
    }

    /** A failed attempt whose number, times and count are to be ignored. */
    static JobAttempt attempt(String job, JobState state, FailureClass failure, String message) {
        return new JobAttempt(new JobId(job), 99, state, failure, message, Instant.EPOCH, Instant.EPOCH, 99);
    }
}
