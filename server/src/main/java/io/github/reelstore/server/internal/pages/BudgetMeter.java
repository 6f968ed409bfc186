package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is spent of a budget, as the pages show it.
 *
 * @param name the jobs that it limits
 * @param period the period, such as {@code a day}
 * @param spent what is spent, without the currency
 * @param limit the limit, with the currency
 * @param left what is left
 * @param width the class of the width of what is spent
 * @param level {@code full} if nothing is left, {@code near} if little is, else {@code fine}
 */
public record BudgetMeter(
        String name, String period, String spent, String limit, String left, String width, String level) {

    private static final double NEAR = 0.8;

    /** The budgets of a profile, those of the profile and of providers first; not more than a person reads. */
    static List<BudgetMeter> first(Tx tx, int limit) {
        return tx.budgets().statuses().stream()
                .sorted(Comparator.comparing(status -> status.budget().scope() == BudgetScope.PROJECT))
                .limit(limit)
                .map(BudgetMeter::of)
                .toList();
    }

    /** The budget of which the largest share is spent; empty without budgets. */
    static Optional<BudgetMeter> strictest(Reelstore store) {
        return store.jobs().budgets().stream()
                .reduce((one, other) -> share(other) > share(one) ? other : one)
                .map(BudgetMeter::of);
    }

    private static BudgetMeter of(BudgetStatus status) {
        Budget budget = status.budget();
        double share = share(status);
        return new BudgetMeter(
                budget.scope() == BudgetScope.PROFILE ? "All jobs" : budget.scope() + " " + budget.subject(),
                budget.period() == BudgetPeriod.TOTAL ? "in total" : "a " + budget.period(),
                status.spent().amount().toPlainString(),
                budget.limit().toString(),
                status.left().toString(),
                Lengths.shareClass(share),
                share >= 1 ? "full" : share >= NEAR ? "near" : "fine");
    }

    /** Nothing is left of a budget of zero. */
    private static double share(BudgetStatus status) {
        long limit = status.budget().limitNanos();
        return limit == 0 ? 1 : (double) status.spentNanos() / limit;
    }

    /** For people and screen readers: {@code 12.5 of 20 USD a day spent, provider veo}. */
    public String text() {
        return spent + " of " + limit + " spent " + period + ", " + name;
    }
}
