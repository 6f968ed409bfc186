package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.LedgerJson;
import io.github.reelstore.json.LedgerSums;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The operations on budgets and costs. */
final class MoneyRoutes {

    private static final String ALL = Paths.API + "/budgets";
    private static final String ONE = ALL + "/{scope}/{period}";

    /** What a client sets of a budget. */
    private static final class Limit {
        private Optional<Money> limit = Optional.empty();
    }

    private static final Inputs<Limit> INPUTS = Inputs.of(MoneyInput.of(
            "limit",
            "What the jobs may cost in the period; \"0\" admits only what costs nothing.",
            (budget, value) -> budget.limit = value));

    private MoneyRoutes() {}

    static List<Route> all(RecordSchemas schemas, LedgerSchemas ledger) {
        Schema limit = schemas.named("NewBudget", INPUTS.schema("limit"));
        return List.of(
                Route.of(
                                "GET",
                                ALL,
                                "listBudgets",
                                "Lists the budgets, with what is spent and left of each in its current period.",
                                MoneyRoutes::list)
                        .answers(200, "The budgets.", ledger.budgets()),
                one(
                                "PUT",
                                "putBudget",
                                "Sets a budget, or replaces the one for the same jobs and period.",
                                MoneyRoutes::put)
                        .takes("application/json", limit)
                        .answers(200, "The budget.", ledger.budget()),
                one("DELETE", "deleteBudget", "Deletes a budget. What its jobs cost stays known.", MoneyRoutes::delete)
                        .answers(200, "What was deleted.", ledger.deletedBudget()),
                Route.of(
                                "GET",
                                Paths.API + "/costs",
                                "getCosts",
                                "Sums up what jobs cost, and what reuse saved.",
                                MoneyRoutes::costs)
                        .query(
                                "by",
                                "What the lines are for; the provider if it is not given.",
                                LedgerSchemas.DIMENSION)
                        .query("projectId", "Only the jobs of this project.", Schema.STRING)
                        .query("from", "Only jobs requested since this day (UTC) or time, in ISO 8601.", Schema.STRING)
                        .query("until", "Only jobs requested before this day (UTC) or time.", Schema.STRING)
                        .answers(200, "The lines, whose sum is always the total.", ledger.costs()));
    }

    private static Route one(String method, String id, String summary, Route.Action action) {
        return Route.of(method, ONE, id, summary, action)
                .path("scope", "Which jobs it limits: those of the profile, of a project or of a provider.")
                .path("period", "The period: day (UTC), month or total.")
                .query(
                        "subject",
                        "The id of the project, or the name of the provider; left out for the profile.",
                        Schema.STRING);
    }

    private static JobService jobs(Exchange exchange) {
        return exchange.store().jobs();
    }

    /** The budget that the request is about. */
    private record Selected(BudgetScope scope, String subject, BudgetPeriod period) {

        static Selected in(Exchange exchange) {
            return new Selected(
                    BudgetScope.of(exchange.path("scope")),
                    exchange.query("subject").orElse(""),
                    BudgetPeriod.of(exchange.path("period")));
        }

        BudgetStatus of(JobService jobs) {
            return jobs.budgets().stream()
                    .filter(status -> status.budget().scope() == scope
                            && status.budget().subject().equals(subject)
                            && status.budget().period() == period)
                    .findFirst()
                    .orElseThrow(Selected::missing);
        }

        static StorageException.NotFound missing() {
            return new StorageException.NotFound(
                    "budget", "There is no such budget; GET /budgets lists those that exist.");
        }
    }

    private static Answer list(Exchange exchange) {
        return Answer.json(
                200,
                new JsonObject()
                        .with(
                                "items",
                                jobs(exchange).budgets().stream()
                                        .map(LedgerJson::budget)
                                        .toList()));
    }

    private static Answer put(Exchange exchange) throws IOException {
        Selected selected = Selected.in(exchange);
        ObjectNode body = Uploads.json(exchange);
        Limit limit = new Limit();
        INPUTS.apply(body, limit);
        jobs(exchange)
                .setBudget(
                        selected.scope(),
                        selected.subject(),
                        selected.period(),
                        limit.limit.orElseThrow(() ->
                                new StorageException.InvalidInput("limit", "A budget needs the member \"limit\".")));
        return Answer.json(200, LedgerJson.budget(selected.of(jobs(exchange))));
    }

    private static Answer delete(Exchange exchange) {
        Selected selected = Selected.in(exchange);
        if (!jobs(exchange).deleteBudget(selected.scope(), selected.subject(), selected.period())) {
            throw Selected.missing();
        }
        return Answer.json(
                200,
                new JsonObject()
                        .with("scope", selected.scope().value())
                        .with("subject", Optional.of(selected.subject()).filter(text -> !text.isEmpty()))
                        .with("period", selected.period().value()));
    }

    private static Answer costs(Exchange exchange) {
        CostDimension by = exchange.query("by").map(CostDimension::of).orElse(CostDimension.PROVIDER);
        TimeRange created = new TimeRange(
                exchange.query("from").map(text -> time("from", text)),
                exchange.query("until").map(text -> time("until", text)));
        return Answer.json(
                200,
                LedgerSums.costs(
                        by, jobs(exchange).costs(by, exchange.query("projectId").map(ProjectId::new), created)));
    }

    /** A day begins at midnight, UTC. */
    private static Instant time(String name, String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new StorageException.InvalidInput(
                    name,
                    "The parameter " + name
                            + " is a day or a time in ISO 8601, such as 2026-11-22 or 2026-11-22T10:00:00Z;" + " not "
                            + Messages.quoted(text) + ".",
                    e);
        }
    }
}
