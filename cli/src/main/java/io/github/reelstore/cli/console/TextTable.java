package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table with headings. One column is cut if the lines would be wider than the screen. */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int MIN_FLEXIBLE_WIDTH = 12;

    private final Layout layout;
    private final int flexible;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param flexible the index of the column that is cut if there is not enough room
     * @param headings one per column
     */
    public TextTable(Layout layout, int flexible, String... headings) {
        this.layout = layout;
        this.flexible = flexible;
        rows.add(List.of(headings));
    }

    public TextTable row(String... cells) {
        rows.add(List.of(cells).stream().map(SafeText::of).toList());
        return this;
    }

    /** The lines, each terminated by a line feed. */
    public String render() {
        int[] widths = widths();
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = SafeText.cut(row.get(column), widths[column]);
                line.append(SafeText.pad(cell, widths[column])).append(GAP);
            }
            String text = line.toString().stripTrailing();
            lines.append(row == rows.get(0) ? layout.style().dim(text) : text).append('\n');
        }
        return lines.toString();
    }

    private int[] widths() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> SafeText.width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        long others = IntStream.of(widths).sum() - widths[flexible] + (long) GAP.length() * (widths.length - 1);
        widths[flexible] = (int) Math.min(widths[flexible], Math.max(layout.width() - others, MIN_FLEXIBLE_WIDTH));
        return widths;
    }
}
