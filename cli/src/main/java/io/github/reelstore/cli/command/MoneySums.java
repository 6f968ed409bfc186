package io.github.reelstore.cli.command;

import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.json.JsonObject;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums of money, one for each currency. */
final class MoneySums {

    private final Map<String, BigDecimal> sums = new TreeMap<>();

    /** Adds an amount, if there is one. */
    void add(Optional<Money> money) {
        money.ifPresent(amount -> add(amount.currency(), amount.amount()));
    }

    void add(Currency currency, BigDecimal amount) {
        sums.merge(currency.getCurrencyCode(), amount, BigDecimal::add);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** The sums, such as {@code 20 EUR and 1.05 USD}; {@code otherwise} if nothing was added. */
    String text(String otherwise) {
        return sums.isEmpty()
                ? otherwise
                : sums.entrySet().stream()
                        .map(sum -> plain(sum.getValue()) + " " + sum.getKey())
                        .collect(Collectors.joining(" and "));
    }

    List<JsonObject> json() {
        return sums.entrySet().stream()
                .map(sum ->
                        new JsonObject().with("amount", plain(sum.getValue())).with("currency", sum.getKey()))
                .toList();
    }

    private static String plain(BigDecimal amount) {
        BigDecimal shorter = amount.stripTrailingZeros();
        return (shorter.scale() < 0 ? shorter.setScale(0) : shorter).toPlainString();
    }
}
