package io.github.reelstore.domain.ledger.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.Budget;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reserves the prices of jobs and settles them, in the transactions of the jobs. */
public final class JobMoney {

    private final Tx tx;
    private final List<Budget> budgets;

    /** What was reserved of each budget here, in 10^-9 units of its currency: for the earlier requests of a batch. */
    private final Map<Budget, Long> reserved = new HashMap<>();

    /** Reads the budgets of the transaction's profile. */
    public JobMoney(Tx tx) {
        this.tx = tx;
        this.budgets = tx.budgets().list();
    }

    /**
     * Reserves the price of a new job of all budgets that cover it.
     *
     * @param prices where its price was looked up
     * @throws StorageException.BudgetExceeded if a budget does not have as much left
     * @throws StorageException.InvalidInput if a budget covers the job, and its price is not known or has another currency
     */
    public void reserve(ProviderJob job, PriceTable prices) {
        for (Budget budget : budgets) {
            if (budget.covers(job)) {
                reserve(budget, job, prices);
            }
        }
    }

    private void reserve(Budget budget, ProviderJob job, PriceTable prices) {
        Money price = job.price().orElseThrow(() -> withoutPrice(budget, job, prices));
        if (!price.currency().equals(budget.currency())) {
            throw new StorageException.InvalidInput(
                    "currency",
                    "The budget (" + budget + ") is in " + budget.currency() + ", but the price of " + nameOf(job)
                            + " is " + price + "; give both the same currency.");
        }
        Instant at = job.reservedAt().orElseThrow();
        if (!tx.budgets().reserve(budget, at, price.nanos())) {
            throw exceeded(budget, at, price);
        }
        reserved.merge(budget, price.nanos(), Math::addExact);
    }

    private StorageException.BudgetExceeded exceeded(Budget budget, Instant at, Money price) {
        long others = reserved.getOrDefault(budget, 0L);
        Money left =
                budget.limit().minus(new Money(budget.currency(), tx.budgets().spent(budget, at) - others));
        return new StorageException.BudgetExceeded(
                budget.subject().isEmpty() ? budget.scope().value() : budget.subject(),
                "The budget (" + budget + ") has " + left + " left, and "
                        + (others == 0 ? "this costs " + price : "these requests cost more than that together")
                        + "; nothing was requested. Raise the budget"
                        + (budget.period() == BudgetPeriod.TOTAL ? "." : ", or wait for its next period."));
    }

    private StorageException.InvalidInput withoutPrice(Budget budget, ProviderJob job, PriceTable prices) {
        String why = prices.missingFor(job.frozen(), tx.now())
                .map(missing -> "the price of " + nameOf(job) + " needs " + missing
                        + ", which the request does not have; add it, change the price table, or state a price for the"
                        + " request.")
                .orElse("no price is known for " + nameOf(job)
                        + "; pass a price table that has it (--providers FILE), or state a price for the request.");
        return new StorageException.InvalidInput("price", "There is a budget (" + budget + "), but " + why);
    }

    private static String nameOf(ProviderJob job) {
        return Messages.quoted(job.provider())
                + job.model().map(model -> ", model " + Messages.quoted(model)).orElse("");
    }

    /**
     * Settles a job: corrects what its budgets have reserved. A charge cannot be booked if it is negative, in another currency than the
     * price, or so large that a budget cannot count it: the job is then settled at its price.
     *
     * @param charged what was charged; empty for the reserved price
     * @return what is to be stored in the job; empty if neither is known
     */
    public Optional<Money> settle(ProviderJob job, Optional<Money> charged) {
        Optional<Money> reserved = job.cost();
        Optional<Money> settled =
                charged.filter(amount -> isBookable(job, amount)).or(() -> reserved);
        settled.ifPresent(amount -> {
            long difference = difference(job, amount);
            if (difference != 0) {
                covering(job, amount).forEach(budget -> tx.budgets().settle(budget, reservedAt(job), difference));
            }
        });
        return settled;
    }

    private boolean isBookable(ProviderJob job, Money charged) {
        boolean comparable = charged.nanos() >= 0
                && job.cost()
                        .map(price -> price.currency().equals(charged.currency()))
                        .orElse(true);
        if (!comparable) {
            return false;
        }
        long difference = difference(job, charged);
        return difference <= 0
                || covering(job, charged)
                        .allMatch(budget -> tx.budgets().spent(budget, reservedAt(job)) <= Long.MAX_VALUE - difference);
    }

    private static long difference(ProviderJob job, Money charged) {
        return charged.nanos() - job.cost().map(Money::nanos).orElse(0L);
    }

    private Stream<Budget> covering(ProviderJob job, Money amount) {
        return budgets.stream()
                .filter(budget -> budget.covers(job) && budget.currency().equals(amount.currency()));
    }

    private static Instant reservedAt(ProviderJob job) {
        return job.reservedAt().orElse(job.createdAt());
    }
}
