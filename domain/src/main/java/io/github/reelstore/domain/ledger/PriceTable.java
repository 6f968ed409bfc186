package io.github.reelstore.domain.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The prices of providers, which change often: they are configuration.
 *
 * @param prices the prices, in any order
 */
public record PriceTable(List<Price> prices) {

    /** No price is known. */
    public static final PriceTable EMPTY = new PriceTable(List.of());

    public PriceTable {
        prices = List.copyOf(prices);
    }

    /**
     * The price of a request on the day of an instant: that of its model before that of every model, and of several the one with
     * the latest first day.
     *
     * @return empty if no price is known
     */
    public Optional<Money> priceOf(JobRequest request, Instant now) {
        return entryOf(request, now).flatMap(price -> price.of(request));
    }

    /**
     * What a request lacks, on the day of an instant, so that its price is not known though the table has one for it: a number as a
     * parameter, or a text.
     *
     * @return a few words for people; empty if the price is known, or the table has none
     */
    public Optional<String> missingFor(JobRequest request, Instant now) {
        return entryOf(request, now).flatMap(price -> price.missing(request));
    }

    private Optional<Price> entryOf(JobRequest request, Instant now) {
        return prices.stream()
                .filter(price -> price.isFor(request, now))
                .max(Comparator.comparing((Price price) -> price.model().isPresent())
                        .thenComparing(Price::from));
    }
}
