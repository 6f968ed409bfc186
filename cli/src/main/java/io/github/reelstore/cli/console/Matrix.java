package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A table of short cells with a name for each row. If the columns do not fit next to each other, they are printed in groups below each other,
 * each with the names of the rows.
 */
public final class Matrix {

    private static final String GAP = "  ";
    private static final int MIN_NAME = 8;

    /** Of a name where lines may have any length. */
    private static final int MAX_PADDING = 60;

    private final Layout layout;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A cell.
     *
     * @param text the text
     * @param style its colour
     */
    public record Cell(String text, UnaryOperator<String> style) {}

    private record Row(String name, List<Cell> cells) {}

    /**
     * @param corner the heading of the names
     * @param headings the headings of the columns
     */
    public Matrix(Layout layout, String corner, List<String> headings) {
        this.layout = layout;
        rows.add(row(
                corner,
                headings.stream()
                        .map(heading -> new Cell(heading, layout.style()::dim))
                        .toList()));
    }

    /** Adds a row, with a cell for each column. */
    public void add(String name, List<Cell> cells) {
        rows.add(row(name, cells));
    }

    private static Row row(String name, List<Cell> cells) {
        return new Row(
                SafeText.of(name),
                cells.stream()
                        .map(cell -> new Cell(SafeText.of(cell.text()), cell.style()))
                        .toList());
    }

    /** The lines, each terminated by a line feed. */
    public String render() {
        int name = nameWidth();
        int[] widths = IntStream.range(0, rows.get(0).cells().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> SafeText.width(row.cells().get(column).text()))
                        .max()
                        .orElse(0))
                .map(width -> Math.min(width, layout.width() - name - GAP.length()))
                .toArray();
        StringBuilder lines = new StringBuilder();
        int first = 0;
        do {
            int end = endOfGroup(first, name, widths);
            lines.append(first == 0 ? "" : "\n");
            for (int i = 0; i < rows.size(); i++) {
                UnaryOperator<String> naming = i == 0 ? layout.style()::dim : text -> text;
                lines.append(line(rows.get(i), naming, name, first, end, widths))
                        .append('\n');
            }
            first = end;
        } while (first < widths.length);
        return lines.toString();
    }

    private int nameWidth() {
        int longest =
                rows.stream().mapToInt(row -> SafeText.width(row.name())).max().orElse(0);
        int most = isLimited() ? Math.max(layout.width() / 3, MIN_NAME) : MAX_PADDING;
        return Math.min(longest, most);
    }

    private boolean isLimited() {
        return layout.width() != Integer.MAX_VALUE;
    }

    /** The columns from the first one that fit into a line: at least one. */
    private int endOfGroup(int first, int name, int[] widths) {
        long used = name;
        int end = first;
        while (end < widths.length && (end == first || used + GAP.length() + widths[end] <= layout.width())) {
            used += GAP.length() + widths[end];
            end++;
        }
        return end;
    }

    private String line(Row row, UnaryOperator<String> naming, int name, int first, int end, int[] widths) {
        String heading = SafeText.pad(isLimited() ? SafeText.cut(row.name(), name) : row.name(), name);
        StringBuilder line = new StringBuilder(naming.apply(heading));
        for (int column = first; column < end; column++) {
            Cell cell = row.cells().get(column);
            String text = SafeText.cut(cell.text(), widths[column]);
            boolean last = column == end - 1;
            line.append(GAP)
                    .append(cell.style().apply(text))
                    .append(last ? "" : " ".repeat(Math.max(0, widths[column] - SafeText.width(text))));
        }
        return line.toString().stripTrailing();
    }
}
