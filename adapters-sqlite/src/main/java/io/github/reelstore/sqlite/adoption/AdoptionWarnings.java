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

/** Finds irregularities of a file, which stay as they are: one sentence each, with a count. */
final class AdoptionWarnings {

    private static final String VIDEOS = ExpectedSchema.VIDEOS;
    private static final int MAX_NAMED_PROJECTS = 5;
    private static final int MAX_NAMED_ROWIDS = 20;

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
        if (actual.tables().contains(VIDEOS)) {
            warnings.aboutWriting();
            warnings.aboutVideos();
            warnings.aboutProjects();
            warnings.aboutIds();
        }
        warnings.aboutForeignKeys();
        return List.copyOf(warnings.sentences);
    }

    private void aboutWriting() {
        new AdoptedVideosView(actual, expected).readOnlyBecause().ifPresent(sentences::add);
    }

    private void aboutVideos() throws SQLException {
        List<String> checks = new ArrayList<>();
        checks.add("count(*) FILTER (WHERE id IS NULL)");
        checks.add(countBadInstants("created_at"));
        checks.add(countBadInstants("updated_at"));
        checks.add(countAny("typeof(%s) = 'blob'"));
        checks.add(countAny("instr(%1$s, char(0)) > 0"));
        checks.add("count(*) FILTER (WHERE typeof(project_id) <> 'text' OR project_id = '')");
        checks.add(orphans());
        long[] counts = numbers("SELECT " + String.join(", ", checks) + " FROM main." + VIDEOS + " g");
        if (counts[0] > 0) {
            add(
                    counts[0],
                    "%d video(s) have no id (rowid " + rowidsWithoutId(counts[0])
                            + "): they stay in the file, but are not listed.");
        }
        add(counts[1], "%d video(s) have a created_at in an unknown time format: lists show them last.");
        add(counts[2], "%d video(s) have an updated_at in an unknown time format.");
        add(counts[3], "%d video(s) have a BLOB in a text column: it is read as text and not changed.");
        add(counts[4], "%d video(s) have a NUL character in a text: it is read as U+FFFD and not changed.");
        add(counts[5], "%d video(s) have no project, or a project_id that is not text.");
        add(
                counts[6],
                "%d video(s) belong to profiles that are missing in the table profiles: they can be read, but no new"
                        + " videos can be added for such a profile.");
        aboutScenes();
    }

    /** SQLite allows NULL in a text primary key; such rows can only be identified by their rowid. */
    private String rowidsWithoutId(long count) throws SQLException {
        List<String> rowids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rowid FROM main." + VIDEOS
                        + " WHERE id IS NULL ORDER BY rowid LIMIT " + MAX_NAMED_ROWIDS)) {
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
        return actual.videos().knownProfiles()
                ? "count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM main.profiles p WHERE p.id = g.profile_id))"
                : "0";
    }

    private String countAny(String condition) {
        List<String> conditions = expected.columns().getOrDefault(VIDEOS, List.of()).stream()
                .map(ExpectedSchema.ExpectedColumn::name)
                .filter(this::has)
                .filter(column -> !column.equals("raw_response"))
                .map(condition::formatted)
                .toList();
        return "count(*) FILTER (WHERE " + String.join(" OR ", conditions) + ")";
    }

    private void aboutScenes() throws SQLException {
        if (has("scene_id")) {
            long shared = numbers("SELECT count(*) FROM (SELECT 1 FROM main." + VIDEOS
                    + " WHERE scene_id IS NOT NULL GROUP BY scene_id HAVING count(*) > 1)")[0];
            add(shared, "%d scene_id(s) are shared by several videos.");
        }
    }

    private void aboutProjects() throws SQLException {
        String sql = "SELECT project_id, count(*), count(DISTINCT profile_id) AS profiles FROM main." + VIDEOS
                + " WHERE typeof(project_id) = 'text' GROUP BY project_id HAVING profiles > 1 ORDER BY project_id";
        long more = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            for (int shown = 0; rows.next(); shown++) {
                if (shown < MAX_NAMED_PROJECTS) {
                    sentences.add("The " + rows.getLong(2) + " videos of project " + rows.getString(1) + " belong to "
                            + rows.getLong(3)
                            + " profiles: the project belongs to the profile of the earliest video, which"
                            + " sees all of them.");
                } else {
                    more++;
                }
            }
        }
        add(more, "The same is true of %d more project(s).");
    }

    /** Ids that are changed by the conversion to a Java string, so that no query can find them. */
    private void aboutIds() throws SQLException {
        add(
                garbled("project_id"),
                "%d project(s) have an id that is not valid text (not UTF-8, or contains NUL): they are listed, but"
                        + " cannot be shown or changed, because that id cannot be entered.");
        add(
                garbled("id"),
                "%d video(s) have an id that is not valid text (not UTF-8, or contains NUL): they are listed, but cannot"
                        + " be changed or given a file, because that id cannot be entered.");
    }

    private long garbled(String column) throws SQLException {
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT " + column + " FROM main." + VIDEOS
                        + " WHERE typeof(" + column + ") = 'text'");
                PreparedStatement lookup = connection.prepareStatement(
                        "SELECT EXISTS (SELECT 1 FROM main." + VIDEOS + " WHERE " + column + " = ?)")) {
            while (rows.next()) {
                String id = rows.getString(1);
                if (id.indexOf('\0') >= 0 || (id.indexOf('\uFFFD') >= 0 && !exists(lookup, id))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean exists(PreparedStatement lookup, String id) throws SQLException {
        lookup.setString(1, id);
        try (ResultSet row = lookup.executeQuery()) {
            return row.getBoolean(1);
        }
    }

    private void aboutForeignKeys() throws SQLException {
        add(
                ForeignDataSnapshot.violations(connection).size(),
                "%d row(s) refer to rows that do not exist (foreign_key_check): they stay as they are.");
    }

    private void add(long count, String sentence) {
        if (count > 0) {
            sentences.add(sentence.formatted(count));
        }
    }

    private boolean has(String column) {
        return actual.hasColumn(VIDEOS, column);
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
