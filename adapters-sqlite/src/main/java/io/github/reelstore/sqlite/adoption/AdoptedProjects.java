package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.sqlite.internal.connection.InstantText;
import io.github.reelstore.sqlite.internal.connection.RawText;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.AdoptedVideosView;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds the projects that the other program's videos name and {@code video_projects} lacks. Each gets the provider's
 * project id as its id, the profile of its earliest video, and its title in {@code veo3_projects}.
 */
final class AdoptedProjects {

    /**
     * Sorts after every real instant, so that a video without a readable time is the earliest only if there is no
     * other.
     */
    private static final String LATEST = "9999-12-31T23:59:59.999999Z";

    private static final int INSTANT_LENGTH = LATEST.length();

    private final ActualSchema actual;

    AdoptedProjects(ActualSchema actual) {
        this.actual = actual;
    }

    /**
     * A project to be added.
     *
     * @param id the provider's project id
     * @param profile the profile of its earliest video
     * @param created when that video was created; empty if no video has a readable time
     * @param title the title of the other program's project
     * @param status the status of the other program's project
     */
    record NewProject(
            RawText id, RawText profile, Optional<Instant> created, Optional<String> title, Optional<String> status) {

        String titleOrDefault() {
            return title.filter(text -> !text.isBlank())
                    .orElseGet(() -> created.map(instant ->
                                    "Project of " + instant.toString().substring(0, 10))
                            .orElse("Project of an unknown date"));
        }

        /** The status as a value of {@code video_projects}. */
        String mappedStatus() {
            return switch (status.orElse("")) {
                case "draft" -> "draft";
                case "completed" -> "completed";
                default -> "in_progress";
            };
        }
    }

    /** Selects the other program's videos: the store's own belong to projects that exist already. */
    private String ofTheOtherProgram() {
        String known = actual.tables().contains("video_projects")
                ? " AND NOT EXISTS (SELECT 1 FROM main.video_projects p WHERE p.id = g.project_id)"
                : "";
        String theirs = actual.hasColumn(ExpectedSchema.VIDEOS, ExpectedSchema.OWN_VALUES)
                ? " AND " + ExpectedSchema.OWN_VALUES + " IS NULL"
                : "";
        return "FROM main." + ExpectedSchema.VIDEOS + " g WHERE typeof(project_id) = 'text'" + known + theirs;
    }

    /** Counts the projects to be added. */
    long count(Connection connection) throws SQLException {
        if (!actual.tables().contains(ExpectedSchema.VIDEOS)) {
            return 0;
        }
        String sql = "SELECT count(DISTINCT project_id) " + ofTheOtherProgram();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** Returns the next projects to be added, ordered by id. */
    List<NewProject> after(Connection connection, Optional<RawText> last, int limit) throws SQLException {
        if (!actual.tables().contains(ExpectedSchema.VIDEOS)) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(select(last.isPresent()))) {
            int parameter = 0;
            if (last.isPresent()) {
                last.get().bind(statement, ++parameter);
            }
            statement.setInt(++parameter, limit);
            return read(statement);
        }
    }

    private String select(boolean hasLast) {
        boolean named = actual.hasColumn("veo3_projects", "project_id") && actual.hasColumn("veo3_projects", "name");
        boolean withStatus = named && actual.hasColumn("veo3_projects", "status");
        String earliest =
                "min(coalesce(" + AdoptedVideosView.instant("created_at") + ", '" + LATEST + "') || coalesce(id, ''))";
        String grouped = "SELECT project_id, profile_id, " + earliest + " AS earliest " + ofTheOtherProgram()
                + (hasLast ? " AND project_id > " + RawText.PARAMETER : "")
                + " GROUP BY project_id ORDER BY project_id LIMIT ?";
        return "SELECT x.project_id, x.profile_id, substr(x.earliest, 1, " + INSTANT_LENGTH + "), "
                + (named ? "CAST(v.name AS TEXT)" : "NULL") + ", " + (withStatus ? "v.status" : "NULL") + " FROM ("
                + grouped + ") x" + (named ? " LEFT JOIN main.veo3_projects v ON v.project_id = x.project_id" : "")
                + " ORDER BY x.project_id";
    }

    private static List<NewProject> read(PreparedStatement statement) throws SQLException {
        List<NewProject> projects = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String created = rows.getString(3);
                projects.add(new NewProject(
                        RawText.of(rows, 1),
                        RawText.of(rows, 2),
                        LATEST.equals(created) ? Optional.empty() : Optional.of(Instant.parse(created)),
                        Optional.ofNullable(rows.getString(4)),
                        Optional.ofNullable(rows.getString(5))));
            }
        }
        return projects;
    }

    /**
     * Inserts rows; one that another process has added meanwhile stays as it is.
     *
     * @return how many were added
     */
    static int insert(Connection connection, List<NewProject> projects, Instant now) throws SQLException {
        InstantText instants = new InstantText();
        String sql = "INSERT OR IGNORE INTO main.video_projects"
                + " (id, profile_id, title, status, provider_project_id, version, created_at, updated_at)"
                + " VALUES (" + RawText.PARAMETER + ", " + RawText.PARAMETER + ", ?, ?, " + RawText.PARAMETER
                + ", 1, ?, ?)";
        int added = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (NewProject project : projects) {
                project.id().bind(statement, 1);
                project.profile().bind(statement, 2);
                statement.setString(3, project.titleOrDefault());
                statement.setString(4, project.mappedStatus());
                project.id().bind(statement, 5);
                instants.set(statement, 6, project.created().orElse(now));
                instants.set(statement, 7, now);
                added += statement.executeUpdate();
            }
        }
        return added;
    }
}
