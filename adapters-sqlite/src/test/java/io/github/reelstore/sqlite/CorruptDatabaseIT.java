package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.sqlite.adoption.AdoptedFile;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.backup.SqliteBackup;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import io.github.reelstore.sqlite.internal.schema.SqliteMigrations;
import io.github.reelstore.testtools.PortWorkload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** No process writes to a store that was found damaged until a check has passed. */
@Tag("fault")
class CorruptDatabaseIT {

    /** The kind of the database and its journal mode. */
    enum Kind {
        OWN("wal"),
        ADOPTED("delete"),
        ADOPTED_WAL("wal");

        private final String journal;

        Kind(String journal) {
            this.journal = journal;
        }
    }

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("app.db");
    }

    private Path marker() {
        return folder.resolve("app.db.corrupt");
    }

    private SqliteConfig config() {
        return SqliteConfig.of(file());
    }

    private Transactions open() {
        return SqliteTransactions.open(config(), Clock.systemUTC());
    }

    private SqliteIntegrityCheck check() {
        return SqliteIntegrityCheck.of(config());
    }

    /** Creates a store with the project "before", which has images. */
    private void create(Kind kind) throws SQLException {
        if (kind != Kind.OWN) {
            AdoptedFile.open(folder, Clock.systemUTC()).close();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
                Sql.execute(connection, "PRAGMA journal_mode = " + kind.journal);
            }
        }
        try (Transactions store = open()) {
            store.inTransaction(PortWorkload.PROFILE, tx -> {
                PortWorkload.makeProject(tx, "before", 3);
                return true;
            });
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            assertThat(Sql.isWal(connection)).isEqualTo(kind.journal.equals("wal"));
        }
    }

    private static void assertRefused(Transactions store) {
        assertThatThrownBy(() -> DamagedDatabase.addProject(store, "refused"))
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContainingAll("app.db", "run \"reelstore doctor\"", "\"reelstore restore DIR\"");
        assertThat(DamagedDatabase.hasProject(store, "refused")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void damageFoundByAReadStopsAllWritersButNotReaders(Kind kind) throws Exception {
        create(kind);
        DamagedDatabase.overwriteImages(file());
        try (WritingProcess other = WritingProcess.on(file());
                Transactions store = open()) {
            assertThat(other.write("of-another-process")).isEqualTo("done");
            assertThat(marker()).doesNotExist();

            assertThatThrownBy(() -> DamagedDatabase.images(store))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContainingAll("damaged", "run \"reelstore doctor\"");

            assertThat(marker()).content().contains("app.db", "When: 20", "SQLITE_CORRUPT", "reelstore doctor");
            assertRefused(store);
            assertThat(other.write("later")).startsWith("Corrupt: ").contains("reelstore doctor");
            assertThat(DamagedDatabase.hasProject(store, "of-another-process")).isTrue();
        }
        byte[] left = Files.readAllBytes(file());
        try (Transactions store = open()) {
            assertThat(DamagedDatabase.hasProject(store, "before")).isTrue();
            assertRefused(store);
        }
        assertThat(file()).hasBinaryContent(left);
    }

    /** The commits are only in the -wal: reading must not copy them into a file that may be the wrong one. */
    @Test
    void readingADamagedStoreDoesNotChangeItsWal() throws Exception {
        create(Kind.OWN);
        try (WritingProcess other = WritingProcess.on(file())) {
            assertThat(other.write("in-the-wal")).isEqualTo("done");
        }
        Path wal = folder.resolve("app.db-wal");
        DamagedDatabase.overwriteImages(file());
        Files.deleteIfExists(marker());
        try (WritingProcess other = WritingProcess.on(file())) {
            assertThat(other.write("in-the-wal-too")).isEqualTo("done");
            assertThat(other.list()).startsWith("Corrupt: ");
        }
        byte[] left = Files.readAllBytes(file());
        byte[] leftInWal = Files.readAllBytes(wal);
        assertThat(leftInWal).isNotEmpty();

        try (Transactions store = open()) {
            assertThat(DamagedDatabase.hasProject(store, "in-the-wal-too")).isTrue();
        }
        assertThat(check().run())
                .get()
                .extracting(SqliteIntegrityCheck.Result::unlocked)
                .isEqualTo(false);

        assertThat(file()).hasBinaryContent(left);
        assertThat(wal).hasBinaryContent(leftInWal);
    }

    @ParameterizedTest
    @EnumSource
    void overwritingTheHeaderOfAnOpenStoreStopsAllWriters(Kind kind) throws Exception {
        create(kind);
        SqliteConfig impatient = new SqliteConfig(file(), Duration.ofMillis(300), 2);
        try (WritingProcess other = WritingProcess.on(file());
                Transactions store = SqliteTransactions.open(impatient, Clock.systemUTC())) {
            DamagedDatabase.overwriteHeader(file());

            assertThatThrownBy(() -> DamagedDatabase.hasProject(store, "before"))
                    .isInstanceOf(StorageException.Corrupt.class);

            assertThat(marker()).content().contains("SQLITE_NOTADB");
            assertThat(other.write("later")).startsWith("Corrupt: ").contains("reelstore doctor");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContaining("run \"reelstore doctor\"");
        assertThat(check().run().orElseThrow().problems())
                .singleElement()
                .asString()
                .contains("not a database");
        assertThat(marker()).exists();
    }

    @Test
    void damageFoundByAWriteSetsTheMarker() throws Exception {
        create(Kind.OWN);
        DamagedDatabase.overwriteImages(file());
        try (Transactions store = open()) {
            assertThatThrownBy(() -> store.inTransaction(PortWorkload.PROFILE, tx -> {
                        PortWorkload.makeProject(tx, "refused", 1);
                        return true;
                    }))
                    .isInstanceOf(StorageException.Corrupt.class);
            assertRefused(store);
        }
        assertThat(marker()).exists();
    }

    @Test
    void markerHasTheTimeOfTheStoresClock() throws Exception {
        create(Kind.OWN);
        DamagedDatabase.overwriteImages(file());
        Clock clock = Clock.fixed(Instant.parse("2026-11-28T22:03:33.644642Z"), ZoneOffset.UTC);
        try (Transactions store = SqliteTransactions.open(config(), clock)) {
            assertThatThrownBy(() -> DamagedDatabase.images(store)).isInstanceOf(StorageException.Corrupt.class);
        }
        assertThat(marker()).content().contains("When: 2026-11-28T22:03:33Z\n");
    }

    @ParameterizedTest
    @EnumSource
    void passedCheckAllowsWritesAgain(Kind kind) throws Exception {
        create(kind);
        try (Transactions store = open()) {
            CorruptionMarker.of(file().toRealPath()).set("test");
            assertRefused(store);

            assertThat(check().run()).contains(new SqliteIntegrityCheck.Result(true, true, List.of()));

            assertThat(marker()).doesNotExist();
            DamagedDatabase.addProject(store, "after");
            assertThat(check().run()).contains(new SqliteIntegrityCheck.Result(true, false, List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedCheckReportsProblemsInAFewLinesAndKeepsTheMarker(Kind kind) throws Exception {
        create(kind);
        DamagedDatabase.overwriteImages(file());

        // the damage has not been found yet
        assertThat(check().run().orElseThrow().problems()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(marker()).exists();
        String content = Files.readString(marker());

        SqliteIntegrityCheck.Result again = check().run().orElseThrow();
        assertThat(again.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(again.problems())
                .allSatisfy(line -> assertThat(line).doesNotContain("\n").hasSizeLessThan(150));
        assertThat(marker()).hasContent(content);
        assertThatThrownBy(() -> check().requireUndamaged()).isInstanceOf(StorageException.Corrupt.class);
    }

    /** Only a connection that may write can roll back the journal. */
    @Test
    void checkRollsBackAHotJournal() throws Exception {
        create(Kind.ADOPTED);
        byte[] torn;
        byte[] journal;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            Sql.execute(connection, "PRAGMA cache_size = 2");
            Sql.execute(connection, "BEGIN IMMEDIATE");
            Sql.execute(connection, "UPDATE image_generations SET prompt = hex(randomblob(30000))");
            journal = Files.readAllBytes(folder.resolve("app.db-journal"));
            torn = Files.readAllBytes(file());
        }
        Files.write(file(), torn);
        Files.write(folder.resolve("app.db-journal"), journal);
        CorruptionMarker.of(file().toRealPath()).set("test");

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContaining("doctor");
        assertThat(check().run()).contains(new SqliteIntegrityCheck.Result(true, true, List.of()));
        open().close();
    }

    @Test
    void missingMigrationsAreNotRunOnADamagedStore() throws Exception {
        create(Kind.OWN);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            Sql.execute(
                    connection,
                    "DELETE FROM " + SqliteMigrations.HISTORY
                            + " WHERE installed_rank = (SELECT max(installed_rank) FROM " + SqliteMigrations.HISTORY
                            + ")");
        }
        assertNotCompleted();
    }

    @Test
    void missingTablesAreNotAddedToADamagedAdoptedStore() throws Exception {
        create(Kind.ADOPTED);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            Sql.execute(connection, "DROP TABLE reelstore_marks");
        }
        assertNotCompleted();
        assertThatThrownBy(() -> Adoption.of(config()).adopt(Optional.empty(), (phase, done, total) -> {}))
                .isInstanceOf(StorageException.Corrupt.class);
    }

    private void assertNotCompleted() throws IOException {
        CorruptionMarker.of(file().toRealPath()).set("test");
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(this::open).isInstanceOf(StorageException.Corrupt.class);
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void damagedStoreIsNotBackedUp() throws Exception {
        create(Kind.OWN);
        DamagedDatabase.overwriteImages(file());
        SqliteBackup backup = SqliteBackup.of(config());

        // the list of files is read from the copy, which is damaged too
        assertThatThrownBy(() -> backup.to(folder.resolve("b"), (done, total) -> {}))
                .isInstanceOf(StorageException.Corrupt.class);
        assertThat(folder.resolve("b")).isEmptyDirectory();
        assertThat(marker()).exists();
        assertThatThrownBy(() -> SqliteBackup.of(config())).isInstanceOf(StorageException.Corrupt.class);
    }

    @Test
    void fileThatIsNotAStoreGetsNoMarker() throws Exception {
        Files.writeString(file(), "A letter, not a database. ".repeat(300));
        assertNotChanged();

        Files.delete(file());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            Sql.execute(connection, "CREATE TABLE image_generations (x)");
        }
        DamagedDatabase.overwriteImages(file());
        assertNotChanged();

        Files.write(file(), ("SQLite format 3\0" + "x".repeat(5000)).getBytes(StandardCharsets.US_ASCII));
        assertNotChanged();
    }

    private void assertNotChanged() throws IOException {
        byte[] before = Files.readAllBytes(file());
        assertThat(check().run()).isEmpty();
        assertThatThrownBy(this::open).isInstanceOf(StorageException.Configuration.class);
        assertThatThrownBy(() -> SqliteBackup.of(config()).to(folder.resolve("b"), (done, total) -> {}))
                .isInstanceOf(StorageException.Configuration.class);
        assertThatThrownBy(() -> Adoption.of(config())).isInstanceOf(StorageException.Configuration.class);
        assertThat(file()).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> !name.equals("b")))
                    .containsExactly("app.db");
        }
    }

    /** The marker's name is too long for the file system, so the marker cannot be written. */
    @Test
    void processRefusesWritesIfTheMarkerCannotBeWritten() throws Exception {
        create(Kind.OWN);
        Path odd = folder.resolve("x".repeat(250));
        Files.move(file(), odd);
        SqliteConfig config = SqliteConfig.of(odd);
        try (Transactions first = SqliteTransactions.open(config, Clock.systemUTC());
                Transactions second = SqliteTransactions.open(config, Clock.systemUTC())) {
            DamagedDatabase.overwriteImages(odd);
            assertThatThrownBy(() -> DamagedDatabase.images(first)).isInstanceOf(StorageException.Corrupt.class);
            for (Transactions store : List.of(first, second)) {
                assertThatThrownBy(() -> DamagedDatabase.addProject(store, "refused"))
                        .isInstanceOf(StorageException.Corrupt.class)
                        .hasMessageContaining("doctor");
            }
        }
    }

    @Test
    void markerOfADeletedDatabasePreventsCreatingAnEmptyOne() throws Exception {
        create(Kind.OWN);
        CorruptionMarker.of(file().toRealPath()).set("test");
        Files.delete(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContaining("delete app.db.corrupt");
        assertThat(file()).doesNotExist();
        Files.delete(marker());
        open().close();
    }

    @Test
    void extendedCodesAndWrappedFailuresAreClassifiedAsCorruption() {
        for (SQLiteErrorCode code : List.of(
                SQLiteErrorCode.SQLITE_CORRUPT,
                SQLiteErrorCode.SQLITE_CORRUPT_VTAB,
                SQLiteErrorCode.SQLITE_CORRUPT_INDEX,
                SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE,
                SQLiteErrorCode.SQLITE_NOTADB)) {
            SQLiteException failure = new SQLiteException("x", code);
            assertThat(SqliteFailures.classify(failure)).isEqualTo(SqlFailure.CORRUPT);
            assertThat(SqliteFailures.classify(new SQLTransientConnectionException("no connection", "x", failure)))
                    .isEqualTo(SqlFailure.CORRUPT);
        }
        assertThat(SqliteFailures.corruption(new SQLiteException("x", SQLiteErrorCode.SQLITE_IOERR)))
                .isEmpty();
    }

    @Test
    void concurrentFindingsWriteOneMarker() throws Exception {
        create(Kind.OWN);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        try {
            var all = Stream.generate(() -> threads.submit(() -> {
                        go.await();
                        CorruptionMarker.of(file().toRealPath()).set("test");
                        return true;
                    }))
                    .limit(8)
                    .toList();
            go.countDown();
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readAllLines(marker()).stream().filter(line -> line.startsWith("When: ")))
                .hasSize(1);
    }
}
