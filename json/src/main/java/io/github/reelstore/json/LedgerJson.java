package io.github.reelstore.json;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.jobs.JobDetails;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Jobs, budgets and costs as JSON. Amounts of money are text, since programs that read decimals as doubles would change them: {@code
 * {"amount": "0.35", "currency": "USD"}}. Where the provider has a result is left out: it may be a signed URL.
 */
public final class LedgerJson {

    private LedgerJson() {}

    /** An amount of money. */
    public static JsonObject money(Money money) {
        return new JsonObject()
                .with("amount", money.amount().toPlainString())
                .with("currency", money.currency().getCurrencyCode());
    }

    /** A job with its frozen request. */
    public static JsonObject job(ProviderJob job) {
        return new JsonObject()
                .with("id", job.id())
                .with("profileId", job.profileId())
                .with("projectId", job.projectId())
                .with("sceneId", job.sceneId())
                .with("kind", JobRequest.nameOf(job.kind()))
                .with("provider", job.provider())
                .with("model", job.model())
                .with("language", job.language())
                .with("request", new JsonText(job.request()))
                .with("fingerprint", job.fingerprint())
                .with("take", job.take())
                .with("state", job.state())
                .with("attempts", job.attempts())
                .with("operationName", job.operationName())
                .with("operationEndpoint", job.operationEndpoint())
                .with("credential", job.credential())
                .with("dueAt", job.dueAt())
                .with("remoteExpiresAt", job.remoteExpiresAt())
                .with("failures", job.failures())
                .with("failure", job.failure())
                .with("errorMessage", job.errorMessage())
                .with("price", job.price().map(LedgerJson::money))
                .with("charged", job.charged().map(LedgerJson::money))
                .with("usage", job.usage().map(LedgerJson::usage))
                .with("reuses", job.reuses())
                .with("submittedAt", job.submittedAt())
                .with("completedAt", job.completedAt())
                .with("createdAt", job.createdAt())
                .with("updatedAt", job.updatedAt());
    }

    private static JsonObject usage(Usage usage) {
        return new JsonObject()
                .with("quantity", usage.quantity().toPlainString())
                .with("unit", usage.unit());
    }

    /** A job with its results and failed attempts. */
    public static JsonObject details(JobDetails details) {
        return job(details.job())
                .with("reusedFrom", details.reusedFrom())
                .with("results", results(details.results()))
                .with(
                        "failedAttempts",
                        details.attempts().stream().map(LedgerJson::attempt).toList());
    }

    private static List<JsonObject> results(List<JobResult> results) {
        return results.stream().map(LedgerJson::result).toList();
    }

    private static JsonObject result(JobResult result) {
        return new JsonObject()
                .with("position", result.position())
                .with("state", result.state())
                .with("rowId", result.rowId())
                .with("filePath", result.filePath())
                .with("contentHash", result.contentHash());
    }

    private static JsonObject attempt(JobAttempt attempt) {
        return new JsonObject()
                .with("number", attempt.number())
                .with("state", attempt.state())
                .with("failure", attempt.failure())
                .with("message", attempt.message())
                .with("firstAt", attempt.firstAt())
                .with("lastAt", attempt.lastAt())
                .with("times", attempt.times());
    }

    /**
     * The answer to a request: the job with {@code outcome} (planned, joined or reused), what reuse saved, and the job that was paid.
     *
     * @param saved what the request would have cost, if it was answered with earlier results and that is known
     */
    public static JsonObject requested(RequestedJob answer, Optional<Money> saved) {
        return job(answer.job())
                .with("outcome", outcomeOf(answer))
                .with("saved", saved.map(LedgerJson::money))
                .with(
                        "reusedFrom",
                        answer instanceof RequestedJob.Reused reused ? Optional.of(reused.from()) : Optional.empty())
                .with("results", answer instanceof RequestedJob.Reused reused ? results(reused.results()) : List.of());
    }

    /** What a request has led to, in one word: {@code planned}, {@code joined} or {@code reused}. */
    public static String outcomeOf(RequestedJob answer) {
        if (answer instanceof RequestedJob.Reused) {
            return "reused";
        }
        return answer instanceof RequestedJob.Joined ? "joined" : "planned";
    }

    /** What changed in a job, without its request. */
    public static JsonObject change(ProviderJob job) {
        return new JsonObject()
                .with("at", job.updatedAt())
                .with("job", job.id())
                .with("projectId", job.projectId())
                .with("provider", job.provider())
                .with("state", job.state())
                .with("attempts", job.attempts())
                .with("operationName", job.operationName())
                .with("failure", job.failure())
                .with("errorMessage", job.errorMessage())
                .with("cost", job.cost().map(LedgerJson::money));
    }

    /** A budget. */
    public static JsonObject budget(Budget budget) {
        return new JsonObject()
                .with("scope", budget.scope())
                .with("subject", Optional.of(budget.subject()).filter(subject -> !subject.isEmpty()))
                .with("period", budget.period())
                .with("limit", money(budget.limit()))
                .with("updatedAt", budget.updatedAt());
    }

    /** A budget with what is spent of it in its current period. */
    public static JsonObject budget(BudgetStatus status) {
        return budget(status.budget())
                .with("currentPeriod", Optional.of(status.period()).filter(period -> !period.isEmpty()))
                .with("spent", money(status.spent()))
                .with("left", money(status.left()));
    }

    /** A line of a cost report; amounts are null for jobs without a price. */
    public static JsonObject cost(CostLine line) {
        return new JsonObject()
                .with("group", line.group())
                .with("currency", line.currency().map(Object::toString))
                .with("jobs", line.jobs())
                .with("charged", amount(line, line.chargedNanos()))
                .with("reserved", amount(line, line.reservedNanos()))
                .with("reuses", line.reuses())
                .with("saved", amount(line, line.savedNanos()));
    }

    private static Optional<String> amount(CostLine line, long nanos) {
        return line.currency()
                .map(currency -> new Money(currency, nanos).amount().toPlainString());
    }
}
