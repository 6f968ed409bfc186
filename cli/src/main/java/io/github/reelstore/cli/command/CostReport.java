package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CsvTable;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.LedgerSums;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What jobs cost, as text, JSON and CSV. */
final class CostReport {

    private static final String UNASSIGNED = "unassigned";

    private final CostDimension by;
    private final List<CostLine> lines;

    CostReport(CostDimension by, List<CostLine> lines) {
        this.by = by;
        this.lines = lines;
    }

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
    }

    private static BigDecimal amount(long nanos) {
        return BigDecimal.valueOf(nanos, Money.DECIMALS);
    }

    private static String plain(BigDecimal amount) {
        BigDecimal shorter = amount.stripTrailingZeros();
        return (shorter.scale() < 0 ? shorter.setScale(0) : shorter).toPlainString();
    }

    /** By currency; jobs without a price have an empty one. */
    private Map<String, Total> totals() {
        Map<String, Total> totals = new TreeMap<>();
        lines.forEach(line ->
                totals.computeIfAbsent(currencyOf(line), any -> new Total()).add(line));
        return totals;
    }

    private static String currencyOf(CostLine line) {
        return line.currency().map(Object::toString).orElse("");
    }

    private static String groupOf(CostLine line) {
        return line.group().orElse(UNASSIGNED);
    }

    JsonObject json() {
        return LedgerSums.costs(by, lines);
    }

    /** Without totals, which would count twice in a sum. */
    String csv() {
        CsvTable table = new CsvTable(by.value(), "currency", "jobs", "charged", "reserved", "reuses", "saved");
        for (CostLine line : lines) {
            table.row(
                    groupOf(line),
                    currencyOf(line),
                    line.jobs(),
                    number(line, line.chargedNanos()),
                    number(line, line.reservedNanos()),
                    line.reuses(),
                    number(line, line.savedNanos()));
        }
        return table.render();
    }

    private static Object number(CostLine line, long nanos) {
        return line.currency().isPresent() ? new BigDecimal(plain(amount(nanos))) : "";
    }

    String text(Layout layout, Reelstore store) {
        if (lines.isEmpty()) {
            return "No jobs.\n";
        }
        boolean titles = by == CostDimension.PROJECT;
        List<String> headings = new ArrayList<>(List.of(by.value().toUpperCase(Locale.ROOT)));
        if (titles) {
            headings.add("TITLE");
        }
        headings.addAll(List.of("JOBS", "CHARGED", "RESERVED", "REUSED", "SAVED"));
        TextTable table = new TextTable(layout, titles ? 1 : 0, headings.toArray(String[]::new));
        for (CostLine line : lines) {
            table.row(cells(
                    groupOf(line),
                    titles ? Optional.of(titleOf(line, store)) : Optional.empty(),
                    line.jobs(),
                    money(line, line.chargedNanos()),
                    money(line, line.reservedNanos()),
                    line.reuses(),
                    money(line, line.savedNanos())));
        }
        totals().forEach((currency, total) -> table.row(cells(
                "total",
                titles ? Optional.of("") : Optional.empty(),
                total.jobs,
                money(currency, total.charged),
                money(currency, total.reserved),
                total.reuses,
                money(currency, total.saved))));
        return table.render();
    }

    private static String[] cells(
            String group,
            Optional<String> title,
            long jobs,
            String charged,
            String reserved,
            long reuses,
            String saved) {
        return Stream.concat(
                        Stream.concat(Stream.of(group), title.stream()),
                        Stream.of(Long.toString(jobs), charged, reserved, Long.toString(reuses), saved))
                .toArray(String[]::new);
    }

    /** A project that was deleted has no title any more. */
    private static String titleOf(CostLine line, Reelstore store) {
        return line.group()
                .flatMap(id -> store.readOnly(tx -> tx.projects().find(new ProjectId(id))))
                .map(VideoProject::title)
                .orElse("-");
    }

    private static String money(CostLine line, long nanos) {
        return money(currencyOf(line), amount(nanos));
    }

    private static String money(String currency, BigDecimal amount) {
        return currency.isEmpty() ? "-" : plain(amount) + " " + currency;
    }
}
