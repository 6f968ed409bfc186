package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Storyboards, compared with statements that read the same scenes, lines, choices, and takes with their counts, and {@code getString}; plans
 * compared with nothing.
 */
final class Boards {

    private static final int SCENES = 1_000;
    private static final int TAKES = 5;
    private static final List<LanguageTag> LANGUAGES =
            languages("en", "vi", "de", "fr", "es", "it", "ja", "ko", "pt", "zh");

    private static final int PLANNED_SCENES = 200;
    private static final List<LanguageTag> PLANNED_LANGUAGES = languages(
            "en", "vi", "de", "fr", "es", "it", "ja", "ko", "pt", "zh", "nl", "sv", "da", "fi", "pl", "cs", "tr", "th",
            "id", "hi");

    private static final String SCENES_OF_PROJECT =
            "SELECT scene_id, position, title, prompt, length_ms, meta, version, deleted_at, created_at, updated_at"
                    + " FROM scenes WHERE project_id = ? AND deleted_at IS NULL ORDER BY position, scene_id";

    private static final String LINES = "SELECT scene_id, language, text, source_language, source_digest, updated_at"
            + " FROM scene_lines WHERE project_id = ?";

    /** The last choices. */
    private static final String CHOICES =
            "SELECT scene_id, track, language, number, take_id, reason, previous, chosen_at FROM (SELECT *,"
                    + " ROW_NUMBER() OVER (PARTITION BY scene_id, track, language ORDER BY number DESC) AS place"
                    + " FROM selections WHERE project_id = ?) s WHERE place = 1 AND take_id IS NOT NULL";

    /** A row of the database with its columns as text. */
    private record Row(List<@Nullable String> columns) {}

    private Boards() {}

    private static List<LanguageTag> languages(String... tags) {
        return Arrays.stream(tags).map(LanguageTag::of).toList();
    }

    /**
     * The chosen takes of a track, or else the newest ones, with the numbers of takes.
     *
     * @param columns the columns of the medium
     * @param language the column of the language
     */
    private static String takes(String table, String track, String columns, String language) {
        // rows of images and audio always have a file, and Reelstore does not test it
        String unfinished = "status <> 'completed'" + (track.equals("video") ? " OR file_path IS NULL" : "");
        String ofCell = "PARTITION BY scene_id" + (language.isEmpty() ? "" : ", " + language);
        return "SELECT r.scene_id, " + (language.isEmpty() ? "" : "r.language, ") + "r.id, r.status, r.file_path, "
                + columns
                + ", r.content_hash, r.made_from, r.created_at, t.takes"
                + " FROM (SELECT id, COUNT(*) OVER (" + ofCell + ") AS takes,"
                + " ROW_NUMBER() OVER (" + ofCell + " ORDER BY"
                + " CASE WHEN id IN (SELECT take_id FROM (" + CHOICES + ") c WHERE track = '" + track + "') THEN 0"
                + " WHEN " + unfinished + " OR id IN"
                + " (SELECT take_id FROM rejected_takes WHERE project_id = ? AND track = '" + track
                + "') THEN 2 ELSE 1 END,"
                + " created_at DESC, id DESC) AS place"
                + " FROM " + table + " WHERE project_id = ? AND scene_id IS NOT NULL"
                + ") t JOIN " + table + " r ON r.id = t.id WHERE t.place = 1";
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table(
                "Storyboards: %,d scenes with %d takes in each cell, audio in %d languages"
                        .formatted(SCENES, TAKES, LANGUAGES.size()),
                "six raw statements");
        for (Databases database : Databases.all(work)) {
            try (Reelstore store = database.open("boards");
                    Connection connection = database.connect("boards")) {
                board(table, database, store, connection);
                plan(table, database, store);
            }
        }
        return table;
    }

    private static void board(Table table, Databases database, Reelstore store, Connection connection)
            throws Exception {
        ProjectId project = SampleBoard.fill(store, SCENES, TAKES, LANGUAGES);
        List<String> takes = List.of(
                takes("image_generations", "image", "r.thumb_path", ""),
                takes("veo3_video_generations", "video", "r.thumb_path, r.duration_ms", ""),
                takes("audio_generations", "audio", "r.duration_ms", "language"));
        table.add(
                database.name() + ": getStoryboard",
                1,
                Comparison.of(
                        10, 21, () -> require(presentCells(store.storyboard().getStoryboard(project))), () -> {
                            require(rows(connection, SCENES_OF_PROJECT, project.value())
                                            .size()
                                    == SCENES);
                            require(rows(connection, LINES, project.value()).size() == SCENES * LANGUAGES.size());
                            require(rows(connection, CHOICES, project.value()).size() == SCENES * LANGUAGES.size() / 2);
                            int standing = 0;
                            for (String track : takes) {
                                standing += rows(connection, track, project.value(), project.value(), project.value())
                                        .size();
                            }
                            require(standing == SCENES * (2 + LANGUAGES.size()));
                        }),
                "did not exist",
                Goal.time(1.5));
    }

    private static void require(boolean complete) {
        if (!complete) {
            throw new IllegalStateException("a storyboard or plan is not complete");
        }
    }

    private static boolean presentCells(Storyboard board) {
        return board.scenes().stream()
                        .flatMap(scene -> scene.cells().stream())
                        .map(Cell::state)
                        .filter(CellState.PRESENT::equals)
                        .count()
                == (long) SCENES * (2 + LANGUAGES.size());
    }

    private static List<Row> rows(Connection connection, String sql, String... parameters) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                @Nullable String[] columns = new String[result.getMetaData().getColumnCount()];
                while (result.next()) {
                    for (int i = 0; i < columns.length; i++) {
                        columns[i] = result.getString(i + 1);
                    }
                    rows.add(new Row(Arrays.asList(columns.clone())));
                }
            }
        }
        return rows;
    }

    /** The plan is compared with its goal of a second. */
    private static void plan(Table table, Databases database, Reelstore store) throws Exception {
        ProjectId project = SampleBoard.fill(store, PLANNED_SCENES, 0, PLANNED_LANGUAGES);
        Comparison measured = Comparison.of(
                3,
                11,
                () -> require(store.storyboard()
                                .plan(project, PlanScope.ALL)
                                .requests()
                                .size()
                        == PLANNED_SCENES * (1 + PLANNED_LANGUAGES.size())),
                () -> {});
        double[] second = new double[measured.ours().length];
        Arrays.fill(second, 1);
        table.add(
                database.name()
                        + ": plan of %d scenes in %d languages (the other: the goal of a second)"
                                .formatted(PLANNED_SCENES, PLANNED_LANGUAGES.size()),
                1,
                new Comparison(measured.ours(), second),
                "did not exist",
                Goal.time(1));
    }
}
