package io.github.reelstore.cli.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in CSV (RFC 4180): lines end with CR LF, and a cell that contains a comma, a quotation mark or a line break is quoted.
 * Spreadsheet programs run a text that begins like a formula, so it gets a leading apostrophe; numbers stay as they are.
 */
public final class CsvTable {

    /** With these, spreadsheet programs begin a formula, or skip to what may be one. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n";

    private final StringBuilder lines = new StringBuilder();

    /** @param headings one per column; not from users */
    public CsvTable(String... headings) {
        append(List.of(headings));
    }

    /** Adds a line. Cells are texts, which may come from users, and numbers. */
    public void row(Object... cells) {
        append(List.of(cells));
    }

    private void append(List<?> cells) {
        lines.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        return quoted(harmless(value.toString()));
    }

    private static String harmless(String text) {
        return !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }

    /** The whole table. */
    public String render() {
        return lines.toString();
    }
}
