package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with headings. On a screen the columns are aligned, and one is cut if the lines would be wider. Elsewhere the
 * cells are not padded: one long cell would make every line as long, and programs do not need alignment. Long text is
 * shortened in both.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int MIN_FLEXIBLE_WIDTH = 12;

    /** Of a cell in columns, but not of those at either end, which are ids and keys that users copy. */
    private static final int MAX_WIDTH = 200;

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
        int last = cells.length - 1;
        rows.add(IntStream.rangeClosed(0, last)
                .mapToObj(column -> column == 0 || column == last
                        ? SafeText.of(cells[column])
                        : SafeText.cut(cells[column], MAX_WIDTH))
                .toList());
        return this;
    }

    /** Whether there is no row yet. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, each terminated by a line feed. */
    public String render() {
        StringBuilder lines = new StringBuilder();
        boolean aligned = layout.width() != Integer.MAX_VALUE;
        int[] widths = aligned ? widths() : new int[0];
        for (List<String> row : rows) {
            String text = aligned ? aligned(row, widths) : String.join(GAP, row).stripTrailing();
            lines.append(row == rows.get(0) ? layout.style().dim(text) : text).append('\n');
        }
        return lines.toString();
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = SafeText.cut(row.get(column), widths[column]);
            boolean last = column == widths.length - 1;
            line.append(last ? cell : SafeText.pad(cell, widths[column])).append(GAP);
        }
        return line.toString().stripTrailing();
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
