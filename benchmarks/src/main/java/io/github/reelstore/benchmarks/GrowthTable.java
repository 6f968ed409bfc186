package io.github.reelstore.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the time of some work grows with the size of the store, as Markdown and as a plot. Both axes are logarithmic. */
final class GrowthTable implements Result {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 60;
    private static final List<String> COLOURS = List.of("#4a8", "#c64", "#46c", "#a4a", "#888");

    private final List<Integer> sizes;
    private final int rounds;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    GrowthTable(List<Integer> sizes, int rounds) {
        this.sizes = sizes;
        this.rounds = rounds;
    }

    /**
     * The times of some work.
     *
     * @param limit the largest exponent that is as it should be
     * @param seconds by size and round
     */
    private record Line(double limit, List<double[]> seconds) {

        double median(int size) {
            return Comparison.median(seconds.get(size));
        }
    }

    /**
     * Measures work.
     *
     * @param round from 0; a negative one warms up
     * @param size the index of the store's size
     */
    void measure(String work, int round, int size, double limit, Comparison.Work run) throws Exception {
        Line line = lines.computeIfAbsent(
                work,
                name -> new Line(
                        limit, sizes.stream().map(each -> new double[rounds]).toList()));
        long start = System.nanoTime();
        run.run();
        if (round >= 0) {
            line.seconds.get(size)[round] = (System.nanoTime() - start) / 1e9;
        }
    }

    /** The slope of the line that fits the logarithms best. */
    private double exponent(Line line) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.size(); i++) {
            meanX += Math.log(sizes.get(i)) / sizes.size();
            meanY += Math.log(line.median(i)) / sizes.size();
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < sizes.size(); i++) {
            double x = Math.log(sizes.get(i)) - meanX;
            products += x * (Math.log(line.median(i)) - meanY);
            squares += x * x;
        }
        return products / squares;
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder(
                "## Growth\n\nMedians in ms, in brackets the quartiles. " + Machine.describe() + "\n\n| work |");
        sizes.forEach(size -> text.append(" %,d rows |".formatted(size)));
        text.append(" exponent | goal | |\n|---")
                .append("|---".repeat(sizes.size() + 3))
                .append("|\n");
        lines.forEach((work, line) -> {
            text.append("| ").append(work).append(" |");
            for (double[] values : line.seconds) {
                text.append(" %.1f (%.1f-%.1f) |"
                        .formatted(
                                1e3 * Comparison.median(values),
                                1e3 * Comparison.quantile(values, 0.25),
                                1e3 * Comparison.quantile(values, 0.75)));
            }
            double exponent = exponent(line);
            text.append(" %.2f | ≤ %s | %s |\n"
                    .formatted(exponent, line.limit, exponent <= line.limit ? "met" : "**missed**"));
        });
        return text.toString();
    }

    @Override
    public String svg() {
        double least = lines.values().stream()
                .mapToDouble(line -> Math.log10(line.median(0)))
                .min()
                .orElse(0);
        double most = lines.values().stream()
                .mapToDouble(line -> Math.log10(line.median(sizes.size() - 1)))
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>\n"
                        .formatted(WIDTH + 2 * MARGIN + 200, HEIGHT + 2 * MARGIN));
        svg.append("<text x='8' y='18' font-weight='bold'>Time by the number of rows, both logarithmic</text>\n");
        int number = 0;
        for (Map.Entry<String, Line> each : lines.entrySet()) {
            String colour = COLOURS.get(number++ % COLOURS.size());
            StringBuilder points = new StringBuilder();
            double y = 0;
            for (int i = 0; i < sizes.size(); i++) {
                double part = (Math.log10(each.getValue().median(i)) - least) / Math.max(0.1, most - least);
                y = MARGIN + HEIGHT * (1 - part);
                points.append("%d,%.0f ".formatted(MARGIN + WIDTH * i / (sizes.size() - 1), y));
            }
            svg.append("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>\n".formatted(points, colour));
            svg.append("<text x='%d' y='%.0f' fill='%s'>%s</text>\n"
                    .formatted(MARGIN + WIDTH + 6, y + 4, colour, each.getKey()));
        }
        for (int i = 0; i < sizes.size(); i++) {
            svg.append("<text x='%d' y='%d' text-anchor='middle'>%,d</text>\n"
                    .formatted(MARGIN + WIDTH * i / (sizes.size() - 1), HEIGHT + MARGIN + 20, sizes.get(i)));
        }
        return svg + "</svg>\n";
    }
}
