package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.SharedMemory;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdoptionPlanIT {

    @TempDir
    Path folder;

    private LegacyDatabase create(Shape shape) {
        return LegacyDatabase.create(folder.resolve("app.db"), shape);
    }

    private static AdoptionPlan plan(Path file) {
        return Adoption.of(SqliteConfig.of(file)).plan();
    }

    @ParameterizedTest
    @EnumSource
    void writesNothing(Shape shape) throws IOException {
        LegacyDatabase legacy = create(shape).odd(Odd.fitting(shape));
        Map<String, String> before = files();

        plan(legacy.file());

        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void readsAHotWalWithoutChangingIt(SharedMemory sharedMemory) throws IOException {
        LegacyDatabase legacy = LegacyDatabase.hotWal(folder.resolve("app.db"), Shape.LOOSE_35, sharedMemory);
        Map<String, String> before = files();
        before.remove("app.db-shm");

        AdoptionPlan plan = plan(legacy.file());

        Map<String, String> after = files();
        assertThat(after.remove("app.db-shm") != null).isEqualTo(sharedMemory == SharedMemory.KEPT);
        assertThat(after).isEqualTo(before);
        assertThat(plan.generations()).isEqualTo(LegacyDatabase.VIDEOS + 30);
    }

    @Test
    void writesNothingWhileTheAppHasItOpen() throws IOException, SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("UPDATE profiles SET name = 'renamed'");
            Map<String, String> before = files();
            before.remove("app.db-shm");

            assertThat(plan(legacy.file()).generations()).isEqualTo(LegacyDatabase.VIDEOS);

            Map<String, String> after = files();
            after.remove("app.db-shm");
            assertThat(after).isEqualTo(before);
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void listsWhatTheStrictShapeLacks() {
        AdoptionPlan plan = plan(create(Shape.STRICT).file());

        assertThat(plan.tables())
                .containsExactlyInAnyOrder(
                        "video_projects",
                        "image_generations",
                        "audio_generations",
                        "generation_inputs",
                        "generation_audio_tracks",
                        "blob_tombstones",
                        "reelstore_identity",
                        "reelstore_marks",
                        "reelstore_idempotency_keys",
                        "provider_jobs",
                        "provider_job_results",
                        "provider_job_attempts",
                        "provider_workers",
                        "budgets",
                        "budget_spending",
                        "scenes",
                        "scene_lines",
                        "track_settings",
                        "selections",
                        "rejected_takes",
                        "reelstore_adoption");
        assertThat(plan.columns())
                .containsExactlyInAnyOrder(
                        "generation_type",
                        "image_references",
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
                        "made_from",
                        "reelstore_values");
        assertThat(plan.indexes())
                .contains(
                        "idx_video_projects_profile_created_at",
                        "idx_video_projects_channel_id",
                        "idx_vg_project_id_created_at",
                        "idx_vg_profile_created_at",
                        "idx_image_content_hash",
                        "idx_audio_content_hash",
                        "idx_audio_project_language");
        assertThat(plan.projects()).isEqualTo(5);
        assertThat(plan.generations()).isEqualTo(LegacyDatabase.VIDEOS);
    }

    @Test
    void missingVideoTableIsListed() {
        AdoptionPlan plan = plan(create(Shape.ABSENT).file());

        assertThat(plan.tables()).contains("veo3_video_generations");
        assertThat(plan.columns()).isEmpty();
        assertThat(plan.generations()).isZero();
        assertThat(plan.projects()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "NULL_IDS, 3 video(s) have no id",
        "DUPLICATE_SCENES, 1 scene_id(s) are shared by several videos",
        "ORPHAN_PROFILES, 2 video(s) belong to profiles that are missing",
        "BLOBS_IN_TEXT, have a BLOB in a text column",
        "FK_VIOLATIONS, refer to rows that do not exist",
        "ODD_TIMESTAMPS, have a created_at in an unknown time format",
        "NUL_CHARACTERS, have a NUL character"
    })
    void warnsOfIrregularities(Odd odd, String warning) {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        assertThat(plan(legacy.file()).warnings()).noneMatch(sentence -> sentence.contains(warning.substring(2)));

        legacy.odd(odd);

        assertThat(plan(legacy.file()).warnings()).anyMatch(sentence -> sentence.contains(warning));
    }

    @Test
    void namesTheRowidsOfVideosWithoutAnId() throws SQLException {
        LegacyDatabase legacy = create(Shape.LOOSE_35);
        for (int i = 0; i < 8; i++) {
            legacy.odd(Odd.NULL_IDS);
        }
        try (Connection app = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = app.createStatement()) {
            statement.executeUpdate("UPDATE veo3_video_generations SET rowid = rowid + 1000 WHERE id IS NULL");
            try (ResultSet first =
                    statement.executeQuery("SELECT min(rowid) FROM veo3_video_generations WHERE id IS NULL")) {
                long rowid = first.getLong(1);
                assertThat(plan(legacy.file()).warnings())
                        .anyMatch(sentence -> sentence.startsWith(
                                        "24 video(s) have no id (rowid " + rowid + ", " + (rowid + 1) + ", ")
                                && sentence.contains(" and 4 more): "));
            }
        }
    }

    @Test
    void warnsOfProjectsSharedByProfiles() {
        LegacyDatabase legacy = create(Shape.LOOSE_35);

        assertThat(plan(legacy.file()).warnings())
                .filteredOn(sentence -> sentence.contains("belong to 3 profiles"))
                .hasSizeGreaterThanOrEqualTo(1)
                .noneMatch(sentence -> sentence.contains(legacy.projects().get(4)));
    }

    @ParameterizedTest
    @EnumSource(names = {"VIDEO_ID", "VIDEO_ID_WITH_LATER"})
    void warnsThatTheVideoIdShapeIsReadOnly(Shape shape) {
        assertThat(plan(create(shape).file()).warnings())
                .anyMatch(sentence -> sentence.contains("is read-only") && sentence.contains("video_id"));
    }

    @Test
    void refusesFilesThatAreNotTheApps() throws IOException, SQLException {
        Path text = Files.writeString(folder.resolve("notes.db"), "not a database, but some text");
        Path foreign = folder.resolve("foreign.db");
        sql(foreign, "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
        Path empty = folder.resolve("empty.db");
        sql(empty, "PRAGMA user_version = 1");
        Path own = folder.resolve("own.db");
        SqliteTransactions.open(SqliteConfig.of(own), Clock.systemUTC()).close();

        assertRefused(folder.resolve("none.db"), "does not exist");
        assertRefused(folder, "is a folder");
        assertRefused(text, "is not an SQLite database");
        assertRefused(foreign, "unknown program");
        assertRefused(empty, "has no tables");
        assertRefused(own, "needs no adoption");
    }

    @Test
    void openingAnUnadoptedFileNamesTheCommandAndWritesNothing() throws IOException {
        Path file = folder.resolve("my app's.db");
        LegacyDatabase.create(file, Shape.LOOSE_35);
        Map<String, String> before = files();

        assertThatThrownBy(() -> SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith("reelstore adopt '" + folder + "/my app'\\''s.db'");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void externalVideosHaveTheProfilesOfTheirRows() {
        LegacyDatabase legacy = create(Shape.LOOSE);
        SqliteConfig config = SqliteConfig.of(legacy.file());
        Adoption.of(config).adopt(Optional.empty(), (phase, done, total) -> {});
        List<ExternalVideo> videos = new ArrayList<>();

        AdoptedContents.of(config).forEachExternalVideo(videos::add);

        assertThat(videos)
                .isNotEmpty()
                .extracting(ExternalVideo::profile)
                .isSubsetOf(legacy.profiles().stream().map(ProfileId::new).toList());
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> Adoption.of(SqliteConfig.of(file)))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining(why);
    }

    private static void sql(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The files in the folder, each with the time of its last change and a hash of its content. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                files.put(
                        file.getFileName().toString(),
                        Files.getLastModifiedTime(file) + " "
                                + HexFormat.of().formatHex(TableChecksumsTest.sha256(Files.readAllBytes(file))));
            }
        }
        return files;
    }
}
