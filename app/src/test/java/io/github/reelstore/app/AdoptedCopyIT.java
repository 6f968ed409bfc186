package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyOptions.OddValues;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import io.github.reelstore.domain.port.copy.OddValue;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies of the database of another program that was adopted. */
class AdoptedCopyIT {

    private static final CopyOptions AS_SHOWN =
            new CopyOptions(CopyPart.STORE, CopiedProfiles.ALL, OddValues.AS_SHOWN, CopyOptions.DEFAULT_THREADS);

    @TempDir
    Path folder;

    private ReelstoreConfig adopted(LegacyDatabase legacy) {
        return adopted(legacy.file());
    }

    private ReelstoreConfig adopted(Path file) {
        ReelstoreConfig config = ReelstoreConfig.builder()
                .databaseUrl("jdbc:sqlite:" + file)
                .storageUrl("file:" + folder.resolve("app-media"))
                .build();
        Adoption.of(config.sqlite().orElseThrow()).adopt(Optional.empty(), (phase, done, total) -> {});
        return config;
    }

    @Test
    void anAdoptedDatabaseBecomesAStoreOfItsOwn() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT_35);
        ReelstoreConfig source = adopted(legacy);
        LegacyDump before = LegacyDump.of(legacy.file());
        ReelstoreConfig target = FullStore.local(folder);

        CopyResult result = StoreCopyTest.copy(source, target);

        assertThat(result.problems()).isEmpty();
        assertThat(result.isEqual()).isTrue();
        assertThat(before.again(legacy.file())).as("the app's data").isEqualTo(before);
        try (Reelstore from = Reelstore.open(source);
                Reelstore to = Reelstore.open(target)) {
            for (String name : legacy.profiles()) {
                ProfileId profile = new ProfileId(name);
                assertThat(videos(to.withProfile(profile)))
                        .containsExactlyInAnyOrderElementsOf(videos(from.withProfile(profile)).stream()
                                .filter(video -> video.contains("profileId=" + name))
                                .toList())
                        .isNotEmpty();
            }
        }
        assertThatThrownBy(() -> StoreCopyTest.copy(target, source)).isInstanceOf(StorageException.class);
    }

    private static List<String> videos(Reelstore store) {
        return store
                .readOnly(tx -> tx.generations().list(GenerationFilter.ALL, PageRequest.first(200)))
                .items()
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Values that the store shows in another way are listed, or copied as it shows them. */
    @ParameterizedTest
    @EnumSource(names = {"LOOSE_35", "STRICT_35"})
    void oddValuesAreListedAndCopiedAsShown(Shape shape) throws SQLException {
        LegacyDatabase legacy =
                LegacyDatabase.create(folder.resolve("app.db"), shape).odd(Odd.fitting(shape));
        ReelstoreConfig source = adopted(legacy);
        ReelstoreConfig target = FullStore.local(folder);
        try (OpenCopy copy = OpenCopy.of(source, target, CopyOptions.all(), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run()).isInstanceOf(StorageException.InvalidInput.class);
            assertThat(copy.copy().oddValues()).extracting(OddValue::table).contains("veo3_video_generations");
        }
        try (OpenCopy copy = OpenCopy.of(source, target, AS_SHOWN, (phase, done) -> {})) {
            CopyResult result = copy.copy().runAndSwitch();
            assertThat(result.problems()).isEmpty();
            assertThat(result.isEqual()).isTrue();
            assertThat(result.switched()).isTrue();
            assertThat(result.converted()).isPositive();
        }
        try (Reelstore old = Reelstore.open(source)) {
            assertThatThrownBy(() -> old.projects().create("too late")).isInstanceOf(StorageException.ReadOnly.class);
        }
    }

    @Test
    void aRowWhoseProjectIsMissingIsCopiedWithoutIt() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        ReelstoreConfig source = adopted(legacy);
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO veo3_video_generations (id, profile_id, project_id) SELECT 'later', profile_id,"
                            + " 'a later project' FROM veo3_video_generations LIMIT 1");
        }
        try (OpenCopy copy = OpenCopy.of(source, FullStore.local(folder), CopyOptions.all(), (phase, done) -> {})) {
            assertThatThrownBy(() -> copy.copy().run())
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining("project_id refers to a row that does not exist");
        }
        try (OpenCopy copy = OpenCopy.of(source, FullStore.local(folder), AS_SHOWN, (phase, done) -> {})) {
            assertThat(copy.copy().run().isEqual()).isTrue();
        }
    }

    /** Reading it for long would block the other program, so that a copy of it is read. */
    @Test
    void aDatabaseWithARollbackJournalIsCopied() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        ReelstoreConfig source = adopted(legacy);
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }

        assertThat(StoreCopyTest.copy(source, FullStore.local(folder)).isEqual())
                .isTrue();
    }

    /** SQLite compares its text in another order. */
    @Test
    void aDatabaseInUtf16WithARollbackJournalIsCopied() throws SQLException {
        Path file = folder.resolve("app.db");
        try (Connection utf8 = LegacyDatabase.create(folder.resolve("utf8.db"), Shape.LOOSE_35)
                        .connect();
                Statement schema = utf8.createStatement();
                ResultSet sql = schema.executeQuery(
                        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
                Connection utf16 = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = utf16.createStatement()) {
            statement.execute("PRAGMA encoding = 'UTF-16le'");
            while (sql.next()) {
                statement.executeUpdate(sql.getString(1));
            }
            statement.executeUpdate("INSERT INTO profiles (id, name, user_data_dir, created_at, updated_at)"
                    + " VALUES ('p', 'Một', '', '', '')");
            statement.executeUpdate("INSERT INTO veo3_video_generations (id, profile_id, project_id, prompt)"
                    + " VALUES ('\uFF5E', 'p', 'dự án', 'một'), ('\uD83D\uDE00', 'p', 'dự án', 'hai')");
        }
        ReelstoreConfig source = adopted(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }

        CopyResult result = StoreCopyTest.copy(source, FullStore.local(folder));

        assertThat(result.isComplete()).isTrue();
        assertThat(StoreCopyTest.copy(source, FullStore.local(folder)).rows().inserted())
                .isZero();
    }
}
