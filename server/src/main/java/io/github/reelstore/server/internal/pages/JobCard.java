package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A paid request as the pages show it. Where the provider has its results is not shown.
 *
 * @param id its id
 * @param link the address of its forms
 * @param title its prompt or text, or else what is generated
 * @param state the state
 * @param stateText the state for people
 * @param facts what is generated, provider, model and scene
 * @param price what was charged, or else its price, or that no price is known
 * @param age how long ago it was requested
 * @param requested when it was requested
 * @param failure the last failure, or why the provider has filtered the result
 * @param expires in which time the provider deletes its results, while they are not stored
 * @param project the address of its project, which may not exist any more
 * @param again what another attempt costs
 * @param operation the provider's name of its operation; of a job whose outcome is unknown, a name that its answer had
 */
public record JobCard(
        String id,
        String link,
        String title,
        String state,
        String stateText,
        String facts,
        String price,
        String age,
        String requested,
        Optional<String> failure,
        Optional<String> expires,
        String project,
        Optional<String> again,
        Optional<String> operation) {

    static JobCard of(ProviderJob job, Instant now) {
        boolean succeeded = job.state() == JobState.SUCCEEDED;
        return new JobCard(
                job.id().value(),
                Links.job(job.id()),
                title(job),
                job.state().value(),
                text(job.state()),
                facts(job),
                price(job),
                Display.age(job.createdAt(), now),
                Display.time(job.createdAt()),
                job.errorMessage().filter(text -> !succeeded && !text.isBlank()),
                job.remoteExpiresAt()
                        .filter(any -> job.state() == JobState.DOWNLOADING)
                        .map(expiry -> Display.age(now, expiry)),
                Links.project(job.projectId(), ""),
                job.price().map(Money::toString),
                job.operationName());
    }

    /** A request that a newer version has written may not be readable here. */
    private static String title(ProviderJob job) {
        try {
            JobRequest request = job.frozen();
            return request.prompt()
                    .or(request::text)
                    .filter(text -> !text.isBlank())
                    .orElse(JobRequest.nameOf(job.kind()));
        } catch (StorageException.InvalidInput e) {
            return JobRequest.nameOf(job.kind());
        }
    }

    private static String facts(ProviderJob job) {
        return Stream.of(
                        Optional.of(JobRequest.nameOf(job.kind())),
                        Optional.of(job.provider()),
                        job.model(),
                        job.language().map(LanguageNames::of),
                        job.sceneId().map(scene -> "scene " + scene))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
    }

    private static String price(ProviderJob job) {
        if (job.charged().isPresent()) {
            Money charged = job.charged().get();
            return charged.nanos() == 0 ? "nothing charged" : charged + " charged";
        }
        return job.price().map(price -> "price " + price).orElse("no price known");
    }

    private static String text(JobState state) {
        return switch (state) {
            case PLANNED -> "Planned";
            case SUBMITTING -> "Being sent";
            case SUBMITTED -> "Being generated";
            case DOWNLOADING -> "Being stored";
            case SUCCEEDED -> "Stored";
            case FILTERED -> "Filtered";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case OUTCOME_UNKNOWN -> "Outcome unknown";
        };
    }

    /** Whether it was not sent yet. */
    public boolean canBeCancelled() {
        return state.equals(JobState.PLANNED.value());
    }

    /** Whether it ended without a result. */
    public boolean canBeRepeated() {
        return state.equals(JobState.FAILED.value())
                || state.equals(JobState.FILTERED.value())
                || state.equals(JobState.CANCELLED.value());
    }

    /** Whether a person decides about it. */
    public boolean isUnknown() {
        return state.equals(JobState.OUTCOME_UNKNOWN.value());
    }
}
