package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.internal.CodePoints;
import java.util.Comparator;
import java.util.Currency;
import java.util.Optional;

/**
 * One line of a cost report: all jobs of one group and one currency.
 *
 * @param group the value of the dimension, such as a provider; empty for jobs that have no such value
 * @param currency the currency; empty for jobs without a price
 * @param jobs how many jobs
 * @param chargedNanos what was charged for those that have ended, in 10^-9 units
 * @param reservedNanos what is reserved for those that have not, in 10^-9 units
 * @param reuses how many requests were answered with the results of these jobs
 * @param savedNanos what these requests would have cost, in 10^-9 units
 */
public record CostLine(
        Optional<String> group,
        Optional<Currency> currency,
        long jobs,
        long chargedNanos,
        long reservedNanos,
        long reuses,
        long savedNanos) {

    /** By group, then by currency, both in the order of their code points; those without one last. */
    public static final Comparator<CostLine> ORDER = Comparator.comparing(
                    CostLine::group, lastIfEmpty(CodePoints.ORDER))
            .thenComparing(CostLine::currency, lastIfEmpty(Comparator.comparing(Currency::getCurrencyCode)));

    private static <T> Comparator<Optional<T>> lastIfEmpty(Comparator<T> order) {
        return (a, b) -> a.isPresent() && b.isPresent()
                ? order.compare(a.get(), b.get())
                : Boolean.compare(a.isEmpty(), b.isEmpty());
    }
}
