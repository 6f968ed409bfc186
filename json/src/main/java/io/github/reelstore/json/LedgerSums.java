package io.github.reelstore.json;

import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Several jobs or costs as JSON, with their sums, one for each currency. */
public final class LedgerSums {

    private LedgerSums() {}

    /** The sums of one currency, or of the jobs without a price. */
    private static final class Total {
        private long jobs;
        private long reuses;
        private BigDecimal charged = BigDecimal.ZERO;
        private BigDecimal reserved = BigDecimal.ZERO;
        private BigDecimal saved = BigDecimal.ZERO;

        void add(CostLine line) {
            jobs += line.jobs();
            reuses += line.reuses();
            charged = charged.add(amount(line.chargedNanos()));
            reserved = reserved.add(amount(line.reservedNanos()));
            saved = saved.add(amount(line.savedNanos()));
        }

        JsonObject json(Optional<String> currency) {
            return new JsonObject()
                    .with("currency", currency)
                    .with("jobs", jobs)
                    .with("charged", currency.map(any -> plain(charged)))
                    .with("reserved", currency.map(any -> plain(reserved)))
                    .with("reuses", reuses)
                    .with("saved", currency.map(any -> plain(saved)));
        }
    }

    /** A cost report: its lines as {@code items}, and the {@code totals} of each currency. */
    public static JsonObject costs(CostDimension by, List<CostLine> lines) {
        Map<String, Total> totals = new TreeMap<>();
        for (CostLine line : lines) {
            totals.computeIfAbsent(line.currency().map(Object::toString).orElse(""), any -> new Total())
                    .add(line);
        }
        return new JsonObject()
                .with("by", by.value())
                .with("items", lines.stream().map(LedgerJson::cost).toList())
                .with(
                        "totals",
                        totals.entrySet().stream()
                                .map(total -> total.getValue()
                                        .json(Optional.of(total.getKey()).filter(code -> !code.isEmpty())))
                                .toList());
    }

    /**
     * The answers to several requests as {@code items}, how many of each outcome there are, what the planned jobs cost together,
     * and what reuse saved.
     *
     * @param saved for each answer, what it would have cost if it was answered with earlier results and that is known
     */
    public static JsonObject requested(List<RequestedJob> answers, List<Optional<Money>> saved) {
        List<JsonObject> items = new ArrayList<>();
        Map<String, BigDecimal> price = new TreeMap<>();
        Map<String, BigDecimal> savings = new TreeMap<>();
        long withoutPrice = 0;
        for (int i = 0; i < answers.size(); i++) {
            RequestedJob answer = answers.get(i);
            items.add(LedgerJson.requested(answer, saved.get(i)));
            saved.get(i).ifPresent(money -> add(savings, money));
            if (answer instanceof RequestedJob.Planned planned) {
                planned.job().price().ifPresent(money -> add(price, money));
                withoutPrice += planned.job().price().isEmpty() ? 1 : 0;
            }
        }
        return new JsonObject()
                .with("items", items)
                .with("planned", count(answers, RequestedJob.Planned.class))
                .with("joined", count(answers, RequestedJob.Joined.class))
                .with("reused", count(answers, RequestedJob.Reused.class))
                .with("price", sums(price))
                .with("withoutPrice", withoutPrice)
                .with("saved", sums(savings));
    }

    private static long count(List<RequestedJob> answers, Class<? extends RequestedJob> outcome) {
        return answers.stream().filter(outcome::isInstance).count();
    }

    private static void add(Map<String, BigDecimal> sums, Money money) {
        sums.merge(money.currency().getCurrencyCode(), money.amount(), BigDecimal::add);
    }

    private static List<JsonObject> sums(Map<String, BigDecimal> sums) {
        return sums.entrySet().stream()
                .map(sum ->
                        new JsonObject().with("amount", plain(sum.getValue())).with("currency", sum.getKey()))
                .toList();
    }

    private static BigDecimal amount(long nanos) {
        return BigDecimal.valueOf(nanos, Money.DECIMALS);
    }

    private static String plain(BigDecimal amount) {
        BigDecimal shorter = amount.stripTrailingZeros();
        return (shorter.scale() < 0 ? shorter.setScale(0) : shorter).toPlainString();
    }
}
