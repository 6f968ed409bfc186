package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The budgets of the transaction's profile, what is spent of them, and what jobs cost. What is spent of a budget in a period is
 * what its jobs cost whose price was reserved in that period; jobs without a price count in the period in which they were created.
 */
public interface BudgetRepository {

    /** Returns all budgets, ordered by scope, subject and period. */
    List<Budget> list();

    /** Returns all budgets with what is spent of each in its period of {@link Tx#now}, in the order of {@link #list}. */
    List<BudgetStatus> statuses();

    /**
     * Inserts a budget or replaces the one of the same scope, subject and period. What was spent of it before, in the period of
     * {@link Tx#now}, is summed up from the jobs with its currency; other periods keep what was spent in them, unless the currency
     * changes. A sum that is too large counts as the largest amount there is, so that nothing is left of the budget.
     */
    void put(Budget budget);

    /**
     * Deletes a budget, with what is known of its spending.
     *
     * @return whether it existed
     */
    boolean delete(BudgetScope scope, String subject, BudgetPeriod period);

    /**
     * Reserves an amount of a budget, unless that would pass its limit as it is stored: one conditional update. An amount of 0 is reserved
     * even if more than the limit is spent.
     *
     * @param at when it is reserved, which decides the period
     * @param nanos the amount in 10^-9 units of the budget's currency, at least 0
     * @return whether it was reserved; false as well if there is no such budget any more, or it has another currency now
     * @throws StorageException.InvalidInput if the amount is negative
     */
    boolean reserve(Budget budget, Instant at, long nanos);

    /**
     * Corrects what is spent of a budget. It may pass the limit: the provider has charged it. Has no effect for a period in which
     * nothing was reserved, since the budget did not exist then.
     *
     * @param at when the price was reserved, which decides the period
     * @param nanos what is added, in 10^-9 units of the budget's currency; negative for a refund
     * @throws StorageException.InvalidInput if the sum is too large
     */
    void settle(Budget budget, Instant at, long nanos);

    /** What was spent of a budget in the period of an instant, in 10^-9 units of its currency; 0 if it did not exist then. */
    long spent(Budget budget, Instant at);

    /**
     * Sums up what jobs cost: one line for each value and currency, those that have no value included, so that the sum of all lines
     * is always the total. Ordered by value, those without one last, then by currency. A scene is its project, a slash and its id.
     * The amount of a job is what it was charged, or what is reserved for it while that is not known. A sum that is too large is the
     * largest amount there is.
     *
     * @param project only the jobs of a project
     * @param created only the jobs that were created in this range
     */
    List<CostLine> costs(CostDimension by, Optional<ProjectId> project, TimeRange created);
}
