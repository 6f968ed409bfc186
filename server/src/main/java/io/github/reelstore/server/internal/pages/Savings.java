package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is saved because nothing is stored or generated twice.
 *
 * @param shared the files that rows share
 * @param bytes how much room that saves
 * @param reuses how many paid requests were answered with earlier results
 * @param money what these would have cost, in each currency
 */
public record Savings(SharedFiles shared, String bytes, long reuses, List<String> money) {

    static Savings of(Tx tx) {
        SharedFiles shared = tx.maintenance().sharedFiles();
        List<CostLine> lines = tx.budgets().costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS);
        return new Savings(
                shared,
                Display.bytes(shared.savedBytes()),
                lines.stream().mapToLong(CostLine::reuses).sum(),
                sums(lines).stream().map(Money::toString).toList());
    }

    private static Collection<Money> sums(List<CostLine> lines) {
        Map<String, Money> sums = new TreeMap<>();
        lines.stream()
                .filter(line -> line.savedNanos() > 0)
                .flatMap(line -> line.currency().map(currency -> new Money(currency, line.savedNanos())).stream())
                .forEach(saved -> sums.merge(saved.currency().getCurrencyCode(), saved, Savings::plus));
        return sums.values();
    }

    /** A sum of positive amounts; like those of the lines, the largest amount there is if it is too large. */
    private static Money plus(Money one, Money other) {
        long sum = one.nanos() + other.nanos();
        return new Money(one.currency(), sum < 0 ? Long.MAX_VALUE : sum);
    }
}
