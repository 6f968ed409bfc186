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

/**
 * The clips of an adopted file, as the store's statements know them. What the other program's table has in other forms, or
 * demands in its own way, is bridged by a view with triggers, of the connection alone (TEMP): the file has none of them.
 *
 * <p>Rows of the other program keep every value as it is: an update writes only what it changes. In rows of the store's, a
 * value that a constraint keeps out of its column stands in {@code reelstore_values}, and the column has a filler.
 */
public final class AdoptedVideosView implements ConnectionSetup {

    private static final String NAME = "adopted_clips";

    /**
     * A clip is seen by its own profile and by that of its project: what one project holds was made under several of the other
     * program's profiles, which are accounts and not people. The plus signs keep SQLite from looking both up, which would make
     * it sort all of a profile's clips for each page of a list.
     */
    private static final String VISIBLE =
            "(+profile_id = #{profile} OR EXISTS (SELECT 1 FROM video_projects p WHERE p.id = +project_id"
                    + " AND (p.profile_id = #{profile}) IS TRUE))";

    /** How statements reach the clips through the view. */
    public static final VideoTable CLIPS =
            new VideoTable(NAME, VISIBLE, VISIBLE, ExpectedSchema.OWN_VALUES + " IS NOT NULL", instant("created_at"));

    /** What the column has for a status that its CHECK keeps out: the first of these that it lets in. */
    private static final List<String> FILLER_STATUSES =
            List.of("failed", "error", "cancelled", "canceled", "completed");

    private static final Set<String> NEVER_CHANGED = Set.of("id", "profile_id", "created_at");

