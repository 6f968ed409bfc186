package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/**
 * A paid request, from its admission to its stored results (table {@code provider_jobs}).
 *
 * <p>A job outlives its project, since its money was spent: its project may not exist any more.
 *
 * @param id the id of the row
 * @param profileId the profile that owns the row
 * @param projectId the project that the results belong to
 * @param sceneId the scene that the results belong to
 * @param kind the medium that is generated
 * @param provider the provider
 * @param model the provider's model
 * @param language the language that is spoken
 * @param request the frozen request, see {@link #frozen}
 * @param fingerprint what it has in common with every request for the same
 * @param take distinguishes requests for the same that are made on purpose; from 0
 * @param state the state
 * @param fence raised each time that a worker claims the job: who has an older one can change nothing
 * @param worker the worker that has claimed the job; empty text if it is free
 * @param attempts how often the request was sent, or may have been
 * @param operationName the provider's name of its operation, once it is accepted
 * @param operationEndpoint where the operation is polled, if it is not the request's endpoint
 * @param credential the name of the credential that the request was sent with; never the secret itself
 * @param dueAt when the next step may be done, UTC; {@link Instant#EPOCH} for at once
 * @param remoteExpiresAt when the provider deletes the results, UTC
 * @param failures how many steps have failed since the last one that succeeded
 * @param failure what the last failure means
 * @param errorMessage the last failure, or the provider's reasons for filtering the result, for people
 * @param currency the currency of the money
 * @param reservedNanos the price that was reserved, in 10^-9 units of the currency; empty if no price is known
 * @param reservedAt when it was reserved, UTC: the day of it decides which budgets it counts for
 * @param settledNanos what was charged in the end, in 10^-9 units; empty while it is not known
 * @param usageNanos what the provider has counted, in 10^-9 units
 * @param usageUnit the unit of it
 * @param reuses how often a later request was answered with the results of this job
 * @param submittedAt when the provider accepted it, UTC
 * @param completedAt when it ended, UTC
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
 */
@RecordBuilder
public record ProviderJob(
        JobId id,
        ProfileId profileId,
        ProjectId projectId,
        Optional<String> sceneId,
        MediaKind kind,
        String provider,
        Optional<String> model,
        Optional<LanguageTag> language,
        String request,
        Fingerprint fingerprint,
        int take,
        JobState state,
        long fence,
        String worker,
        int attempts,
        Optional<String> operationName,
        Optional<String> operationEndpoint,
        Optional<String> credential,
        Instant dueAt,
        Optional<Instant> remoteExpiresAt,
        int failures,
        Optional<FailureClass> failure,
        Optional<String> errorMessage,
        Optional<Currency> currency,
        Optional<Long> reservedNanos,
        Optional<Instant> reservedAt,
        Optional<Long> settledNanos,
        Optional<Long> usageNanos,
        Optional<String> usageUnit,
        long reuses,
        Optional<Instant> submittedAt,
        Optional<Instant> completedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** The worker of a job that no worker has claimed. */
    public static final String FREE = "";

    /** The longest pause before the next step of a job. A due time that is further away is due: a clock was wrong. */
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a required value is missing, a text contains a NUL or half a surrogate pair, a
     *     number is negative, or an instant is finer than a microsecond
     */
    public ProviderJob {
        Validate.required("id", id);
        Validate.required("profileId", profileId);
        Validate.required("projectId", projectId);
        Validate.text("projectId", projectId.value());
        Validate.text("sceneId", sceneId);
        Validate.required("kind", kind);
        Validate.required("provider", provider);
        Validate.notBlank("provider", provider);
        Validate.text("model", model);
        Validate.required("request", request);
        Validate.text("request", request);
        Validate.required("fingerprint", fingerprint);
        Validate.notNegative("take", take);
        Validate.required("state", state);
        Validate.notNegative("fence", fence);
        Validate.required("worker", worker);
        Validate.text("worker", worker);
        Validate.notNegative("attempts", attempts);
        Validate.text("operationName", operationName);
        Validate.text("operationEndpoint", operationEndpoint);
        Validate.text("credential", credential);
        Validate.required("dueAt", dueAt);
        Validate.micros("dueAt", dueAt);
        Validate.micros("remoteExpiresAt", remoteExpiresAt);
        Validate.notNegative("failures", failures);
        Validate.text("errorMessage", errorMessage);
        Validate.notNegative("reservedNanos", reservedNanos);
        Validate.micros("reservedAt", reservedAt);
        Validate.notNegative("settledNanos", settledNanos);
        Validate.notNegative("usageNanos", usageNanos);
        Validate.text("usageUnit", usageUnit);
        Validate.notNegative("reuses", reuses);
        Validate.micros("submittedAt", submittedAt);
        Validate.micros("completedAt", completedAt);
        Validate.required("createdAt", createdAt);
        Validate.micros("createdAt", createdAt);
        Validate.required("updatedAt", updatedAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** A builder of a new job: planned, free, due at once. */
    public static ProviderJobBuilder builder() {
        return ProviderJobBuilder.builder().state(JobState.PLANNED).worker(FREE).dueAt(Instant.EPOCH);
    }

    /** A builder with the values of this job, to make a changed copy. */
    public ProviderJobBuilder toBuilder() {
        return ProviderJobBuilder.builder(this);
    }

    /**
     * The request as it was asked.
     *
     * @throws StorageException.InvalidInput if the stored text is not a request
     */
    public JobRequest frozen() {
        return JobRequest.parse(new JsonText(request));
    }

    /**
     * The token that tells the provider's copies of this attempt apart from others: each attempt has its own, and a repetition of
     * the same attempt has the same.
     */
    public String clientToken() {
        return id + "-" + attempts;
    }

    /** What it was to cost when it was planned, which was reserved of its budgets; empty if that is not known. */
    public Optional<Money> price() {
        return money(reservedNanos);
    }

    /** What the provider has charged in the end, or the price if it does not say it; empty while the job goes on. */
    public Optional<Money> charged() {
        return money(settledNanos);
    }

    /** What it counts for: what was charged, or else its price. */
    public Optional<Money> cost() {
        return charged().or(this::price);
    }

    /**
     * Checks that a change of this job is allowed: the state stays or is one that may follow ({@link JobState#next}), and the
     * fence does not fall.
     *
     * @throws StorageException.Conflict if not
     * @throws StorageException.InvalidInput if {@code after} is another job
     */
    public void requireMayBecome(ProviderJob after) {
        if (!after.id.equals(id)) {
            throw new StorageException.InvalidInput("id", "The job " + id + " cannot become the job " + after.id + ".");
        }
        if (after.state != state && !state.next().contains(after.state)) {
            throw new StorageException.Conflict(
                    id.value(), "The job " + id + " is " + state + ", and cannot become " + after.state + ".");
        }
        if (after.fence < fence) {
            throw new StorageException.Conflict(
                    id.value(),
                    "The fence of the job " + id + " cannot fall from " + fence + " to " + after.fence + ".");
        }
    }

    private Optional<Money> money(Optional<Long> nanos) {
        return nanos.flatMap(amount -> currency.map(unit -> new Money(unit, amount)));
    }

    /** What the provider has counted; empty if it has not reported it. */
    public Optional<Usage> usage() {
        return usageNanos.flatMap(amount -> usageUnit.map(unit -> new Usage(amount, unit)));
    }
}
