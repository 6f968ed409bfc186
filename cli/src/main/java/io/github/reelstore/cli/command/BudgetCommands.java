package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.LedgerJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore budget ...}. */
@Command(
        addMethodSubcommands = false,
        name = "budget",
        description =
                "Limits what jobs may cost. A request that would pass a limit is refused before anything is sent.")
public final class BudgetCommands {

    private final CliContext context;

    public BudgetCommands(CliContext context) {
        this.context = context;
    }

    /** Which budget a command is about. */
    static final class Selection {

        @Option(
                names = "--project",
                paramLabel = "ID",
                description = "the jobs of this project (default: all of the profile)")
        private @Nullable ProjectId project;

        @Option(
                names = "--provider",
                paramLabel = "P",
                converter = Conversions.NotBlank.class,
                description = "the jobs of this provider")
        private @Nullable String provider;

        @Option(
                names = "--per",
                required = true,
                paramLabel = "PERIOD",
                description = "the period: day (in UTC), month or total")
        private @Nullable BudgetPeriod period;

        BudgetScope scope() {
            if (project != null && provider != null) {
                throw new WrongUsage("Specify only one of these: --project=<ID> or --provider=<P>.");
            }
            if (project != null) {
                return BudgetScope.PROJECT;
            }
            return provider == null ? BudgetScope.PROFILE : BudgetScope.PROVIDER;
        }

        String subject() {
            if (project != null) {
                return project.value();
            }
            return provider == null ? "" : provider;
        }

        BudgetPeriod period() {
            if (period == null) {
                throw new IllegalStateException("picocli requires --per");
            }
            return period;
        }

        boolean isOf(Budget budget) {
            return budget.scope() == scope() && budget.subject().equals(subject()) && budget.period() == period();
        }
    }

    @Command(
            name = "set",
            description = "Sets a budget, or replaces the one for the same jobs and period.",
            footer =
                    "What these jobs have cost in the period already counts: a job counts when it is planned, not when it is sent. A job is refused if its price is not known or in another"
                            + " currency. 0 admits only what costs nothing.")
    void set(
            @Mixin Selection selection,
            @Parameters(index = "0", paramLabel = "AMOUNT", description = "the limit, such as 20 USD") String amount,
            @Parameters(index = "1", arity = "0..1", paramLabel = "CURRENCY", description = "its currency (ISO 4217)")
                    @Nullable String currency) {
        Money limit = WrongUsage.unless(() -> Conversions.price(currency == null ? amount : amount + " " + currency));
        BudgetScope scope = selection.scope();
        JobService jobs = context.storeToWrite().jobs();
        jobs.setBudget(scope, selection.subject(), selection.period(), limit);
        BudgetStatus status = jobs.budgets().stream()
                .filter(one -> selection.isOf(one.budget()))
                .findFirst()
                .orElseThrow(() -> new StorageException.NotFound("budget", "The budget was deleted again just now."));
        context.print(
                LedgerJson.budget(status),
                layout -> "Budget: " + SafeText.of(status.budget().toString()) + ". Spent so far: " + status.spent()
                        + ".\n" + (scope == BudgetScope.PROVIDER ? unknown(jobs, selection.subject()) : ""));
    }

    /** A slip in the name would leave the provider without a limit. */
    private static String unknown(JobService jobs, String provider) {
        List<String> known = jobs.costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS).stream()
                .map(CostLine::group)
                .flatMap(Optional::stream)
                .toList();
        return known.isEmpty() || known.contains(provider)
                ? ""
                : "No job has the provider " + SafeText.of(Messages.quoted(provider)) + " yet; there are "
                        + SafeText.of(String.join(", ", known)) + ".\n";
    }

    @Command(
            name = "list",
            description = "Lists the budgets, with what is spent and left of each in the current period.")
    void list() {
        List<BudgetStatus> budgets = context.storeToRead().jobs().budgets();
        context.print(
                new JsonObject()
                        .with("items", budgets.stream().map(LedgerJson::budget).toList()),
                layout -> {
                    if (budgets.isEmpty()) {
                        return "No budgets in profile " + context.store().profile() + ".\n";
                    }
                    TextTable table = new TextTable(layout, 0, "FOR", "PER", "LIMIT", "SPENT", "LEFT");
                    budgets.forEach(status -> table.row(
                            nameOf(status.budget()),
                            status.budget().period().value(),
                            status.budget().limit().toString(),
                            status.spent().toString(),
                            status.left().toString()));
                    return table.render();
                });
    }

    private static String nameOf(Budget budget) {
        return budget.scope() == BudgetScope.PROFILE ? "all jobs" : budget.scope() + " " + budget.subject();
    }

    @Command(name = "delete", description = "Deletes a budget. What its jobs cost stays known.")
    void delete(@Mixin Selection selection) {
        BudgetScope scope = selection.scope();
        if (!context.storeToWrite().jobs().deleteBudget(scope, selection.subject(), selection.period())) {
            throw new StorageException.NotFound(
                    "budget", "There is no such budget; \"reelstore budget list\" lists those that exist.");
        }
        context.print(
                new JsonObject()
                        .with("scope", scope)
                        .with("subject", Optional.of(selection.subject()).filter(text -> !text.isEmpty()))
                        .with("period", selection.period()),
                layout -> "Deleted the budget.\n");
    }
}
