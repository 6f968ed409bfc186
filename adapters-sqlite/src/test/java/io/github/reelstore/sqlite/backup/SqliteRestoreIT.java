package io.github.reelstore.sqlite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteRestoreIT {

    @TempDir
    Path temporary;

    private RestoreFixture store;

    @BeforeEach
    void makeStoreAndBackup() throws IOException {
        store = RestoreFixture.in(temporary);
    }

    private void assertRefused(Class<? extends StorageException> kind, String... expected) throws IOException {
        byte[] before = Files.exists(store.database) ? Files.readAllBytes(store.database) : new byte[0];
        assertThatThrownBy(() -> store.restore())
                .isInstanceOf(kind)
                .satisfies(e -> assertThat(e.getMessage()).contains(expected));
        assertThat(store.leftovers()).isEmpty();
        assertThat(store.previousDatabases()).isEmpty();
        if (Files.isRegularFile(store.database)) {
            assertThat(store.database).hasBinaryContent(before);
        }
    }

    @Test
    void backupReplacesTheDatabaseAndKeepsTheOldOne() throws IOException {
        Files.writeString(SqliteFile.sibling(store.database, ".corrupt"), "note");
        byte[] backedUp = Files.readAllBytes(store.backup.resolve("reelstore.db"));

        SqliteRestore.Result restored = store.restore();

        assertThat(restored.database()).isEqualTo(store.database);
        assertThat(RestoreFixture.projects(store.database)).containsExactly("before");
        Path previous = restored.previous().orElseThrow();
        assertThat(previous.toString()).startsWith(store.database + ".before-restore-");
        assertThat(RestoreFixture.projects(previous)).containsExactly("before", "later");
        assertThat(SqliteFile.sibling(previous, ".corrupt")).hasContent("note");
        assertThat(SqliteFile.sibling(store.database, ".corrupt")).doesNotExist();
        assertThat(restored.files()).isEqualTo(4);
        assertThat(restored.missing()).isEqualTo(4);
        assertThat(restored.firstMissing()).hasSize(4).isSorted();
        assertThat(store.leftovers()).isEmpty();
        assertThat(store.backup.resolve("reelstore.db")).hasBinaryContent(backedUp);
        try (var files = Files.list(store.backup)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void restoreHasTheTimeOfItsClock() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-28T22:03:33.644642Z"), ZoneOffset.UTC);

        SqliteRestore.Result restored = SqliteRestore.of(store.config, store.backup, clock, () -> {})
                .run(store.blobs, (phase, done, total) -> {});

        assertThat(restored.previous()).contains(SqliteFile.sibling(store.database, ".before-restore-20261128-220333"));
        assertThat(RestoreFixture.texts(store.database, "SELECT restored_at FROM reelstore_identity"))
                .containsExactly("2026-11-28T22:03:33.644642Z");
    }

    @Test
    void plannedJobsOfABackupAreLeftToAPerson() {
        try (Transactions database = SqliteTransactions.open(store.config, Clock.systemUTC())) {
            database.inTransaction(SampleRows.ALICE, tx -> {
                tx.jobs().insert(SampleJobs.job("planned").build());
                // a person may have had it sent again since
                tx.jobs()
                        .insert(SampleJobs.job("unknown")
                                .state(JobState.OUTCOME_UNKNOWN)
                                .credential("key")
                                .build());
                tx.jobs()
                        .insert(SampleJobs.job("generated")
                                .state(JobState.DOWNLOADING)
                                .build());
                return tx;
            });
        }
        Path second = temporary.resolve("second");
        SqliteBackup.of(store.config).to(second, (done, total) -> {});
        SqliteRestore.of(store.config, second).run(store.blobs, (phase, done, total) -> {});
        assertThat(
                        RestoreFixture.texts(
                                store.database,
                                "SELECT id || ' ' || state || ' ' || fence || coalesce(' ' || failure || coalesce(' ' || credential, ''), '') FROM provider_jobs ORDER BY id"))
                .containsExactly(
                        "generated downloading 0",
                        "planned outcome_unknown 1 restored",
                        "unknown outcome_unknown 1 restored key");
    }

    /** The procedure of earlier documentation: SQLite replays the old {@code -wal} over the backup. */
    @Test
    void copyingABackupOverACrashedDatabaseCorruptsIt() throws IOException, SQLException {
        store.simulateCrashWith("last");
        Files.copy(store.backup.resolve("reelstore.db"), store.database, StandardCopyOption.REPLACE_EXISTING);
        assertThat(List.of(RestoreFixture.integrity(store.database), RestoreFixture.projects(store.database)))
                .isNotEqualTo(List.of(List.of("ok"), List.of("before")));
    }

    @Test
    void walOfADeadProcessIsMovedWithItsDatabase() throws IOException, SQLException {
        store.simulateCrashWith("last");

        Path previous = store.restore().previous().orElseThrow();

        assertThat(SqliteFile.sibling(previous, "-wal")).isNotEmptyFile();
        assertThat(SqliteFile.sibling(store.database, "-wal")).doesNotExist();
        assertThat(RestoreFixture.integrity(store.database)).containsExactly("ok");
        assertThat(RestoreFixture.projects(store.database)).containsExactly("before");
        assertThat(RestoreFixture.integrity(previous)).containsExactly("ok");
        assertThat(RestoreFixture.projects(previous)).containsExactly("before", "last", "later");
        store.write("after");
        assertThat(RestoreFixture.integrity(store.database)).containsExactly("ok");
        assertThat(RestoreFixture.projects(store.database)).containsExactly("after", "before");
    }

    @ParameterizedTest
    @CsvSource({"missing", "empty", "garbage", "walAlone"})
    void damagedOrMissingDatabaseIsReplaced(String state) throws IOException {
        switch (state) {
            case "empty" -> Files.write(store.database, new byte[0]);
            case "garbage" -> {
                Files.writeString(store.database, "no database".repeat(1_000));
                // otherwise it would be rejected as a file named by mistake
                Files.writeString(SqliteFile.sibling(store.database, ".corrupt"), "found before");
            }
            default -> Files.delete(store.database);
        }
        if (state.equals("walAlone")) {
            Files.writeString(SqliteFile.sibling(store.database, "-wal"), "stale");
        }
        SqliteRestore.Result restored = store.restore();
        assertThat(RestoreFixture.integrity(store.database)).containsExactly("ok");
        assertThat(RestoreFixture.projects(store.database)).containsExactly("before");
        boolean existed = state.equals("empty") || state.equals("garbage");
        assertThat(restored.previous().isPresent()).isEqualTo(existed);
        assertThat(SqliteFile.sibling(store.database, "-wal")).doesNotExist();
    }

    @Test
    void oldDatabasesOfEarlierRestoresAreKept() throws IOException {
        store.restore();
        store.restore();
        store.restore();
        assertThat(store.previousDatabases()).hasSize(3);
    }

    @Test
    void symbolicLinkAndPermissionsAreKept() throws IOException {
        Files.setPosixFilePermissions(store.database, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(store.folder.resolve("link.db"), store.database);
        SqliteRestore.of(SqliteConfig.of(link), store.backup).run(store.blobs, (phase, done, total) -> {});
        assertThat(link).isSymbolicLink();
        assertThat(RestoreFixture.projects(store.database)).containsExactly("before");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.database)))
                .isEqualTo("rw-r-----");
    }

    /** Commits that are only in the backup's own {@code -wal}, after a process that had opened it died. */
    @Test
    void walOfTheBackupIsRestored() throws IOException, SQLException {
        Path copy = store.backup.resolve("reelstore.db");
        RestoreFixture other = RestoreFixture.in(Files.createDirectory(store.folder.resolve("other")));
        other.simulateCrashWith("in the wal");
        for (String suffix : List.of("", "-wal")) {
            Files.copy(
                    SqliteFile.sibling(other.database, suffix),
                    SqliteFile.sibling(copy, suffix),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(store.backup.resolve("files.txt"), RestoreFixture.texts(other.database, SqliteBackup.listing()));
        Files.delete(store.database);
        store.restore();
        assertThat(RestoreFixture.projects(store.database)).contains("in the wal");
        assertThat(SqliteFile.sibling(copy, "-wal")).isNotEmptyFile();
        assertThat(SqliteFile.sibling(store.database, "-wal")).doesNotExist();
    }

    @Test
    void damagedBackupIsRefused() throws IOException {
        Path copy = store.backup.resolve("reelstore.db");
        byte[] bytes = Files.readAllBytes(copy);
        Arrays.fill(bytes, 8_192, 40_000, (byte) 7);
        Files.write(copy, bytes);
        assertRefused(StorageException.Corrupt.class, "damaged", "Nothing was changed");

        Files.write(copy, Arrays.copyOf(bytes, 20_000));
        assertRefused(StorageException.Corrupt.class, "damaged");

        Files.writeString(copy, "no database");
        assertRefused(StorageException.Corrupt.class, "damaged");

        Files.write(copy, new byte[0]);
        assertRefused(StorageException.Configuration.class, "is not a store's database");
    }

    @ParameterizedTest
    @CsvSource({"files.txt, ../x", "files.txt, ''", "files.txt, /etc/passwd", "SHA256SUMS, abc  projects/x"})
    void damagedListIsRefused(String list, String line) throws IOException {
        Files.writeString(store.backup.resolve(list), line + "\n", StandardOpenOption.APPEND);
        assertRefused(StorageException.Corrupt.class, list, "Line 5");
    }

    @Test
    void truncatedOrBinaryListIsRefused() throws IOException {
        Path list = store.backup.resolve("files.txt");
        Files.writeString(list, "projects/a", StandardOpenOption.APPEND);
        assertRefused(StorageException.Corrupt.class, "truncated");
        Files.write(list, new byte[] {(byte) 0xff, '\n'});
        assertRefused(StorageException.Corrupt.class, "Line 1");
        Files.write(list, new byte[5_000]);
        assertRefused(StorageException.Corrupt.class, "too long");
    }

    @ParameterizedTest
    @CsvSource({"reelstore.db", "files.txt", "SHA256SUMS"})
    void incompleteBackupIsRefused(String part) throws IOException {
        Files.delete(store.backup.resolve(part));
        assertRefused(StorageException.Configuration.class, part);
    }

    @Test
    void folderWithoutABackupIsRefused() {
        for (String name : List.of("none", "reelstore.db")) {
            assertThatThrownBy(() -> SqliteRestore.of(store.config, store.folder.resolve(name)))
                    .isInstanceOf(StorageException.Configuration.class)
                    .hasMessageContaining("name the folder of a backup");
        }
        SqliteConfig itself = SqliteConfig.of(store.backup.resolve("reelstore.db"));
        assertThatThrownBy(() -> SqliteRestore.of(itself, store.backup).run(store.blobs, (phase, done, total) -> {}))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("the backup itself");
    }

    @Test
    void backupOfANewerVersionIsRefused() throws IOException, SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + store.backup.resolve("reelstore.db"))) {
            RestoreFixture.execute(
                    connection,
                    "INSERT INTO reelstore_schema_history SELECT 1000, '999', 'future', type, 'V999__f.sql', checksum,"
                            + " installed_by, installed_on, 1, 1 FROM reelstore_schema_history WHERE version = '1'");
        }
        assertRefused(StorageException.Configuration.class, "newer Reelstore");
    }

    @Test
    void backupOfAnotherStoreIsRefused() throws IOException {
        store.blobs.identify(StoreId.random());
        assertRefused(StorageException.Integrity.class, "another store than the blob store");
    }

    /**
     * If the blob store has no store id, the old database's id is compared, unless the old database was never bound.
     */
    @Test
    void oldDatabaseIdentifiesTheStoreIfTheBlobStoreCannot() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            RestoreFixture.execute(
                    connection, "UPDATE reelstore_identity SET store_id = '" + StoreId.random() + "', bound_at = 'x'");
        }
        assertRefused(StorageException.Integrity.class, "another store than the old database");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            RestoreFixture.execute(connection, "UPDATE reelstore_identity SET bound_at = NULL");
        }
        assertThat(store.restore().needsRebind()).isFalse();
    }

    @Test
    void backupWithoutAStoreIdGetsTheOldDatabasesId() throws SQLException {
        String id = RestoreFixture.texts(store.database, "SELECT store_id FROM reelstore_identity")
                .get(0);
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + store.backup.resolve("reelstore.db"))) {
            RestoreFixture.execute(connection, "DELETE FROM reelstore_identity");
        }
        store.blobs.identify(new StoreId(id));
        assertThat(store.restore().needsRebind()).isFalse();
        assertThat(RestoreFixture.texts(store.database, "SELECT store_id FROM reelstore_identity"))
                .containsExactly(id);
    }

    @Test
    void backupWithoutAStoreIdAndOldDatabaseNeedsRebind() throws IOException, SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + store.backup.resolve("reelstore.db"))) {
            RestoreFixture.execute(connection, "DELETE FROM reelstore_identity");
        }
        Files.delete(store.database);
        store.blobs.identify(StoreId.random());
        assertThat(store.restore().needsRebind()).isTrue();
    }

    @Test
    void blobStoreThatLostItsIdNeedsRebind() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + store.backup.resolve("reelstore.db"))) {
            RestoreFixture.execute(connection, "UPDATE reelstore_identity SET bound_at = 'x'");
        }
        assertThat(store.restore().needsRebind()).isTrue();
    }

    @Test
    void anotherProgramsDatabaseIsNotReplaced() throws IOException, SQLException {
        Files.delete(store.database);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            RestoreFixture.execute(connection, "CREATE TABLE bookmarks (url)");
        }
        assertRefused(StorageException.Configuration.class, "another program");
        Files.delete(store.database);
        LegacyDatabase.create(store.database, Shape.LOOSE_35);
        assertRefused(StorageException.Configuration.class, "another program");
    }

    @Test
    void adoptedDatabaseIsRestored() throws IOException {
        Path app = LegacyDatabase.create(store.folder.resolve("app.db"), Shape.LOOSE_35)
                .file();
        Adoption.of(SqliteConfig.of(app)).adopt(Optional.empty(), (phase, done, total) -> {});
        Path saved = store.folder.resolve("app-backup");
        SqliteBackup.of(SqliteConfig.of(app)).to(saved, (done, total) -> {});
        LegacyDump before = LegacyDump.of(app);
        RestoreFixture.texts(app, "DELETE FROM veo3_video_generations");
        SqliteRestore.of(SqliteConfig.of(app), saved).run(store.blobs, (phase, done, total) -> {});
        LegacyDump after = before.again(app);
        // these rows record the restore
        before.rows().remove("reelstore_identity");
        after.rows().remove("reelstore_identity");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void storeOpenInThisProcessIsNotReplaced() throws IOException {
        try (Transactions open = SqliteTransactions.open(store.config, Clock.systemUTC())) {
            assertThatThrownBy(() -> store.restore())
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("open in this process");
            assertThat(open).isNotNull();
        }
        store.restore();
    }

    /** Locks are not visible within a process, and closing a descriptor would drop the other connection's locks. */
    @Test
    void connectionOfOtherCodeInThisProcessIsDetected() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            RestoreFixture.execute(connection, "SELECT count(*) FROM video_projects");
            assertThatThrownBy(() -> store.restore())
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("open in this process");
        }
    }

    @Test
    void databaseCannotBeOpenedDuringARestore() {
        int[] refused = new int[1];
        SqliteRestore.of(store.config, store.backup, Clock.systemUTC(), () -> {
                    assertThatThrownBy(() -> SqliteTransactions.open(store.config, Clock.systemUTC()))
                            .isInstanceOf(StorageException.Unavailable.class)
                            .hasMessageContaining("being restored");
                    assertThatThrownBy(() -> SqliteBackup.of(store.config))
                            .isInstanceOf(StorageException.Unavailable.class);
                    refused[0]++;
                })
                .run(store.blobs, (phase, done, total) -> {});
        assertThat(refused[0]).isGreaterThan(5);
    }

    @Test
    void connectionToAReplacedFileIsNotUsed() {
        assertThatThrownBy(() -> SqliteDataSource.openUnlessReplaced(store.database, () -> {
                    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database);
                    try {
                        Files.write(store.folder.resolve("new"), "x".getBytes(StandardCharsets.UTF_8));
                        Files.move(store.folder.resolve("new"), store.database, StandardCopyOption.REPLACE_EXISTING);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return connection;
                }))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("replaced");
    }
}
