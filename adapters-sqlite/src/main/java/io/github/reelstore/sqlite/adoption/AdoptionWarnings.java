package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is odd about a file and stays as it is: a sentence each, with how often it occurs. */
final class AdoptionWarnings {

    private static final String CLIPS = ExpectedSchema.CLIPS;
    private static final int MOST_PROJECTS_BY_NAME = 5;
    private static final int MOST_ROWS_BY_NUMBER = 20;

    private final Connection connection;
    private final ActualSchema actual;
    private final ExpectedSchema expected;
    private final List<String> sentences = new ArrayList<>();

    private AdoptionWarnings(Connection connection, ActualSchema actual, ExpectedSchema expected) {
        this.connection = connection;
        this.actual = actual;
        this.expected = expected;
    }

    static List<String> of(Connection connection, ActualSchema actual, ExpectedSchema expected) throws SQLException {
        AdoptionWarnings warnings = new AdoptionWarnings(connection, actual, expected);
        if (actual.tables().contains(CLIPS)) {
            warnings.aboutWriting();
            warnings.aboutClips();
            warnings.aboutProjects();
            warnings.aboutIds();
        }
        warnings.aboutForeignKeys();
        return List.copyOf(warnings.sentences);
    }

    private void aboutWriting() {
        new AdoptedVideosView(actual, expected).readOnlyBecause().ifPresent(sentences::add);
    }

    private void aboutClips() throws SQLException {
        List<String> checks = new ArrayList<>();
        checks.add("count(*) FILTER (WHERE id IS NULL)");
        checks.add(countBadInstants("created_at"));
        checks.add(countBadInstants("updated_at"));
        checks.add(countAny("typeof(%s) = 'blob'"));
        checks.add(countAny("instr(%1$s, char(0)) > 0"));
        checks.add("count(*) FILTER (WHERE typeof(project_id) <> 'text' OR project_id = '')");
        checks.add(orphans());
        long[] counts = numbers("SELECT " + String.join(", ", checks) + " FROM main." + CLIPS + " g");
        if (counts[0] > 0) {
            add(
                    counts[0],
                    "%d clip(s) have no id (rowid " + rowidsWithoutId(counts[0])
                            + "): they stay in the file, but cannot be listed.");
        }
        add(counts[1], "%d clip(s) have a created_at that is no time in a known form: lists have them last.");
        add(counts[2], "%d clip(s) have an updated_at that is no time in a known form.");
        add(counts[3], "%d clip(s) have a BLOB where text belongs: it is read as text, and stays as it is.");
        add(counts[4], "%d clip(s) have a NUL character in a text: it is read as U+FFFD, and stays as it is.");
        add(counts[5], "%d clip(s) name no project, or have something else than text there.");
        add(
                counts[6],
                "%d clip(s) are of profiles that the table profiles does not have: they can be read, but no new"
                        + " clips can be added for such a profile.");
        aboutScenes();
    }

    /** SQLite lets a primary key of text be NULL; such rows have nothing but their rowid to be told by. */
    private String rowidsWithoutId(long count) throws SQLException {
        List<String> rowids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rowid FROM main." + CLIPS
                        + " WHERE id IS NULL ORDER BY rowid LIMIT " + MOST_ROWS_BY_NUMBER)) {
            while (rows.next()) {
                rowids.add(rows.getString(1));
            }
        }
        String more = count > rowids.size() ? " and " + (count - rowids.size()) + " more" : "";
        return String.join(", ", rowids) + more;
    }

    private String countBadInstants(String column) {
        if (!has(column)) {
            return "0";
        }
        return "count(*) FILTER (WHERE " + AdoptedVideosView.instant(column) + " IS NULL)";
    }

    private String orphans() {
        return actual.clips().knownProfiles()
                ? "count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM main.profiles p WHERE p.id = g.profile_id))"
                : "0";
    }

    private String countAny(String condition) {
        List<String> conditions = expected.columns().getOrDefault(CLIPS, List.of()).stream()
                .map(ExpectedSchema.WantedColumn::name)
                .filter(this::has)
                .filter(column -> !column.equals("raw_response"))
                .map(condition::formatted)
                .toList();
        return "count(*) FILTER (WHERE " + String.join(" OR ", conditions) + ")";
    }

    private void aboutScenes() throws SQLException {
        if (has("scene_id")) {
            long shared = numbers("SELECT count(*) FROM (SELECT 1 FROM main." + CLIPS
                    + " WHERE scene_id IS NOT NULL GROUP BY scene_id HAVING count(*) > 1)")[0];
            add(shared, "%d scene(s) have several clips, under one scene_id.");
        }
    }

    private void aboutProjects() throws SQLException {
        String sql = "SELECT project_id, count(*), count(DISTINCT profile_id) AS profiles FROM main." + CLIPS
                + " WHERE typeof(project_id) = 'text' GROUP BY project_id HAVING profiles > 1 ORDER BY project_id";
        long more = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            for (int shown = 0; rows.next(); shown++) {
                if (shown < MOST_PROJECTS_BY_NAME) {
                    sentences.add("The clips of project " + rows.getString(1) + " (" + rows.getLong(2) + ") are of "
                            + rows.getLong(3) + " profiles: it belongs to the profile of the earliest one, which sees"
                            + " them all.");
                } else {
                    more++;
                }
            }
        }
        add(more, "So it is with %d further project(s).");
    }

    /** Ids that are another text once they are a string of Java's: nobody can ask for them. */
    private void aboutIds() throws SQLException {
        add(
                garbled("project_id"),
                "%d project(s) have an id that is not proper text (not UTF-8, or with NUL in it): they are listed, but"
                        + " cannot be shown or changed, since nobody can type that id.");
        add(
                garbled("id"),
                "%d clip(s) have an id that is not proper text (not UTF-8, or with NUL in it): they are listed, but cannot"
                        + " be changed or given a file, since nobody can type that id.");
    }

    private long garbled(String column) throws SQLException {
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT " + column + " FROM main." + CLIPS
                        + " WHERE typeof(" + column + ") = 'text'");
                PreparedStatement found = connection.prepareStatement(
                        "SELECT EXISTS (SELECT 1 FROM main." + CLIPS + " WHERE " + column + " = ?)")) {
            while (rows.next()) {
                String id = rows.getString(1);
                if (id.indexOf('\0') >= 0 || (id.indexOf('\uFFFD') >= 0 && !exists(found, id))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean exists(PreparedStatement found, String id) throws SQLException {
        found.setString(1, id);
        try (ResultSet row = found.executeQuery()) {
            return row.getBoolean(1);
        }
    }

    private void aboutForeignKeys() throws SQLException {
        add(
                ForeignDataSnapshot.violations(connection).size(),
                "%d row(s) refer to rows that are not there (foreign_key_check): they stay as they are.");
    }

    private void add(long count, String sentence) {
        if (count > 0) {
            sentences.add(sentence.formatted(count));
        }
    }

    private boolean has(String column) {
        return actual.hasColumn(CLIPS, column);
    }

    private long[] numbers(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            long[] numbers = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getLong(i + 1);
            }
            return numbers;
        }
    }
}
