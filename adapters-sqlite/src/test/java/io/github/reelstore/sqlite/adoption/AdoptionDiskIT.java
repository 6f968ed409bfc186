package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.reelstore.sqlite.adoption.AdoptionToBeKilled.Way;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Adoption on a disk that is full or fails. */
class AdoptionDiskIT {

    @TempDir
    Path folder;

    private LegacyDatabase create() {
        return LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT_35);
    }

    @ParameterizedTest
    @EnumSource
    void fullDiskLeavesTheRowsUnchangedAndNoMark(Way way) throws SQLException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());
        SqliteConfig config = SqliteConfig.of(legacy.file());
        boolean fits = false;
        int pages = 0;
        while (!fits) {
            try (Connection connection = new SqliteDataSource(config).openConnection()) {
                long room = Sql.number(connection, "PRAGMA page_count") + pages;
                Sql.number(connection, "PRAGMA max_page_count = " + room);
                AdoptionRun run = new AdoptionRun(connection, legacy.file(), Instant.EPOCH, (phase, done, total) -> {});
                try {
                    if (way == Way.AT_ONCE) {
                        run.atOnce();
                    } else {
                        run.inSteps();
                    }
                    fits = true;
                } catch (SQLiteException e) {
                    assertThat(e.getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_FULL);
                }
            }
            assertThat(before.again(legacy.file())).isEqualTo(before);
            if (!fits) {
                assertThat(Adoption.isAdopted(config)).isFalse();
                if (way == Way.AT_ONCE) {
                    assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
                }
            }
            pages += 2;
        }
        assertThat(pages).isGreaterThan(4);
        assertThat(Adoption.of(config).plan().isEmpty()).isTrue();
    }

    /** The process's file size limit is just above the size of the database: the backup fits, the additions do not. */
    @Test
    @Tag("large")
    void unwritableDiskLeavesTheFileAndItsBackup() throws IOException, InterruptedException, SQLException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "ulimit needs bash");
        // larger than the native library that SQLite's driver extracts
        LegacyDatabase legacy = create().rows(3_000, 8_000);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
        LegacyDump before = LegacyDump.of(legacy.file());
        List<String> command = new ArrayList<>(List.of(
                "/bin/bash", "-c", "ulimit -f " + (Files.size(legacy.file()) / 1024 + 8) + "; exec \"$@\"", "bash"));
        command.addAll(
                AdoptionToBeKilled.process(legacy.file(), Way.AT_ONCE, -1).command());
        Path output = folder.resolve("output");

        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        assertThat(status).isNotZero();
        assertThat(Files.readString(output))
                .contains("StorageException$Unavailable")
                .contains("failed (SQLITE_IOERR_WRITE)")
                .contains("The backup of the unchanged file is");
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            Path backup = files.filter(file -> file.getFileName().toString().matches("app\\.db\\.backup-[-0-9]+"))
                    .findFirst()
                    .orElseThrow();
            assertThat(LegacyDump.of(backup)).isEqualTo(before);
        }

        // with enough room, the adoption succeeds
        Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        assertThat(before.again(legacy.file())).isEqualTo(before);
    }

    /** Root may write anywhere, so this test needs another user. */
    @Test
    void fileInAReadOnlyFolderCanBePlannedButNotAdopted() throws IOException {
        LegacyDatabase legacy = create();
        LegacyDump before = LegacyDump.of(legacy.file());
        assertThat(folder.toFile().setWritable(false)).isTrue();
        try {
            assumeTrue(!Files.isWritable(folder), "the user can write anywhere");
            Adoption adoption = Adoption.of(SqliteConfig.of(legacy.file()));

            assertThat(adoption.plan().generations()).isEqualTo(LegacyDatabase.VIDEOS);
            assertThatThrownBy(() -> adoption.adopt(Optional.empty(), (phase, done, total) -> {}))
                    .hasMessageContaining("cannot be written");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
        assertThat(LegacyDump.of(legacy.file())).isEqualTo(before);
    }
}
