package io.github.reelstore.sqlite.internal.schema;

import io.github.reelstore.mybatis.internal.VideoTable;
import io.github.reelstore.sqlite.internal.connection.ConnectionSetup;
import io.github.reelstore.sqlite.internal.connection.InstantText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Presents the videos of an adopted file in the form that the store's statements expect. A view with triggers converts
 * between the store's form and the other program's table with its own formats and constraints. View and triggers exist
 * in the connection only (TEMP), not in the file.
 *
 * <p>In the other program's rows, an update writes only the columns that it changes. In the store's own rows, a value
 * that a constraint of its column rejects is kept in {@code reelstore_values}, and the column gets a filler.
 */
public final class AdoptedVideosView implements ConnectionSetup {

    private static final String NAME = "adopted_videos";

    /** The column of the view with the values that it does not show. */
    private static final String HIDDEN = "reelstore_hidden";

    private static final int MAX_HIDDEN_LENGTH = 60;

    /**
     * A video is visible to its own profile and to its project's: the videos of one project may belong to several of
     * the other program's profiles, which are accounts and not people. The plus signs keep SQLite from using indexes
     * for both conditions, which would make it sort all of a profile's videos for each page of a list.
     */
    private static final String VISIBLE =
            "(+profile_id = #{profile} OR EXISTS (SELECT 1 FROM video_projects p WHERE p.id = +project_id"
                    + " AND (p.profile_id = #{profile}) IS TRUE))";

    /** Fragments for statements on the view. */
    public static final VideoTable VIDEOS = new VideoTable(
            NAME, VISIBLE, VISIBLE, ExpectedSchema.OWN_VALUES + " IS NOT NULL", instant("created_at"), HIDDEN);

    /** The filler for a status that the column's CHECK rejects: the first of these that it accepts. */
    private static final List<String> FILLER_STATUSES =
            List.of("failed", "error", "cancelled", "canceled", "completed");

    private static final Set<String> NEVER_CHANGED = Set.of("id", "profile_id", "created_at");

    /** Columns that only the store writes: changing only these does not change the other program's part of a row. */
    private static final Set<String> OF_THE_STORE = Set.of(
            "image_generation_id",
            "audio_generation_id",
            "provider",
            "model",
            "content_hash",
            "file_path",
            "byte_size",
            "duration_ms",
            "width",
            "height",
            "frame_rate",
            "seed_text",
            "thumb_path",
            "meta",
            "media_info",
            "made_from");

    /** The index that has the order of lists. */
    static final String ORDER_INDEX = "idx_vg_created_order";

    /** The instant of rows without a readable time, which puts them at the end of lists. */
    static final String NO_INSTANT = "'1970-01-01T00:00:00.000000Z'";

    private static final String USUAL = "[1-9]ddd-[01]d-[0-2]dT[0-2]d:[0-5]d:[0-5]d.dddZ".replace("d", "[0-9]");

    /** When a video was created; index and view must use exactly the same expression. */
    public static final String CREATED = "coalesce(" + instant("created_at") + ", " + NO_INSTANT + ")";

    static final String CREATE_ORDER_INDEX =
            "CREATE INDEX IF NOT EXISTS " + ORDER_INDEX + " ON " + ExpectedSchema.VIDEOS + " (" + CREATED + ", id)";

    private final ActualSchema actual;
    private final List<String> columns;
    private final List<String> unknownRequiredColumns;

    public AdoptedVideosView(ActualSchema actual, ExpectedSchema expected) {
        this.actual = actual;
        this.columns = expected.columns().getOrDefault(ExpectedSchema.VIDEOS, List.of()).stream()
                .map(ExpectedSchema.ExpectedColumn::name)
                .filter(name -> !name.equals(ExpectedSchema.OWN_VALUES))
                .toList();
        this.unknownRequiredColumns = actual.unknownRequiredColumns(expected);
    }

