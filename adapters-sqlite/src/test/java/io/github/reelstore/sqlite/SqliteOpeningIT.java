package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.SqliteDataSource;
import io.github.reelstore.sqlite.internal.connection.SqliteFailures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteOpeningIT {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final int OPENERS = 6;

    @TempDir
    Path folder;

    @Test
    void createsTheDatabaseAndItsFolders() {
        Path file = folder.resolve("a/b/reelstore.db");

        open(file).close();

        assertThat(file).isRegularFile();
    }

    @Test
    void createsAllTablesAndIndexes() throws SQLException {
        Path file = folder.resolve("reelstore.db");
        open(file).close();

        assertThat(strings(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
                .containsExactlyInAnyOrder(
                        "video_projects",
                        "veo3_video_generations",
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
                        "reelstore_schema_history");
        assertThat(strings(file, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
                .anyMatch(sql -> sql.endsWith(
                        "idx_video_projects_profile_created_at ON video_projects (profile_id, created_at DESC)"))
                .anyMatch(sql -> sql.endsWith("idx_video_projects_channel_id ON video_projects (channel_id)"))
                .anyMatch(sql ->
                        sql.endsWith("idx_vg_project_id_created_at ON veo3_video_generations (project_id, created_at)"))
                .anyMatch(sql ->
                        sql.endsWith("idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at)"))
                .anyMatch(sql -> sql.endsWith("idx_image_content_hash ON image_generations (content_hash)"))
                .anyMatch(sql -> sql.endsWith("idx_audio_content_hash ON audio_generations (content_hash)"))
                .anyMatch(
                        sql -> sql.endsWith("idx_audio_project_language ON audio_generations (project_id, language)"));
    }

    @Test
    void indexesEveryForeignKey() throws SQLException {
        Path file = folder.resolve("reelstore.db");
        open(file).close();

        List<String> unindexed = strings(file, """
                SELECT m.name || '.' || f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f.seq = 0 AND NOT EXISTS (
                    SELECT 1 FROM pragma_index_list(m.name) l, pragma_index_info(l.name) i
                    WHERE i.seqno = 0 AND i.name = f."from")
                """);

        assertThat(strings(
                        file,
                        "SELECT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f"
                                + " WHERE m.type = 'table' AND f.seq = 0"))
                .hasSize(16);
        assertThat(unindexed).isEmpty();
    }

    @Test
    void usesWalModeAndEnforcesForeignKeys() throws SQLException {
        Path file = folder.resolve("reelstore.db");
        try (Transactions transactions = open(file)) {
            insert(transactions, "one");

            assertThat(folder.resolve("reelstore.db-wal")).exists();
        }
        assertThat(strings(file, "PRAGMA journal_mode")).containsExactly("wal");
        SqliteDataSource source = new SqliteDataSource(SqliteConfig.of(file));
        try (Connection connection = source.connections().getConnection()) {
            assertThat(strings(connection, "PRAGMA foreign_keys")).containsExactly("1");
            assertThat(strings(connection, "PRAGMA synchronous")).containsExactly("2");
            assertThat(strings(connection, "PRAGMA busy_timeout")).containsExactly("5000");
        }
    }

    @Test
    void keepsRowsWhenOpenedAgain() {
        Path file = folder.resolve("reelstore.db");
        try (Transactions transactions = open(file)) {
            insert(transactions, "one");
        }
        try (Transactions transactions = open(file)) {
            assertThat(transactions
                            .<java.util.Optional<VideoProject>, RuntimeException>readOnly(
                                    PROFILE, tx -> tx.projects().find(new ProjectId("one")))
                            .map(VideoProject::title))
                    .contains("Title of one");
        }
    }

    @Test
    void callsFailAfterClose() {
        Transactions transactions = open(folder.resolve("reelstore.db"));
        transactions.close();
        transactions.close();

        assertThatThrownBy(() -> insert(transactions, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void twoStoresOnOneFileShareTheDatabase() {
        Path file = folder.resolve("reelstore.db");
        try (Transactions one = open(file);
                Transactions two = open(file)) {
            insert(one, "one");
            insert(two, "two");

            assertThat(one.<Boolean, RuntimeException>readOnly(
                            PROFILE,
                            tx -> tx.projects().find(new ProjectId("two")).isPresent()))
                    .isTrue();
        }
    }

    @RepeatedTest(10)
    void concurrentOpeningOfANewFileSucceeds() throws Exception {
        Path file = folder.resolve("reelstore.db");
        CyclicBarrier start = new CyclicBarrier(OPENERS);
        ExecutorService threads = Executors.newFixedThreadPool(OPENERS);
        try {
            List<Callable<Transactions>> openers = Collections.nCopies(OPENERS, () -> {
                start.await();
                return open(file);
            });
            for (Future<Transactions> opened : threads.invokeAll(openers)) {
                opened.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesAFileThatIsNotADatabaseWithoutChangingIt() throws Exception {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "Buy milk, and a longer line to have more than sixteen bytes.");

        assertRefused(file, "is not an SQLite database");

        assertThat(file).hasContent("Buy milk, and a longer line to have more than sixteen bytes.");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void refusesAFileWithOnlyTheHeaderOfADatabase() throws Exception {
        Path file = folder.resolve("half.db");
        Files.writeString(file, "SQLite format 3\0 and then nothing that makes sense");

        assertRefused(file, "cannot be read as an SQLite database");
    }

    @Test
    void refusesAFolder() {
        assertRefused(folder, "is a folder");
    }

    @Test
    void refusesAPathBelowAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(file.resolve("reelstore.db"), "cannot be created or read");
    }

    @Test
    void refusesAnotherProgramsDatabaseWithoutChangingIt() throws Exception {
        Path file = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE recipes (id TEXT)");
        }
        byte[] before = Files.readAllBytes(file);

        assertRefused(file, "has the tables of another program");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void createsNoFilesNextToAnotherProgramsDatabaseInWalMode() throws Exception {
        Path file = folder.resolve("other app's 50% #1.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE recipes (id TEXT)");
        }
        byte[] before = Files.readAllBytes(file);

        assertRefused(file, "has the tables of another program");

        assertThat(file).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void detectsAnotherProgramsTablesInTheWal() throws Exception {
        Path file = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE recipes (id TEXT)");

            assertRefused(file, "has the tables of another program");
        }
    }

    @Test
    void reportsThatAnotherProgramHasLockedTheFile() throws Exception {
        Path file = folder.resolve("reelstore.db");
        open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            SqliteConfig impatient = new SqliteConfig(file, Duration.ofMillis(50), 1);

            assertThatThrownBy(() -> SqliteTransactions.open(impatient, Clock.systemUTC()))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("locked by another program")
                    .satisfies(e ->
                            assertThat(((StorageException) e).isRetryable()).isTrue());
        }
    }

    @Test
    void refusesADatabaseOfANewerReelstore() throws Exception {
        Path file = folder.resolve("reelstore.db");
        open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO reelstore_schema_history
                    SELECT 99, '99', 'from the future', type, 'V99__from_the_future.sql', checksum, installed_by,
                           installed_on, execution_time, success
                    FROM reelstore_schema_history WHERE version = '1'
                    """);
        }

        assertRefused(file, "was created by a newer Reelstore (schema version 99)");
    }

    @Test
    void acceptsAnEmptyFileAsANewDatabase() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.db"));

        try (Transactions transactions = open(file)) {
            insert(transactions, "one");
        }
        assertThat(strings(file, "SELECT id FROM video_projects")).containsExactly("one");
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining(why)
                .hasMessageContaining(file.getFileName().toString());
    }

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    private static void insert(Transactions transactions, String id) {
        transactions.inTransaction(PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(new ProjectId(id))
                            .profileId(PROFILE)
                            .title("Title of " + id)
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return id;
        });
    }

    @Test
    void folderWithoutRoomForAJournalIsReportedInOneSentence() throws Exception {
        Path file = folder.resolve("reelstore.db");
        Files.createDirectory(folder.resolve("reelstore.db-journal"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessage("\"" + file
                        + "\" cannot be opened for writing; check the permissions of the file, its folder and"
                        + " its disk, or name another file.");
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_CANTOPEN_ISDIR, cannot be opened for writing",
        "SQLITE_READONLY_DIRECTORY, cannot be opened for writing",
        "SQLITE_FULL, 'is full, or its quota is used up; make room'",
        "SQLITE_IOERR_SHMSIZE, 'is full, or its quota is used up; make room'",
        "SQLITE_IOERR_WRITE, failed (SQLITE_IOERR_WRITE); check the disk",
        "SQLITE_BUSY_SNAPSHOT, is locked by another program"
    })
    void diskFailuresAreReportedInOneSentence(SQLiteErrorCode code, String expected) {
        Exception failure = new FlywayException("a\nscreen\nfull", new SQLiteException("x", code));

        assertThat(SqliteFailures.failed(folder.resolve("reelstore.db"), "It fails", failure))
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n")
                .hasCause(failure);
    }

    private static List<String> strings(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return strings(connection, sql);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
