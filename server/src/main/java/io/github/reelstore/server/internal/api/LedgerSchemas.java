package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.json.LedgerJson;
import io.github.reelstore.json.LedgerSums;
import io.github.reelstore.server.internal.http.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The schemas of jobs, budgets and costs: what {@link LedgerJson} and {@link LedgerSums} write. */
final class LedgerSchemas {

    private static final Schema NULLABLE_TEXT = Schema.STRING.nullable();
    private static final Schema TIME = Schema.STRING.with("format", "date-time");
    private static final Schema KIND = Schema.oneOf(List.of("image", "audio", "video"));

    static final Schema STATE = values(JobState.values(), JobState::value);
    static final Schema SCOPE = values(BudgetScope.values(), BudgetScope::value);
    static final Schema PERIOD = values(BudgetPeriod.values(), BudgetPeriod::value);
    static final Schema DIMENSION = values(CostDimension.values(), CostDimension::value);

    /** An amount of money, as clients state it. It is text, since not every program reads decimals exactly. */
    static final Schema STATED_MONEY = object(Map.of(
            "amount",
            Schema.STRING.with("examples", List.of("0.35")),
            "currency",
            Schema.STRING.with("examples", List.of("USD"))));

    private final RecordSchemas schemas;
    private final Schema money;

    LedgerSchemas(RecordSchemas schemas) {
        this.schemas = schemas;
        this.money = schemas.named("Money", STATED_MONEY);
    }

    Schema money() {
        return money;
    }

    private static <E> Schema values(E[] values, Function<E, String> name) {
        return Schema.oneOf(Arrays.stream(values).map(name).toList());
    }

    private static Schema object(Map<String, Schema> members) {
        return Schema.object(members, members.keySet());
    }

    private Map<String, Schema> jobMembers() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("id", Schema.STRING);
        members.put("profileId", Schema.STRING);
        members.put("projectId", Schema.STRING);
        members.put("sceneId", NULLABLE_TEXT);
        members.put("kind", KIND);
        members.put("provider", Schema.STRING);
        members.put("model", NULLABLE_TEXT);
        members.put("language", NULLABLE_TEXT);
        members.put("request", Schema.of("object"));
        members.put("fingerprint", Schema.STRING);
        members.put("take", Schema.INTEGER);
        members.put("state", STATE);
        members.put("attempts", Schema.INTEGER);
        members.put("operationName", NULLABLE_TEXT);
        members.put("operationEndpoint", NULLABLE_TEXT);
        members.put("credential", NULLABLE_TEXT);
        members.put("dueAt", TIME);
        members.put("remoteExpiresAt", TIME.nullable());
        members.put("failures", Schema.INTEGER);
        members.put("failure", NULLABLE_TEXT);
        members.put("errorMessage", NULLABLE_TEXT);
        members.put("price", money.nullable());
        members.put("charged", money.nullable());
        members.put(
                "usage",
                object(Map.of("quantity", Schema.STRING, "unit", Schema.STRING)).nullable());
        members.put("reuses", Schema.INTEGER);
        members.put("submittedAt", TIME.nullable());
        members.put("completedAt", TIME.nullable());
        members.put("createdAt", TIME);
        members.put("updatedAt", TIME);
        return members;
    }

    Schema job() {
        return schemas.named("Job", object(jobMembers()));
    }

    Schema jobPage() {
        return schemas.named("JobPage", object(Map.of("items", Schema.listOf(job()), "nextCursor", NULLABLE_TEXT)));
    }

    Schema details() {
        Map<String, Schema> attempt = new LinkedHashMap<>();
        attempt.put("number", Schema.INTEGER);
        attempt.put("state", STATE);
        attempt.put("failure", values(FailureClass.values(), FailureClass::value));
        attempt.put("message", Schema.STRING);
        attempt.put("firstAt", TIME);
        attempt.put("lastAt", TIME);
        attempt.put("times", Schema.INTEGER);
        Map<String, Schema> members = jobMembers();
        members.put("reusedFrom", NULLABLE_TEXT);
        members.put("results", Schema.listOf(result()));
        members.put("failedAttempts", Schema.listOf(schemas.named("FailedAttempt", object(attempt))));
        return schemas.named("JobDetails", object(members));
    }

    private Schema result() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("position", Schema.INTEGER);
        members.put("state", values(ResultState.values(), ResultState::value));
        members.put("rowId", NULLABLE_TEXT);
        members.put("filePath", NULLABLE_TEXT);
        members.put("contentHash", NULLABLE_TEXT);
        return schemas.named("JobResult", object(members));
    }

    Schema requested() {
        Map<String, Schema> members = jobMembers();
        members.put("outcome", Schema.oneOf(List.of("planned", "joined", "reused")));
        members.put("saved", money.nullable());
        members.put("reusedFrom", NULLABLE_TEXT);
        members.put("results", Schema.listOf(result()));
        return schemas.named("RequestedJob", object(members));
    }

    Schema requestedAll() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("items", Schema.listOf(requested()));
        members.put("planned", Schema.INTEGER);
        members.put("joined", Schema.INTEGER);
        members.put("reused", Schema.INTEGER);
        members.put("price", Schema.listOf(money));
        members.put("withoutPrice", Schema.INTEGER);
        members.put("saved", Schema.listOf(money));
        return schemas.named("RequestedJobs", object(members));
    }

    Schema budget() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("scope", SCOPE);
        members.put("subject", NULLABLE_TEXT);
        members.put("period", PERIOD);
        members.put("limit", money);
        members.put("updatedAt", TIME);
        members.put("currentPeriod", NULLABLE_TEXT);
        members.put("spent", money);
        members.put("left", money);
        return schemas.named("Budget", object(members));
    }

    Schema budgets() {
        return schemas.named("Budgets", object(Map.of("items", Schema.listOf(budget()))));
    }

    Schema deletedBudget() {
        return schemas.named(
                "DeletedBudget", object(Map.of("scope", SCOPE, "subject", NULLABLE_TEXT, "period", PERIOD)));
    }

    Schema costs() {
        Map<String, Schema> total = new LinkedHashMap<>();
        total.put("currency", NULLABLE_TEXT);
        total.put("jobs", Schema.INTEGER);
        total.put("charged", NULLABLE_TEXT);
        total.put("reserved", NULLABLE_TEXT);
        total.put("reuses", Schema.INTEGER);
        total.put("saved", NULLABLE_TEXT);
        Map<String, Schema> line = new LinkedHashMap<>();
        line.put("group", NULLABLE_TEXT);
        line.putAll(total);
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("by", DIMENSION);
        members.put("items", Schema.listOf(schemas.named("CostLine", object(line))));
        members.put("totals", Schema.listOf(schemas.named("CostTotal", object(total))));
        return schemas.named("Costs", object(members));
    }
}
