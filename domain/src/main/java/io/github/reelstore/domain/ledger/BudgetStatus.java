package io.github.reelstore.domain.ledger;

/**
 * A budget and what is spent of it in its current period.
 *
 * @param budget the budget
 * @param period the current period, see {@link BudgetPeriod#at}
 * @param spentNanos what was charged and what is reserved in this period, in 10^-9 units of the budget's currency
 */
public record BudgetStatus(Budget budget, String period, long spentNanos) {

    /** What was charged and what is reserved. */
    public Money spent() {
        return new Money(budget.currency(), spentNanos);
    }

    /** What is left; negative if the budget was set below what was spent already, or a provider charged more than its price. */
    public Money left() {
        return budget.limit().minus(spent());
    }
}
