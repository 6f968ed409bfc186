package io.github.reelstore.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A heading and, below it, labels with aligned values. Absent values have no line. */
public final class Details {

    private static final String INDENT = "  ";

    private final Layout layout;
    private final String heading;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String label, String value, boolean mayBeCut) {}

    public Details(Layout layout, String heading) {
        this.layout = layout;
        this.heading = heading;
    }

    /** A value that is never cut, because users copy it: an id, a key, a hash. */
    public Details whole(String label, Object value) {
        rows.add(new Row(label, value.toString(), false));
        return this;
    }

    public Details whole(String label, Optional<?> value) {
        value.ifPresent(present -> whole(label, present));
        return this;
    }

    /** A value that is cut if it exceeds the width. */
    public Details text(String label, Optional<?> value) {
        value.ifPresent(present -> rows.add(new Row(label, present.toString(), true)));
        return this;
    }

    /** The lines, each terminated by a line feed. */
    public String render() {
        int labels =
                rows.stream().mapToInt(row -> SafeText.width(row.label())).max().orElse(0);
        StringBuilder lines = new StringBuilder(layout.style().bold(layout.cut(heading, 0))).append('\n');
        for (Row row : rows) {
            String label = INDENT + SafeText.pad(row.label(), labels) + INDENT;
            String value = row.mayBeCut() ? layout.cut(row.value(), SafeText.width(label)) : SafeText.of(row.value());
            lines.append(layout.style().dim(label)).append(value).append('\n');
        }
        return lines.toString();
    }
}
