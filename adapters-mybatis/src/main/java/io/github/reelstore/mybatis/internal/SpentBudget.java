package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import java.time.Instant;
import java.util.Currency;

/** A row of {@code budgets} with what is spent in one of its periods. */
record SpentBudget(
        BudgetScope scope,
        String subject,
        BudgetPeriod period,
        Currency currency,
        long limitNanos,
        Instant updatedAt,
        long spentNanos) {

    /**
     * The budget and what is spent of it.
     *
     * @param now an instant in the period
     */
    BudgetStatus status(Instant now) {
        return new BudgetStatus(
                new Budget(scope, subject, period, currency, limitNanos, updatedAt), period.at(now), spentNanos);
    }
}
