package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.CostLine;
import java.util.Currency;
import java.util.Optional;

/** A line of a cost report as the database sums it up: each amount as a {@link SplitSum}. */
record CostSums(
        Optional<String> value,
        Optional<Currency> currency,
        long jobs,
        long chargedUnits,
        long chargedRest,
        long reservedUnits,
        long reservedRest,
        long reuses,
        long savedUnits,
        long savedRest) {

    CostLine toLine() {
        return new CostLine(
                value,
                currency,
                jobs,
                new SplitSum(chargedUnits, chargedRest).nanos(),
                new SplitSum(reservedUnits, reservedRest).nanos(),
                reuses,
                new SplitSum(savedUnits, savedRest).nanos());
    }
}