    /**
     * An expression for a column's instant in the format of {@link InstantText}, which sorts in order of time; NULL if
     * the column has no instant. It accepts ISO 8601 with up to microseconds and a zone, and SQLite's own format
     * without a zone, in UTC.
     *
     * <p>The guards also keep {@code now} away from {@code strftime}: an index rejects it as non-deterministic. The
     * modifier {@code +0 seconds} makes SQLite normalize the date, so that 30 February becomes a valid one.
     */
    public static String instant(String column) {
        // nearly all values have this form, and the index is built while the other program waits: this accepts the
        // valid
        // dates that can be recognized without date arithmetic
        String usual = column + " GLOB '" + USUAL + "' AND substr(" + column
                + ", 6, 2) BETWEEN '01' AND '12' AND substr(" + column + ", 9, 2) BETWEEN '01' AND '28' AND substr("
                + column + ", 12, 2) < '24' AND substr(" + column + ", 1, 24) = " + column;
        return "CASE WHEN " + usual + " THEN substr(" + column + ", 1, 23) || '000Z' ELSE " + instantInAnyForm(column)
                + " END";
    }

    private static String instantInAnyForm(String column) {
        String zone = "ltrim(substr(" + column + ", 20), '.0123456789')";
        // a zone offset may lead out of the years 1 to 9999
        String inRange =
                column + " >= '0001' AND (" + zone + " IN ('', 'Z') OR " + column + " BETWEEN '0002' AND '9999')";
        String whole = "CASE WHEN " + column
                + " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' AND "
                + inRange
                + " THEN substr(" + column + ", 1, 19) || " + zone + " END";
        String fraction = "substr(" + column + ", 21, 6 * (substr(" + column + ", 20, 1) = '.'))";
        String digits =
                "substr(" + fraction + ", 1, length(" + fraction + ") - length(ltrim(" + fraction + ", '0123456789')))";
        return "strftime('%Y-%m-%dT%H:%M:%S', " + whole + ", '+0 seconds') || '.' || substr(" + digits
                + " || '000000', 1, 6) || 'Z'";
    }

    /** Returns why the database is read-only; empty if it can be written. */
    public Optional<String> readOnlyBecause() {
        if (unknownRequiredColumns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "This adopted database is read-only: its table " + ExpectedSchema.VIDEOS + " requires values for "
                        + String.join(" and ", unknownRequiredColumns)
                        + ", which the store does not have. Update the other program: a later version rebuilds that table.");
    }

