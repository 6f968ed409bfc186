package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.SharedMemory;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testtools.BoardWorkload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of the app's rows by the store. */
class AdoptedVideosIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyVideoWithAnIdIsListedInItsProject(Shape shape) throws SQLException {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).odd(Odd.fitting(shape));
        adopt(legacy.file());

        assertThat(listed(legacy.file())).containsExactlyInAnyOrderEntriesOf(legacy.videosByProject());
    }

    @ParameterizedTest
    @EnumSource(names = {"VIDEO_ID", "VIDEO_ID_WITH_LATER"})
    void videosOfTheVideoIdShapeAreListed(Shape shape) throws SQLException {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).rows(30);
        adopt(legacy.file());

        assertThat(listed(legacy.file())).hasSize(5).containsExactlyInAnyOrderEntriesOf(legacy.videosByProject());
    }

    @ParameterizedTest
    @EnumSource
    void videosInTheWalAreAdopted(SharedMemory sharedMemory) throws SQLException {
        LegacyDatabase hot = LegacyDatabase.hotWal(folder.resolve("app.db"), Shape.LOOSE_35, sharedMemory);
        LegacyDump before = LegacyDump.of(hot.file());

        Path backup = adopt(hot.file()).orElseThrow();

        assertThat(before.again(hot.file())).isEqualTo(before);
        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(listed(hot.file()).values().stream().mapToInt(n -> n).sum()).isEqualTo(LegacyDatabase.VIDEOS + 30);
    }

    @Test
    void valuesAreReturnedAsTheAppStoredThem() {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT_35);
        adopt(legacy.file());

        // the fourth row has a response of one megabyte
        LegacyRow row = LegacyVideos.row(3, Shape.STRICT_35, 0);
        try (Transactions store = open(legacy.file())) {
            VideoGeneration video = videos(store, LegacyVideos.profileOf(3), LegacyVideos.projectOf(3)).stream()
                    .filter(one -> one.id().value().equals(LegacyDatabase.videoId(3)))
                    .findFirst()
                    .orElseThrow();
            assertThat(video.prompt()).contains(LegacyVideos.text(row, "prompt"));
            assertThat(video.sceneId()).contains(LegacyVideos.text(row, "scene_id"));
            assertThat(video.rawResponse()).contains(LegacyVideos.text(row, "raw_response"));
            assertThat(video.videoUrl()).contains(LegacyVideos.text(row, "video_url"));
            assertThat(video.seed()).contains(Seed.of(1003));
            assertThat(video.createdAt()).isEqualTo(Instant.parse(LegacyVideos.time(3)));
            assertThat(video.filePath()).isEmpty();
        }
    }

    /** Lists show them as empty, and the app's part of the row can still be changed. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "width, 'wide'",
                "height, -3",
                "byte_size, 1.5",
                "seed, 'lucky'",
                "file_path, '/Users/me/clip.mp4'",
                "content_hash, x'00'",
                "meta, '{'",
                "completed_at, 'line' || char(10) || 'break'",
                "created_at, 'yesterday'"
            })
    void aValueThatTheStoreCannotShowIsNamedByVerification(String column, String value) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        adopt(legacy.file());
        GenerationId id = new GenerationId(LegacyDatabase.videoId(1));
        ProfileId profile = new ProfileId(LegacyVideos.profileOf(1));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE veo3_video_generations SET " + column + " = " + value + " WHERE id = '" + id + "'");
        }

        try (Transactions store = open(legacy.file());
                BlobStore blobs = new InMemoryBlobStore()) {
            List<Problem> problems = new ArrayList<>();
            new VerificationService(store, blobs, profile)
                    .verify(VerificationRequest.ALL, new VerificationService.Listener() {
                        @Override
                        public void found(Problem problem) {
                            if (problem.kind() == Verification.Kind.INVALID) {
                                problems.add(problem);
                            }
                        }

                        @Override
                        public void checked(long rowsAndFiles) {}
                    });
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.row()).contains(new Verification.RowRef(EntityType.GENERATION, id.value()));
                assertThat(problem.subject()).isEqualTo(column);
                assertThat(problem.detail()).contains("veo3_video_generations", "\"" + id + "\"", " " + column + ":");
            });
            VideoGeneration changed = store.inTransaction(
                    profile,
                    tx -> tx.generations()
                            .update(id, Patch.<VideoGeneration>empty().set(GenerationField.MODEL, "new")));
            assertThat(changed.model()).contains("new");
            assertThat(store.<List<InvalidValue>, RuntimeException>readOnly(
                            profile, tx -> tx.maintenance().hiddenValues(EntityType.GENERATION, List.of(id.value()))))
                    .hasSize(1);
            assertThat(store.<List<InvalidValue>, RuntimeException>readOnly(
                            new ProfileId("another"),
                            tx -> tx.maintenance().hiddenValues(EntityType.GENERATION, List.of(id.value()))))
                    .isEmpty();
        }
    }

    @Test
    void timesInEveryFormatAreSorted() throws SQLException {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE).odd(Odd.ODD_TIMESTAMPS);
        adopt(legacy.file());

        List<List<String>> project = projects(legacy.file()).stream()
                .filter(one -> one.get(0).equals(LegacyOddities.PROJECT_OF_TIMES))
                .toList();
        assertThat(project).hasSize(1);
        try (Transactions store = open(legacy.file())) {
            assertThat(videos(store, project.get(0).get(1), project.get(0).get(0)))
                    .extracting(VideoGeneration::createdAt)
                    .isSorted()
                    .containsSubsequence(
                            Instant.parse("2025-10-12T06:00:00Z"),
                            Instant.parse("2025-10-12T06:00:00.123456Z"),
                            Instant.parse("2025-10-12T06:00:01Z"),
                            Instant.parse("2025-10-12T06:00:02Z"),
                            Instant.parse("2025-10-12T06:00:03Z"),
                            Instant.parse("2025-10-12T06:00:04.500Z"));
        }
    }

    @Test
    void projectGetsTheAppsTitleAndTheProfileOfItsFirstVideo() {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        adopt(legacy.file());

        try (Transactions store = open(legacy.file())) {
            for (int n = 0; n < 2; n++) {
                ProjectId id = new ProjectId(legacy.projects().get(n));
                // the nth video is the first of the nth project
                VideoProject project = store.<Optional<VideoProject>, RuntimeException>readOnly(
                                new ProfileId(LegacyVideos.profileOf(n)),
                                tx -> tx.projects().find(id))
                        .orElseThrow();
                assertThat(project.title()).isEqualTo(legacy.titleOf(n));
                assertThat(project.providerProjectId()).contains(id.value());
            }
        }
    }

    /** The app's rows stay as they are, even if their scenes are stored. */
    @Test
    void scenesOfTheAppsRowsAreShownAndStoredOnDemand() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        LegacyDump before = LegacyDump.of(legacy.file());
        adopt(legacy.file());
        ProjectId project = new ProjectId(LegacyVideos.projectOf(0));
        ProfileId profile = new ProfileId(LegacyVideos.profileOf(0));
        // the app has no files with keys; without one, no take stands
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE veo3_video_generations SET file_path = 'videos/' || id || '.mp4'");
        }

        try (Transactions store = open(legacy.file())) {
            List<String> named = videos(store, profile.value(), project.value()).stream()
                    .flatMap(video -> video.sceneId().stream())
                    .distinct()
                    .toList();
            StoryboardService storyboards = BoardWorkload.storyboards(store, profile);
            List<StoryboardScene> shown = storyboards.getStoryboard(project).scenes();
            assertThat(shown).hasSameSizeAs(named).isNotEmpty();
            assertThat(shown).extracting(scene -> scene.scene().version()).containsOnly(0L);
            assertThat(shown)
                    .flatExtracting(StoryboardScene::cells)
                    .filteredOn(cell -> cell.take().isPresent())
                    .extracting(Cell::state)
                    .containsOnly(CellState.UNKNOWN);
            assertThat(before.again(legacy.file())).isEqualTo(before);

            List<Scene> stored = new SceneService(store, profile).addFromRows(project);
            assertThat(stored).extracting(Scene::sceneId).containsExactlyInAnyOrderElementsOf(named);
            assertThat(storyboards.getStoryboard(project).scenes())
                    .extracting(StoryboardScene::scene)
                    .containsExactlyElementsOf(stored);
        }
        assertThat(before.again(legacy.file())).isEqualTo(before);
    }

    private static Optional<Path> adopt(Path file) {
        return Adoption.of(SqliteConfig.of(file))
                .adopt(Optional.empty(), (phase, done, total) -> {})
                .backup();
    }

    /** The number of videos that each project lists for its profile. */
    private static Map<String, Integer> listed(Path file) throws SQLException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        try (Transactions store = open(file)) {
            for (List<String> project : projects(file)) {
                counts.put(
                        project.get(0),
                        videos(store, project.get(1), project.get(0)).size());
            }
        }
        return counts;
    }

    private static List<List<String>> projects(Path file) throws SQLException {
        List<List<String>> projects = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, profile_id FROM video_projects ORDER BY id")) {
            while (rows.next()) {
                projects.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return projects;
    }

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    private static List<VideoGeneration> videos(Transactions store, String profile, String project) {
        return store.readOnly(new ProfileId(profile), tx -> tx.generations().ofProject(new ProjectId(project)));
    }
}
