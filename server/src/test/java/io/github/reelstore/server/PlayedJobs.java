package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Jobs in all states, without a worker and a provider: the rows are written as a worker writes them. */
final class PlayedJobs {

    static final String SIGNED_URL = "https://results.example/video?signature=a-secret";

    private final Reelstore store;
    private final Path folder;

    PlayedJobs(Reelstore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    ProviderJob plan(ProjectId project, String prompt, String price) {
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .model("veo-3.1")
                .kind(MediaKind.IMAGE)
                .prompt(prompt)
                .build();
        return plan(project, request, "s1", price);
    }

    ProviderJob plan(ProjectId project, JobRequest request, String scene, String price) {
        NewJob job = new NewJob(request, project).withScene(scene);
        return store.jobs()
                .request(price.isEmpty() ? job : job.withPrice(Money.parse(price)))
                .job();
    }

    private ProviderJob change(JobId id, UnaryOperator<ProviderJobBuilder> change) {
        return store.inTransaction(tx -> {
            ProviderJob before = tx.jobs().find(id).orElseThrow();
            ProviderJob after = change.apply(before.toBuilder()).build();
            assertThat(tx.jobs().update(before, after)).isTrue();
            return after;
        });
    }

    ProviderJob submitting(JobId id) {
        return change(id, job -> job.state(JobState.SUBMITTING).attempts(1).worker("w1"));
    }

    ProviderJob submitted(JobId id) {
        submitting(id);
        return change(
                id,
                job -> job.state(JobState.SUBMITTED)
                        .worker(ProviderJob.FREE)
                        .operationName("op-1")
                        .credential("key"));
    }

    ProviderJob unknown(JobId id) {
        submitting(id);
        failedAttempt(id, JobState.SUBMITTING, FailureClass.MAYBE_ACCEPTED, "The connection broke.");
        return change(
                id,
                job -> job.state(JobState.OUTCOME_UNKNOWN)
                        .worker(ProviderJob.FREE)
                        .failure(FailureClass.MAYBE_ACCEPTED)
                        .errorMessage("The connection broke."));
    }

    /** The answer to the request was an error that named an operation. */
    ProviderJob named(JobId id, String operation) {
        return change(id, job -> job.operationName(operation));
    }

    ProviderJob failed(JobId id, String message) {
        submitting(id);
        failedAttempt(id, JobState.SUBMITTING, FailureClass.REFUSED, message);
        store.inTransaction(tx -> {
            ProviderJob job = tx.jobs().find(id).orElseThrow();
            long reserved = job.reservedNanos().orElse(0L);
            tx.budgets().list().stream()
                    .filter(budget -> budget.covers(job))
                    .forEach(budget ->
                            tx.budgets().settle(budget, job.reservedAt().orElseThrow(), -reserved));
            return id;
        });
        return change(
                id,
                job -> job.state(JobState.FAILED)
                        .worker(ProviderJob.FREE)
                        .failure(FailureClass.REFUSED)
                        .errorMessage(message)
                        .settledNanos(0L));
    }

    private void failedAttempt(JobId id, JobState state, FailureClass failure, String message) {
        store.inTransaction(tx -> {
            tx.jobs().addAttempt(new JobAttempt(id, 1, state, failure, message, tx.now(), tx.now(), 1));
            return id;
        });
    }

    /** A job with a result that the provider has at a signed URL. */
    ProviderJob downloading(JobId id) {
        submitted(id);
        store.inTransaction(tx -> {
            tx.jobs()
                    .putResult(
                            JobResult.builder().jobId(id).remoteName(SIGNED_URL).build());
            return id;
        });
        return change(id, job -> job.state(JobState.DOWNLOADING));
    }

    /** Such a job, with the time at which the provider deletes the result. */
    ProviderJob expiring(JobId id, Instant when) {
        downloading(id);
        return change(id, job -> job.remoteExpiresAt(when));
    }

    ProviderJob succeeded(JobId id) {
        ProviderJob job = downloading(id);
        ImageGeneration image = store.generations()
                .addImage(new NewImage(
                        job.projectId(),
                        BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                        ImageGeneration.builder().provider(job.provider())));
        store.inTransaction(tx -> {
            tx.jobs()
                    .putResult(JobResult.builder()
                            .jobId(id)
                            .state(ResultState.STORED)
                            .rowId(image.id().value())
                            .filePath(image.filePath())
                            .contentHash(image.contentHash())
                            .build());
            return id;
        });
        return change(
                id,
                done -> done.state(JobState.SUCCEEDED).settledNanos(done.build().reservedNanos()));
    }
}
