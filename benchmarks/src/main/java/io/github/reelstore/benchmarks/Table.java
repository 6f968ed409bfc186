package io.github.reelstore.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measured lines as Markdown and as a plot. Lines that miss their goal come first. */
final class Table implements Result {

    private final String title;
    private final String otherName;
    private final List<Line> lines = new ArrayList<>();

    Table(String title, String otherName) {
        this.title = title;
        this.otherName = otherName;
    }

    /**
     * A measured line.
     *
     * @param work what was done
     * @param unit the unit of the figures
     * @param scale the figure of one measured value
     * @param before the ratio at commit f6881f8, as text
     */
    private record Line(String work, String unit, double scale, Comparison measured, String before, Goal goal) {

        double ratio() {
            return goal.ratio(Comparison.median(measured.ratios()));
        }

        boolean isMet() {
            return goal.isMet(ratio());
        }

        String verdict() {
            if (goal.kind() == Goal.Kind.NONE) {
                return "";
            }
            return isMet() ? "met" : "**missed**";
        }

        String figures(double[] values) {
            return "%s (%s-%s) %s"
                    .formatted(
                            digits(scale * Comparison.median(values)),
                            digits(scale * Comparison.quantile(values, 0.25)),
                            digits(scale * Comparison.quantile(values, 0.75)),
                            unit);
        }

        String spread() {
            double low = goal.ratio(Comparison.quantile(measured.ratios(), 0.25));
            double high = goal.ratio(Comparison.quantile(measured.ratios(), 0.75));
            return "%.2f (%.2f-%.2f)".formatted(ratio(), Math.min(low, high), Math.max(low, high));
        }
    }

    /** Adds a line whose figures are milliseconds for one of a number of units. */
    void add(String work, int units, Comparison measured, String before, Goal goal) {
        add(work, "ms", 1e3 / units, measured, before, goal);
    }

    void add(String work, String unit, double scale, Comparison measured, String before, Goal goal) {
        Line line = new Line(work, unit, scale, measured, before, goal);
        lines.add(line);
        System.err.println(work + ": " + line.spread() + ", goal " + goal);
    }

    private List<Line> sorted() {
        return lines.stream().sorted(Comparator.comparing(Line::isMet)).toList();
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder("## " + title + "\n\nMedians, in brackets the quartiles. "
                + Machine.describe() + "\n\n| work | Reelstore | " + otherName
                + " | ratio | at f6881f8 | goal | |\n|---|---|---|---|---|---|---|\n");
        for (Line line : sorted()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            line.work,
                            line.figures(line.measured.ours()),
                            line.figures(line.measured.other()),
                            line.spread(),
                            line.before,
                            line.goal,
                            line.verdict()));
        }
        return text.toString();
    }

    /** A bar for each ratio as a part of its goal: to the right of the line, the goal is met. */
    @Override
    public String svg() {
        int row = 26;
        int height = 40 + row * lines.size();
        StringBuilder svg = new StringBuilder(
                "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='%d' font-family='sans-serif' font-size='12'>\n"
                        .formatted(height));
        svg.append("<text x='8' y='18' font-weight='bold'>%s: part of the goal that is reached (the line is 1)</text>\n"
                .formatted(escaped(title)));
        int y = 30;
        for (Line line : sorted()) {
            double part = switch (line.goal.kind()) {
                case RATE -> line.ratio() / line.goal.limit();
                case TIME -> line.goal.limit() / line.ratio();
                case NONE -> line.ratio();
            };
            svg.append("<text x='8' y='%d'>%s</text><rect x='460' y='%d' width='%d' height='16' fill='%s'/>\n"
                    .formatted(
                            y + 13,
                            escaped(line.work),
                            y,
                            Math.round(Math.min(2, part) * 200),
                            line.isMet() ? "#4a8" : "#c64"));
            svg.append("<text x='866' y='%d'>%.2f</text>\n".formatted(y + 13, part));
            y += row;
        }
        return svg + "<line x1='660' y1='26' x2='660' y2='%d' stroke='black'/>\n</svg>\n".formatted(height - 8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Three significant digits. */
    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return ("%." + decimals + "f").formatted(value);
    }

    static {
        Locale.setDefault(Locale.ROOT);
    }
}
