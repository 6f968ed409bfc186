package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testtools.PortWorkload;
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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store whose backup has the project "before", and whose database also has the project "later". */
final class RestoreFixture {

    final Path folder;
    final Path database;
    final Path backup;
    final SqliteConfig config;
    final InMemoryBlobStore blobs = new InMemoryBlobStore();

    /** The original, which is copied for each test: migrating a database takes a second. */
    private static @Nullable RestoreFixture first;

    private RestoreFixture(Path folder) throws IOException {
        // the temporary folder may be a symbolic link
        this.folder = folder.toRealPath();
        this.database = this.folder.resolve("reelstore.db");
        this.backup = this.folder.resolve("backup");
        this.config = SqliteConfig.of(database);
    }

    static RestoreFixture in(Path folder) throws IOException {
        RestoreFixture original = first;
        if (original == null) {
            original = new RestoreFixture(Files.createTempDirectory("reelstore-"));
            original.write("before");
            SqliteBackup.of(original.config).to(original.backup, (done, total) -> {});
            original.write("later");
            first = original;
        }
        RestoreFixture store = new RestoreFixture(folder);
        Files.copy(original.database, store.database);
        Files.createDirectory(store.backup);
        for (String name : List.of("reelstore.db", "files.txt", "SHA256SUMS")) {
            Files.copy(original.backup.resolve(name), store.backup.resolve(name));
        }
        return store;
    }

    void write(String project) {
        try (Transactions transactions = SqliteTransactions.open(config, Clock.systemUTC())) {
            transactions.inTransaction(PortWorkload.PROFILE, tx -> {
                tx.maintenance().identify(StoreId.random());
                PortWorkload.makeProject(tx, project, 2);
                return true;
            });
        }
    }

    SqliteRestore.Result restore() {
        return SqliteRestore.of(config, backup).run(blobs, (phase, done, total) -> {});
    }

    /**
     * Replaces the database's files by those that a crashed process leaves: the last rows are only in the {@code -wal}.
     */
    void simulateCrashWith(String project) throws IOException, SQLException {
        Path open = Files.createTempDirectory(folder, "open").resolve("reelstore.db");
        Files.copy(database, open);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + open)) {
            execute(connection, "PRAGMA journal_mode = WAL");
            execute(connection, "PRAGMA wal_autocheckpoint = 0");
            String columns = columns(connection);
            execute(
                    connection,
                    "INSERT INTO video_projects (id, " + columns + ") SELECT '" + project + "', " + columns
                            + " FROM video_projects LIMIT 1");
            // many pages, so that a replay over another file is noticed
            execute(connection, "CREATE TABLE filler (text)");
            execute(
                    connection,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                            + " INSERT INTO filler SELECT hex(randomblob(1000)) FROM n");
            execute(connection, "UPDATE video_projects SET title = title || '!'");
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path crashed = SqliteFile.sibling(database, suffix);
                Files.deleteIfExists(crashed);
                Files.copy(SqliteFile.sibling(open, suffix), crashed);
            }
        }
    }

    private static String columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM pragma_table_info('video_projects') WHERE name <> 'id'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return String.join(", ", columns);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        Sql.execute(connection, sql);
    }

    static List<String> projects(Path database) {
        return texts(database, "SELECT id FROM video_projects ORDER BY id");
    }

    static List<String> integrity(Path database) {
        return texts(database, "PRAGMA integrity_check");
    }

    static List<String> texts(Path database, String sql) {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        } catch (SQLException e) {
            texts.add(e.getMessage());
        }
        return texts;
    }

    /** The names of the files that a restore uses temporarily. */
    List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("reelstore.db.restore"))
                    .toList();
        }
    }

    /** The databases that restores have replaced. */
    List<Path> previousDatabases() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("reelstore\\.db\\.before-restore-\\d{8}-\\d{6}(-\\d+)?"))
                    .toList();
        }
    }
}
