package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.time.Instant;
import java.util.Currency;

/**
 * A limit on what the jobs of a profile may cost in a period (table {@code budgets}).
 *
 * @param scope which jobs it limits
 * @param subject the project or provider; empty text for all jobs of the profile
 * @param period the period
 * @param currency the currency; jobs with a price in another one are refused
 * @param limitNanos the limit, in 10^-9 units of the currency; 0 admits only what costs nothing
 * @param updatedAt when it was set, UTC, with a precision of microseconds
 */
public record Budget(
        BudgetScope scope, String subject, BudgetPeriod period, Currency currency, long limitNanos, Instant updatedAt) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if the limit is negative, or the scope needs a subject that is missing, or has none
     *     and one is given
     */
    public Budget {
        Validate.notNegative("limit", limitNanos);
        Validate.text("subject", subject);
        Validate.micros("updatedAt", updatedAt);
        if (subject.isEmpty() != (scope == BudgetScope.PROFILE)) {
            throw new StorageException.InvalidInput(
                    "subject",
                    scope == BudgetScope.PROFILE
                            ? "A budget of the profile is not for one project or provider; leave it out."
                            : "A budget of a " + scope + " needs its "
                                    + (scope == BudgetScope.PROJECT ? "id." : "name."));
        }
    }

    /** The limit. */
    public Money limit() {
        return new Money(currency, limitNanos);
    }

    /** Whether it limits a job. */
    public boolean covers(ProviderJob job) {
        return switch (scope) {
            case PROFILE -> true;
            case PROJECT -> job.projectId().value().equals(subject);
            case PROVIDER -> job.provider().equals(subject);
        };
    }

    /** Whether it is the budget that another one replaces: that of the same scope, subject and period. */
    public boolean isReplacedBy(Budget other) {
        return isForSameJobs(other) && period == other.period;
    }

    /** Whether it limits all jobs that another one limits, whatever jobs there are. */
    public boolean includes(Budget other) {
        return scope == BudgetScope.PROFILE || isForSameJobs(other);
    }

    private boolean isForSameJobs(Budget other) {
        return scope == other.scope && subject.equals(other.subject);
    }

    /** For people: {@code 20 USD a day for provider veo}. */
    @Override
    public String toString() {
        String time = period == BudgetPeriod.TOTAL ? " in total" : " a " + period;
        return limit() + time + (scope == BudgetScope.PROFILE ? "" : " for " + scope + " " + subject);
    }
}