    /** Columns that only the store writes: a change of these alone is none of the other program's row. */
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
            "thumb_path",
            "meta");

    /** The index by which lists are read in their order. */
    static final String ORDER_INDEX = "idx_vg_created_order";

    /** An instant where none can be read, so that such rows have a place in the order: the last one of lists. */
    static final String NO_INSTANT = "'1970-01-01T00:00:00.000000Z'";

    private static final String USUAL = "[1-9]ddd-[01]d-[0-2]dT[0-2]d:[0-5]d:[0-5]d.dddZ".replace("d", "[0-9]");

    /** When a clip was made; the index and the view must have it in the same words. */
    public static final String CREATED = "coalesce(" + instant("created_at") + ", " + NO_INSTANT + ")";

    static final String CREATE_ORDER_INDEX =
            "CREATE INDEX IF NOT EXISTS " + ORDER_INDEX + " ON " + ExpectedSchema.CLIPS + " (" + CREATED + ", id)";

    private final ActualSchema actual;
    private final List<String> columns;
    private final List<String> unknownDemands;

    public AdoptedVideosView(ActualSchema actual, ExpectedSchema expected) {
        this.actual = actual;
        this.columns = expected.columns().getOrDefault(ExpectedSchema.CLIPS, List.of()).stream()
                .map(ExpectedSchema.WantedColumn::name)
                .filter(name -> !name.equals(ExpectedSchema.OWN_VALUES))
                .toList();
        this.unknownDemands = actual.unknownDemands(expected);
    }

    /**
     * A column's instant as {@link InstantText} writes it, whose order as text is that of time, or NULL where it holds none.
     * Known are ISO 8601 with up to microseconds and a zone, and SQLite's own form without a zone, which is UTC.
     *
     * <p>The guards also keep {@code now} from {@code strftime}, which would make an index refuse the row. Adding nothing makes
     * SQLite compute the date, so that the 30th of February becomes a day that is one.
     */
    public static String instant(String column) {
        // nearly all have this form, and an index of all rows is made while the other program waits: of the real dates,
        // those
        // that can be told without computing them
        String usual = column + " GLOB '" + USUAL + "' AND substr(" + column
                + ", 6, 2) BETWEEN '01' AND '12' AND substr(" + column + ", 9, 2) BETWEEN '01' AND '28' AND substr("
                + column + ", 12, 2) < '24' AND substr(" + column + ", 1, 24) = " + column;
        return "CASE WHEN " + usual + " THEN substr(" + column + ", 1, 23) || '000Z' ELSE " + instantInAnyForm(column)
                + " END";
    }

    private static String instantInAnyForm(String column) {
        String zone = "ltrim(substr(" + column + ", 20), '.0123456789')";
        // a zone may lead out of the years 1 to 9999
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

    /** Why nothing can be written, if it is so. */
    public Optional<String> readOnlyBecause() {
        if (unknownDemands.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("This adopted database can only be read: its table " + ExpectedSchema.CLIPS + " demands "
                + String.join(" and ", unknownDemands)
                + ", which the store has no values for. A later version of its own program rebuilds that table.");
    }

    /** Makes the view and its triggers for one connection. */
    @Override
    public void install(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(view());
            if (unknownDemands.isEmpty()) {
                statement.execute(insertTrigger());
                statement.execute(updateTrigger());
            }
        }
    }

    private String view() {
        String select = columns.stream()
                .map(column -> "  " + shown(column) + " AS " + column)
                .collect(Collectors.joining(",\n"));
        return "CREATE TEMP VIEW " + NAME + " AS SELECT\n" + select + "\nFROM main." + ExpectedSchema.CLIPS
                + " WHERE id IS NOT NULL";
    }

    /** A column as the domain can read it; what it cannot is as if it were absent, and stays in the file. */
    private String shown(String column) {
        if (!has(column)) {
            return "NULL";
        }
        return switch (column) {
            case "created_at" -> CREATED;
            case "updated_at" -> "coalesce(" + instant("updated_at") + ", " + CREATED + ")";
            case "completed_at" -> instant("completed_at");
            case "status" -> "coalesce(" + orOwnValue("status") + ", 'unknown')";
            case "seed" -> orOwnValue("CASE typeof(seed) WHEN 'integer' THEN seed END", "seed");
            case "byte_size", "duration_ms", "width", "height" ->
                "CASE WHEN typeof(" + column + ") = 'integer' AND " + column + " >= 0 THEN " + column + " END";
            // a later version of the other program may have columns of these names, with values of its own
            case "file_path", "thumb_path" ->
                "CASE WHEN length(" + column + ") <= 255 AND " + column + " NOT GLOB '*[^A-Za-z0-9._~@+=/-]*'"
                        + " AND '/' || " + column + " || '/' NOT GLOB '*[./]/*' AND " + column + " NOT GLOB '.*'"
                        + " AND " + column + " NOT GLOB '*/.*' AND " + column + " NOT GLOB '/*' THEN " + column
                        + " END";
            case "meta" -> "CASE WHEN json_valid(meta) THEN meta END";
            case "content_hash" ->
                "CASE WHEN length(content_hash) = 64 AND content_hash NOT GLOB '*[^0-9a-f]*' THEN content_hash END";
            default -> orOwnValue(column);
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
        return "CREATE TEMP TRIGGER adopted_clips_insert INSTEAD OF INSERT ON " + NAME + " BEGIN\n" + profileGuard()
                + "INSERT INTO " + ExpectedSchema.CLIPS + " (" + String.join(", ", present) + ", "
                + ExpectedSchema.OWN_VALUES + ")\nVALUES (" + values + ", " + ownValues() + ");\nEND";
    }

    /** The table's own foreign key would refuse the row too, but not say why. */
    private String profileGuard() {
        if (!actual.clips().knownProfiles()) {
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
        String nothingOfTheirs = changing.stream()
                .filter(column -> !OF_THE_STORE.contains(column) && !column.equals("updated_at"))
                .map(AdoptedVideosView::unchanged)
                .collect(Collectors.joining(" AND "));
        assignments.add("updated_at = CASE WHEN " + ExpectedSchema.OWN_VALUES + " IS NULL AND " + nothingOfTheirs
                + " THEN updated_at ELSE NEW.updated_at END");
        assignments.add(ExpectedSchema.OWN_VALUES + " = CASE WHEN " + ExpectedSchema.OWN_VALUES + " IS NOT NULL THEN "
                + ownValues() + " END");
        return "CREATE TEMP TRIGGER adopted_clips_update INSTEAD OF UPDATE ON " + NAME + " BEGIN\nUPDATE "
                + ExpectedSchema.CLIPS + " SET\n  " + String.join(",\n  ", assignments) + "\nWHERE id = OLD.id;\nEND";
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

    /** What the column of a row of the store's gets: the value, or a filler. */
    private String stored(String column) {
        String value = "NEW." + column;
        if (actual.clips().unique().contains(column)) {
            // never the value itself: the other program must stay free to use it
            return needsValue(column) ? "NEW.id" : "NULL";
        }
        Optional<List<String>> statuses = actual.clips().statuses().filter(list -> column.equals("status"));
        if (statuses.isPresent()) {
            return "CASE WHEN " + value + " IN ("
                    + statuses.get().stream().map(AdoptedVideosView::literal).collect(Collectors.joining(", "))
                    + ") THEN "
                    + value
                    + " ELSE " + literal(fillerOf(statuses.get())) + " END";
        }
        return isConstrained(column) ? "coalesce(" + value + ", " + filler(column) + ")" : value;
    }

    /** One that the other program does nothing about, if it is known. */
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

    /** The values that their columns cannot hold, as a JSON object; an absent one is JSON's null. */
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

    /** Whether the table may refuse a value of the column that the store has. */
    private boolean isConstrained(String column) {
        if (NEVER_CHANGED.contains(column) || column.equals("updated_at") || column.equals("project_id")) {
            return false;
        }
        return needsValue(column)
                || actual.clips().unique().contains(column)
                || (column.equals("status") && actual.clips().statuses().isPresent());
    }

    private boolean needsValue(String column) {
        ActualSchema.ActualColumn there = actual.column(ExpectedSchema.CLIPS, column);
        return there != null && there.needsValue();
    }

    private boolean has(String column) {
        return actual.hasColumn(ExpectedSchema.CLIPS, column);
    }
}
