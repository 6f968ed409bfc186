package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Projects with their videos, images and audio, compared with three statements and {@code getString}. */
final class Loads {

    private static final Map<Integer, double[]> SQLITE_GOALS =
            Map.of(10, new double[] {4.0, 1.0}, 100, new double[] {1.84, 0.75}, 1_000, new double[] {1.68, 0.70});

    private static final Map<Integer, Double> POSTGRES_GOALS = Map.of(10, 0.75, 100, 0.80, 1_000, 1.0);

    private static final String VIDEOS = "SELECT id, profile_id, project_id, scene_id, operation_name, prompt, seed,"
            + " seed_text, aspect_ratio, status, media_generation_id, fife_url, serving_base_uri, video_url, video_path,"
            + " error_message, raw_response, created_at, updated_at, completed_at, generation_type, image_references,"
            + " image_generation_id, audio_generation_id, provider, model, content_hash, file_path, byte_size, duration_ms,"
            + " width, height, frame_rate, thumb_path, meta, media_info"
            + " FROM veo3_video_generations WHERE project_id = ? ORDER BY created_at, id";

    private static final String IMAGES = "SELECT id, profile_id, project_id, provider, provider_image_id, prompt, seed,"
            + " meta, media_info, model, file_path, byte_size, width, height, thumb_path, content_hash, raw_response,"
            + " status, created_at, updated_at"
            + " FROM image_generations WHERE id IN"
            + " (SELECT image_generation_id FROM veo3_video_generations WHERE project_id = ?)";

    private static final String AUDIO = "SELECT id, profile_id, project_id, provider, provider_audio_id, tts_job_id,"
            + " language, voice, text, model, file_path, byte_size, duration_seconds, duration_ms, sample_rate, channels,"
            + " format, bitrate, content_hash, meta, media_info, raw_response, status, created_at, updated_at"
            + " FROM audio_generations WHERE id IN"
            + " (SELECT audio_generation_id FROM veo3_video_generations WHERE project_id = ?)";

    private static final int IMAGE_OF_VIDEO = 22;
    private static final int AUDIO_OF_VIDEO = 23;

    /** A row with its columns as text. */
    private record Row(List<@Nullable String> columns) {

        String id() {
            return Objects.requireNonNull(columns.get(0));
        }
    }

    private record RawVideo(
            Row video, @Nullable Row image, @Nullable Row audio) {}

    private Loads() {}

    static Table measure(Path work) throws Exception {
        Table table = new Table("Loading a project with N videos, each with image and audio", "three raw statements");
        for (Databases database : Databases.all(work)) {
            boolean sqlite = database.name().equals("SQLite");
            try (Reelstore store = database.open("loads");
                    Connection connection = database.connect("loads")) {
                try (PreparedStatement videos = connection.prepareStatement(VIDEOS);
                        PreparedStatement images = connection.prepareStatement(IMAGES);
                        PreparedStatement audio = connection.prepareStatement(AUDIO)) {
                    for (int size : new int[] {10, 100, 1_000}) {
                        ProjectId project = fill(store, size);
                        int repeats = 2_000 / size;
                        double[] sqliteGoal = Objects.requireNonNull(SQLITE_GOALS.get(size));
                        table.add(
                                database.name() + ": N = " + size,
                                repeats,
                                Comparison.of(
                                        20,
                                        31,
                                        () -> repeat(repeats, () -> {
                                            int found = store.projects()
                                                    .getProjectWithGenerations(project)
                                                    .generations()
                                                    .size();
                                            require(found == size);
                                        }),
                                        () -> repeat(
                                                repeats,
                                                () -> require(raw(videos, images, audio, project)
                                                                .size()
                                                        == size))),
                                sqlite ? String.valueOf(sqliteGoal[0]) : "not measured",
                                Goal.time(sqlite ? sqliteGoal[1] : Objects.requireNonNull(POSTGRES_GOALS.get(size))));
                    }
                }
            }
        }
        return table;
    }

    private static ProjectId fill(Reelstore store, int size) {
        ProjectId project = store.projects().create("Load " + size).id();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        store.inTransaction(tx -> {
            for (int i = 0; i < size; i++) {
                ImageGeneration image = SampleRows.image(project, now);
                AudioGeneration audio = SampleRows.audio(project, now);
                tx.images().insert(image);
                tx.audio().insert(audio);
                tx.generations().insert(SampleRows.complete(image, audio, project, now));
            }
            return size;
        });
        return project;
    }

    private static void repeat(int times, Comparison.Work work) throws Exception {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private static void require(boolean complete) {
        if (!complete) {
            throw new IllegalStateException("a load returned too few rows");
        }
    }

    private static List<RawVideo> raw(
            PreparedStatement videos, PreparedStatement images, PreparedStatement audio, ProjectId project)
            throws SQLException {
        Map<String, Row> imagesById = rows(images, project);
        Map<String, Row> audioById = rows(audio, project);
        List<RawVideo> loaded = new ArrayList<>();
        for (Row video : rows(videos, project).values()) {
            loaded.add(new RawVideo(
                    video,
                    imagesById.get(video.columns.get(IMAGE_OF_VIDEO)),
                    audioById.get(video.columns.get(AUDIO_OF_VIDEO))));
        }
        return loaded;
    }

    private static Map<String, Row> rows(PreparedStatement statement, ProjectId project) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        statement.setString(1, project.value());
        try (ResultSet result = statement.executeQuery()) {
            @Nullable String[] columns = new String[result.getMetaData().getColumnCount()];
            while (result.next()) {
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = result.getString(i + 1);
                }
                Row row = new Row(Arrays.asList(columns.clone()));
                rows.put(row.id(), row);
            }
        }
        return rows;
    }
}
