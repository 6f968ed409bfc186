package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.service.NewImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A store on SQLite and local disk with rows in every table that is copied, and with files. */
public final class FullStore {

    /** Text that a format of a copy could mistake; characters outside of the BMP sort differently in UTF-16. */
    private static final String HARD_TEXT =
            "tab\tnew\nline\r back\\slash \\N 'quoted\" | \uFF5E \uD83D\uDE00 thời gian \\.";

    private static final String AT = "'2026-11-30T10:15:30.123456Z'";

    private final Path folder;
    private ProjectId project = new ProjectId("none");

    /** Creates nothing yet. */
    public FullStore(Path folder) {
        this.folder = folder;
    }

    /** A store in a folder. */
    public static ReelstoreConfig local(Path folder) {
        return ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + file(folder))
                .storageUrl("file:" + folder.resolve("media"))
                .build();
    }

    /** The database of a store in this folder. */
    public static Path file(Path folder) {
        return folder.resolve("reels.db");
    }

    /** How to open it. */
    public ReelstoreConfig config() {
        return local(folder);
    }

    /** The project that is not deleted. */
    public ProjectId project() {
        return project;
    }

    /** Creates the store. */
    public FullStore fill() throws SQLException {
        try (Reelstore store = Reelstore.open(config())) {
            project = store.projects().create("Dusk " + HARD_TEXT).id();
            store.generations()
                    .newPair(project)
                    .image(
                            Samples.LIGHTHOUSE_PNG.in(folder),
                            image -> image.provider("p").prompt(HARD_TEXT))
                    .audio(
                            Samples.NARRATION_VI_WAV.in(folder),
                            audio -> audio.provider("p").language("vi"))
                    .video(Samples.VIDEO_MP4.in(folder), video -> video.provider("p"))
                    .save();
            ProjectId deleted = store.projects().create("Deleted").id();
            image(store, deleted, Samples.HARBOUR_JPEG_NAMED_PNG);
            store.projects().delete(deleted);
        }
        insertRest();
        return this;
    }

    /** The same store at another place, as copied by hand. */
    FullStore copyTo(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, place.resolve(folder.relativize(file)));
            }
        }
        FullStore copy = new FullStore(place);
        copy.project = project;
        return copy;
    }

    static void image(Reelstore store, ProjectId project, Samples sample) {
        store.generations()
                .addImage(new NewImage(
                        project, source(sample), ImageGeneration.builder().provider("p")));
    }

    static BlobSource source(Samples sample) {
        return new BlobSource(sample.name(), () -> new ByteArrayInputStream(sample.bytes()));
    }

    private void insertRest() throws SQLException {
        String id = "'" + project + "'";
        execute(
                "INSERT INTO generation_inputs SELECT v.id, 'reference', 10 * n, i.id FROM veo3_video_generations v,"
                        + " image_generations i, (SELECT 1 AS n UNION SELECT 2) LIMIT 2",
                "INSERT INTO generation_audio_tracks SELECT v.id, 'vi', a.id FROM veo3_video_generations v, audio_generations a LIMIT 1",
                "INSERT INTO scenes (project_id, scene_id, profile_id, position, title, meta, version, created_at, updated_at) VALUES ("
                        + id + ", '\uFF5E', 'default', 'a', 'one', '{\"a\": [1, 2.50]}', 1, " + AT + ", " + AT + "), ("
                        + id
                        + ", '\uD83D\uDE00', 'default', 'b', 'two', NULL, 1, " + AT + ", " + AT + ")",
                "INSERT INTO scene_lines (profile_id, project_id, scene_id, language, text, updated_at) VALUES ('default', "
                        + id + ", '\uFF5E', 'vi', 'Chiều xuống', " + AT + ")",
                "INSERT INTO track_settings (profile_id, project_id, scene_id, track, language, parameters, reference_images, updated_at)"
                        + " VALUES ('default', " + id + ", '', 'video', '', '{\"seconds\": 8}', '[\"x\"]', " + AT + ")",
                "INSERT INTO selections (profile_id, project_id, scene_id, track, language, number, take_id, chosen_at) VALUES"
                        + " ('default', " + id + ", 's', 'video', '', 9, 'g', " + AT + "), ('default', " + id
                        + ", 's', 'video', '', 10, NULL, " + AT + ")",
                "INSERT INTO rejected_takes VALUES ('default', " + id + ", 'video', 'g', 'hands', " + AT + ")",
                job("job-1", "succeeded"),
                job("job-2", "planned"),
                "INSERT INTO provider_job_results (profile_id, job_id, position, state) VALUES ('default', 'job-1', 0, 'stored')",
                "INSERT INTO provider_job_attempts VALUES ('default', 'job-1', 1, 'submitted', 'temporary', 'm', " + AT
                        + ", " + AT + ", 3)",
                "INSERT INTO budgets VALUES ('default', 'profile', '', 'day', 'USD', 9007199254740993, " + AT + ")",
                "INSERT INTO budget_spending VALUES ('default', 'profile', '', 'day', '2026-11-30', 9223372036854775807)",
                "INSERT INTO reelstore_marks VALUES ('default', 'image', 'i', 'missing', 'k', " + AT + ")",
                "INSERT INTO reelstore_marks VALUES ('default', 'server', 'file:x', 'exclusive-writes', 'all', " + AT
                        + ")",
                "INSERT INTO reelstore_idempotency_keys VALUES ('default', 'key', 'h', 'answer', " + AT + ")",
                "INSERT INTO provider_workers VALUES ('default', 'w', 1, " + AT + ")");
    }

    static String job(String id, String state) {
        return "INSERT INTO provider_jobs (id, profile_id, project_id, kind, provider, request, fingerprint, take, state, fence, worker,"
                + " attempts, due_at, failures, reserved_nanos, reuses, created_at, updated_at) VALUES ('" + id
                + "', 'default', 'p', 'video', 'veo', '{}', '1:f', 0, '" + state + "', 1, '', 1, " + AT + ", 0, 5, 0, "
                + AT + ", " + AT
                + ")";
    }

    /** Adds jobs with the request of the first one. */
    void addJobs(int count) throws SQLException {
        execute(
                "INSERT INTO provider_jobs (id, profile_id, project_id, kind, provider, request, fingerprint, take, state, fence, worker,"
                        + " attempts, due_at, failures, reuses, created_at, updated_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                        + " FROM n WHERE i < " + count
                        + ") SELECT 'many-' || i, profile_id, project_id, kind, provider, request, i, take, state,"
                        + " fence, worker, attempts, due_at, failures, reuses, created_at, updated_at FROM n, provider_jobs WHERE id = 'job-1'");
    }

    /** Adds images that differ in the bytes after their end. */
    void addImages(int count, IntFunction<byte[]> bytes) throws IOException {
        try (Reelstore store = Reelstore.open(config())) {
            for (int number = 0; number < count; number++) {
                Path image = Samples.LIGHTHOUSE_PNG.in(folder, number + ".png", bytes.apply(number));
                store.generations()
                        .addImage(new NewImage(
                                project(),
                                BlobSource.of(image),
                                ImageGeneration.builder().provider("p")));
            }
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(folder));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** The number of rows of each table that is copied. */
    Map<String, Long> counts() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(folder));
                Statement statement = connection.createStatement()) {
            for (String table : CopiedTable.ALL.stream().map(CopiedTable::name).toList()) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    counts.put(table, row.getLong(1));
                }
            }
        }
        return counts;
    }

    /** The rows and files, without what belongs to a place. */
    StoreSnapshot snapshot() {
        StoreSnapshot all = StoreSnapshot.of(file(folder), folder.resolve("media"));
        Map<String, List<String>> rows = new LinkedHashMap<>(all.rows());
        rows.keySet().retainAll(CopiedTable.ALL.stream().map(CopiedTable::name).toList());
        rows.computeIfPresent(
                "reelstore_marks",
                (table, marks) -> marks.stream()
                        .filter(mark -> !mark.contains("|server|"))
                        .toList());
        return new StoreSnapshot(rows, all.files());
    }
}
