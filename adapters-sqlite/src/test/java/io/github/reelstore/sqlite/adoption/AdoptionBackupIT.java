package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.SharedMemory;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("journey")
class AdoptionBackupIT {

    private static final AdoptionProgress SILENT = (phase, done, total) -> {};

    @TempDir
    Path folder;

    private LegacyDatabase create() {
        return LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
    }

    private static Path adopt(LegacyDatabase legacy, Optional<Path> target) {
        return Adoption.of(SqliteConfig.of(legacy.file()))
                .adopt(target, SILENT)
                .backup()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void includesTheWal(SharedMemory sharedMemory) {
        LegacyDatabase legacy = LegacyDatabase.hotWal(folder.resolve("app.db"), Shape.LOOSE_35, sharedMemory);
        LegacyDump before = LegacyDump.of(legacy.file());

        Path backup = adopt(legacy, Optional.empty());

        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(before.rows().get(ExpectedSchema.VIDEOS)).hasSize(LegacyDatabase.VIDEOS + 30);
    }

    @Test
    void isCreatedNextToTheFileWithATimestamp() throws IOException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());

        Path backup = adopt(legacy, Optional.empty());

        assertThat(backup).isAbsolute().hasParent(folder);
        assertThat(backup.getFileName().toString()).matches("app\\.db\\.backup-\\d{8}-\\d{6}");
        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(names())
                .containsExactlyInAnyOrder("app.db", backup.getFileName().toString());
    }

    @Test
    void choosesAnotherNameIfTheDefaultExists() throws IOException {
        LegacyDatabase legacy = create();
        DateTimeFormatter stamp = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
        Instant now = Instant.now();
        for (int second = 0; second < 60; second++) {
            Files.writeString(folder.resolve("app.db.backup-" + stamp.format(now.plusSeconds(second))), "another");
        }

        Path backup = adopt(legacy, Optional.empty());

        assertThat(backup.getFileName().toString()).matches("app\\.db\\.backup-\\d{8}-\\d{6}-2");
        try (Stream<Path> others = Files.list(folder)) {
            assertThat(others.filter(path -> path.getFileName().toString().matches(".*-\\d{6}")))
                    .hasSize(60)
                    .allSatisfy(path -> assertThat(path).hasContent("another"));
        }
    }

    @Test
    void isWrittenToTheGivenFileEvenIfThereIsNothingToAdd() throws IOException {
        LegacyDatabase legacy = create();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

        Path first = adopt(legacy, Optional.of(elsewhere.resolve("first.db")));
        LegacyDump adopted = LegacyDump.of(legacy.file());
        Path second = adopt(legacy, Optional.of(elsewhere.resolve("second.db")));

        assertThat(first).isEqualTo(elsewhere.resolve("first.db"));
        assertThat(LegacyDump.of(second)).isEqualTo(adopted);
        assertThat(names()).containsExactlyInAnyOrder("app.db", "elsewhere");
    }

    @Test
    void neverReplacesAFile() throws IOException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());
        Path taken = Files.writeString(folder.resolve("taken.db"), "precious");

        assertThatThrownBy(() -> adopt(legacy, Optional.of(taken)))
                .isInstanceOf(StorageException.AlreadyExists.class)
                .hasMessageContaining("taken.db");
        assertThat(taken).hasContent("precious");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        assertThat(names()).containsExactlyInAnyOrder("app.db", "taken.db");
    }

    @Test
    void neverReplacesAFileCreatedMeanwhile() throws IOException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());
        Path target = folder.resolve("backup.db");
        AdoptionProgress meanwhile = (phase, done, total) -> write(target);

        assertThatThrownBy(() -> Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.of(target), meanwhile))
                .isInstanceOf(StorageException.AlreadyExists.class);
        assertThat(target).hasContent("another's");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        assertThat(names()).containsExactlyInAnyOrder("app.db", "backup.db");
    }

    private static void write(Path target) {
        try {
            Files.writeString(target, "another's");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.db", "app.db-wal", "app.db-shm", "app.db-journal", "../link/app.db-wal"})
    void neverReplacesTheDatabasesOwnFiles(String name) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("link"), data);
        LegacyDatabase legacy = LegacyDatabase.create(data.resolve("app.db"), Shape.LOOSE_35);
        LegacyDump before = LegacyDump.of(legacy.file());

        assertThatThrownBy(() -> adopt(legacy, Optional.of(data.resolve(name))))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("belongs to the database");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        assertThat(data).isDirectoryNotContaining(file -> !file.endsWith("app.db"));
    }

    @Test
    void refusesAFolderThatDoesNotExist() throws IOException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());

        assertThatThrownBy(() -> adopt(legacy, Optional.of(folder.resolve("none/backup.db"))))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("does not exist");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        assertThat(names()).containsExactly("app.db");
    }

    @Test
    void hasThePermissionsOfTheFile() throws IOException {
        LegacyDatabase legacy = create();
        Files.setPosixFilePermissions(legacy.file(), PosixFilePermissions.fromString("rw-r-----"));

        Path backup = adopt(legacy, Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void isASnapshotWhileTheAppWrites() {
        LegacyDatabase legacy = create().rows(4_000, 4_000);
        LegacyDump before = LegacyDump.of(legacy.file());
        int[] calls = new int[1];
        AdoptionProgress writing = (phase, done, total) -> {
            if (phase == AdoptionProgress.Phase.BACKUP) {
                calls[0]++;
                update(legacy);
            }
        };

        Path backup = Adoption.of(SqliteConfig.of(legacy.file()))
                .adopt(Optional.empty(), writing)
                .backup()
                .orElseThrow();

        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(LegacyDump.of(legacy.file()).rows().get("profiles"))
                .isNotEqualTo(before.rows().get("profiles"));
        // a copy that restarted at each write would make more calls
        assertThat(calls[0]).isBetween(2, 10);
    }

    /** Without WAL a reader blocks writers: between its steps, the copy must hold no lock. */
    @Test
    void doesNotBlockAnAppWithoutWal() throws SQLException {
        LegacyDatabase legacy = create().rows(4_000, 4_000);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
        int[] writes = new int[1];
        AdoptionProgress writing = (phase, done, total) -> {
            if (phase == AdoptionProgress.Phase.BACKUP && done < total && writes[0] < 5) {
                writes[0]++;
                // fails after a busy timeout of one second
                update(legacy);
            }
        };

        Path backup = Adoption.of(SqliteConfig.of(legacy.file()))
                .adopt(Optional.empty(), writing)
                .backup()
                .orElseThrow();

        assertThat(writes[0]).isEqualTo(5);
        // includes the last write
        assertThat(LegacyDump.of(backup).rows().get("profiles"))
                .isEqualTo(LegacyDump.of(legacy.file()).rows().get("profiles"));
        assertThat(LegacyDump.of(backup).rows().get(ExpectedSchema.VIDEOS)).hasSize(LegacyDatabase.VIDEOS + 4_000);
    }

    private static void update(LegacyDatabase legacy) {
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.executeUpdate("UPDATE profiles SET name = name || '.'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void adoptionHasTheTimeOfItsClock() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("timed.db"), Shape.STRICT);
        Clock clock = Clock.fixed(Instant.parse("2026-11-29T04:05:06.789012Z"), ZoneOffset.UTC);

        Adoption.of(SqliteConfig.of(legacy.file()), new Adoption.Limits(0, 0), clock)
                .adopt(Optional.empty(), (phase, done, total) -> {});

        assertThat(folder.resolve("timed.db.backup-20261129-040506")).isRegularFile();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT adopted_at FROM reelstore_adoption")) {
            assertThat(row.getString(1)).isEqualTo("2026-11-29T04:05:06.789012Z");
        }
    }
}