    /** Creates the view and its triggers on one connection. */
    @Override
    public void install(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(view());
            if (unknownRequiredColumns.isEmpty()) {
                statement.execute(insertTrigger());
                statement.execute(updateTrigger());
            }
        }
    }

    private String view() {
        String select = columns.stream()
                .map(column -> "  " + shown(column) + " AS " + column)
                .collect(Collectors.joining(",\n"));
        return "CREATE TEMP VIEW " + NAME + " AS SELECT\n" + select + ",\n  " + hidden() + " AS " + HIDDEN
                + "\nFROM main." + ExpectedSchema.VIDEOS + " WHERE id IS NOT NULL";
    }

    /** An expression for a line for each value that is read as NULL. SQLite evaluates it only for statements that ask for it. */
    private String hidden() {
        return columns.stream()
                .filter(this::has)
                .flatMap(column -> valid(column).map(valid -> hidden(column, valid)).stream())
                .collect(Collectors.joining(" || "));
    }

    private String hidden(String column, String valid) {
        String ownValue = isConstrained(column)
                ? " AND json_type(" + ExpectedSchema.OWN_VALUES + ", '$." + column + "') IS NULL"
                : "";
        return "CASE WHEN " + column + " IS NOT NULL AND (" + valid + ") IS NULL" + ownValue + " THEN '" + column
                + " ' || replace(replace(substr(quote(" + column + "), 1, " + MAX_HIDDEN_LENGTH
                + "), char(10), ' '), char(13), ' ') || char(10) ELSE '' END";
    }

    /** The expression for a column in the view. */
    private String shown(String column) {
        if (!has(column)) {
            return "NULL";
        }
        return switch (column) {
            case "created_at" -> CREATED;
            case "updated_at" -> "coalesce(" + instant("updated_at") + ", " + CREATED + ")";
            case "status" -> "coalesce(" + orOwnValue("status") + ", 'unknown')";
            default -> orOwnValue(valid(column).orElse(column), column);
        };
    }

    /**
     * An expression that is NULL for values that the domain does not accept; they are not changed. Empty for a column
     * with any value.
     */
    private static Optional<String> valid(String column) {
        return Optional.ofNullable(validOrNull(column));
    }

    private static @Nullable String validOrNull(String column) {
        return switch (column) {
            case "created_at", "updated_at", "completed_at" -> instant(column);
            case "seed" -> "CASE typeof(seed) WHEN 'integer' THEN seed END";
            case "byte_size", "duration_ms", "width", "height" ->
                "CASE WHEN typeof(" + column + ") = 'integer' AND " + column + " >= 0 THEN " + column + " END";
            // a later version of the other program may have columns of these names with other values
            case "file_path", "thumb_path" ->
                "CASE WHEN length(" + column + ") <= 255 AND " + column + " NOT GLOB '*[^A-Za-z0-9._~@+=/-]*'"
                        + " AND '/' || " + column + " || '/' NOT GLOB '*[./]/*' AND " + column + " NOT GLOB '.*'"
                        + " AND " + column + " NOT GLOB '*/.*' AND " + column + " NOT GLOB '/*' THEN " + column
                        + " END";
            case "meta", "media_info", "made_from" -> "CASE WHEN json_valid(" + column + ") THEN " + column + " END";
            case "content_hash" ->
                "CASE WHEN length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*' THEN content_hash END";
            default -> null;
        };
    }

    private String orOwnValue(String column) {
        return orOwnValue(column, column);
    }

    private String orOwnValue(String value, String column) {
        if (!isConstrained(column)) {
            return value;
        }
        String path = "'$." + column + "'";
        return "CASE WHEN json_type(" + ExpectedSchema.OWN_VALUES + ", " + path + ") IS NULL THEN " + value
                + " ELSE json_extract(" + ExpectedSchema.OWN_VALUES + ", " + path + ") END";
    }

    private String insertTrigger() {
        List<String> present = columns.stream().filter(this::has).toList();
        String values = present.stream().map(this::stored).collect(Collectors.joining(", "));
        return "CREATE TEMP TRIGGER adopted_videos_insert INSTEAD OF INSERT ON " + NAME + " BEGIN\n" + profileGuard()
                + "INSERT INTO " + ExpectedSchema.VIDEOS + " (" + String.join(", ", present) + ", "
                + ExpectedSchema.OWN_VALUES + ")\nVALUES (" + values + ", " + ownValues() + ");\nEND";
    }

    /** The table's own foreign key would reject the row too, but with a less helpful message. */
    private String profileGuard() {
        if (!actual.videos().knownProfiles()) {
            return "";
        }
        return "SELECT RAISE(ABORT, 'the other program has no profile ' || NEW.profile_id || ' in its table profiles; use"
                + " one that it has: ' || coalesce((SELECT group_concat(id, ', ') FROM (SELECT id FROM profiles ORDER BY id"
                + " LIMIT 10)), 'it has none yet')) WHERE NOT EXISTS (SELECT 1 FROM profiles WHERE id = NEW.profile_id);\n";
    }

    private String updateTrigger() {
        List<String> changing = columns.stream()
                .filter(column -> has(column) && !NEVER_CHANGED.contains(column))
                .toList();
        List<String> assignments = new ArrayList<>();
        for (String column : changing) {
            if (!column.equals("updated_at")) {
                assignments.add(
                        column + " = CASE WHEN " + unchanged(column) + " THEN " + column + changed(column) + " END");
            }
        }
        String otherColumnsUnchanged = changing.stream()
                .filter(column -> !OF_THE_STORE.contains(column) && !column.equals("updated_at"))
                .map(AdoptedVideosView::unchanged)
                .collect(Collectors.joining(" AND "));
        assignments.add("updated_at = CASE WHEN " + ExpectedSchema.OWN_VALUES + " IS NULL AND " + otherColumnsUnchanged
                + " THEN updated_at ELSE NEW.updated_at END");
        assignments.add(ExpectedSchema.OWN_VALUES + " = CASE WHEN " + ExpectedSchema.OWN_VALUES + " IS NOT NULL THEN "
                + ownValues() + " END");
        return "CREATE TEMP TRIGGER adopted_videos_update INSTEAD OF UPDATE ON " + NAME + " BEGIN\nUPDATE "
                + ExpectedSchema.VIDEOS + " SET\n  " + String.join(",\n  ", assignments) + "\nWHERE id = OLD.id;\nEND";
    }

    private static String unchanged(String column) {
        return "NEW." + column + " IS OLD." + column;
    }

    private String changed(String column) {
        if (!isConstrained(column)) {
            return " ELSE NEW." + column;
        }
        return " WHEN " + ExpectedSchema.OWN_VALUES + " IS NULL THEN NEW." + column + " ELSE " + stored(column);
    }

    /** The expression for a column in the store's own rows: the value, or a filler. */
    private String stored(String column) {
        String value = "NEW." + column;
        if (actual.videos().unique().contains(column)) {
            // never the value itself: the other program must be able to use it
            return needsValue(column) ? "NEW.id" : "NULL";
        }
        Optional<List<String>> statuses = actual.videos().statuses().filter(list -> column.equals("status"));
        if (statuses.isPresent()) {
            return "CASE WHEN " + value + " IN ("
                    + statuses.get().stream().map(AdoptedVideosView::literal).collect(Collectors.joining(", "))
                    + ") THEN "
                    + value
                    + " ELSE " + literal(fillerOf(statuses.get())) + " END";
        }
        return isConstrained(column) ? "coalesce(" + value + ", " + filler(column) + ")" : value;
    }

    /** Returns a status on which the other program does not act, if one is known. */
    private static String fillerOf(List<String> statuses) {
        return FILLER_STATUSES.stream()
                .filter(statuses::contains)
                .findFirst()
                .orElse(statuses.get(statuses.size() - 1));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String filler(String column) {
        return column.equals("seed") ? "0" : "''";
    }

    /** An expression for a JSON object of the values that their columns reject; NULL becomes JSON's null. */
    private String ownValues() {
        List<String> kept = new ArrayList<>();
        for (String column : columns) {
            if (has(column) && isConstrained(column)) {
                kept.add("SELECT '" + column + "' AS k, NEW." + column + " AS v WHERE NEW." + column + " IS NOT "
                        + stored(column));
            }
        }
        return kept.isEmpty()
                ? "'{}'"
                : "(SELECT json_group_object(k, v) FROM (" + String.join(" UNION ALL ", kept) + "))";
    }

    /** Whether the table may reject a value that the store has for the column. */
    private boolean isConstrained(String column) {
        if (NEVER_CHANGED.contains(column) || column.equals("updated_at") || column.equals("project_id")) {
            return false;
        }
        return needsValue(column)
                || actual.videos().unique().contains(column)
                || (column.equals("status") && actual.videos().statuses().isPresent());
    }

    private boolean needsValue(String column) {
        ActualSchema.ActualColumn existing = actual.column(ExpectedSchema.VIDEOS, column);
        return existing != null && existing.needsValue();
    }

    private boolean has(String column) {
        return actual.hasColumn(ExpectedSchema.VIDEOS, column);
    }
}
