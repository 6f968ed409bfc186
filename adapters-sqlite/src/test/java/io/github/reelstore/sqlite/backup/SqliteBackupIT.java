package io.github.reelstore.sqlite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupIT {

    @TempDir
    Path folder;

    private SqliteConfig config() {
        return SqliteConfig.of(folder.resolve("reelstore.db"));
    }

    private Transactions open() {
        return SqliteTransactions.open(config(), Clock.systemUTC());
    }

    private static void makeProject(Transactions transactions, String name, int scenes) {
        transactions.inTransaction(PortWorkload.PROFILE, tx -> {
            PortWorkload.makeProject(tx, name, scenes);
            return true;
        });
    }

    private static long count(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    @Test
    void copyIsCompleteAndListNamesEachFileOnce() throws Exception {
        SqliteBackup.Result result;
        try (Transactions transactions = open()) {
            makeProject(transactions, "p", 3);
            result = SqliteBackup.of(config()).to(folder.resolve("backups/monday"), (done, total) -> {});
        }
        assertThat(count(result.database(), "SELECT count(*) FROM veo3_video_generations"))
                .isEqualTo(3);
        List<String> keys = Files.readAllLines(result.files());
        assertThat(keys).hasSize(6).isSorted().doesNotHaveDuplicates().contains("projects/p/images/p-i0.png");
        assertThat(result.count()).isEqualTo(6);
        assertThat(Files.readAllLines(result.sums()))
                .hasSize(6)
                .allMatch(line -> line.matches("[0-9a-f]{64}  projects/.*"));
        try (var files = Files.list(folder.resolve("backups/monday"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("reelstore.db", "files.txt", "SHA256SUMS");
        }
        try (Transactions copy = SqliteTransactions.open(SqliteConfig.of(result.database()), Clock.systemUTC())) {
            copy.readOnly(PortWorkload.PROFILE, tx -> {
                PortWorkload.load(tx, "p");
                return true;
            });
        }
    }

    /** A concurrent write is included in both or in neither. */
    @Test
    void copyAndListAreConsistent() throws Exception {
        try (Transactions transactions = open()) {
            makeProject(transactions, "p", 200);
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                for (int i = 0; !done.get(); i++) {
                    makeProject(transactions, "later-" + i, 2);
                }
            });
            writer.start();
            SqliteBackup.Result result;
            try {
                result = SqliteBackup.of(config()).to(folder.resolve("b"), (copied, total) -> {});
            } finally {
                done.set(true);
                writer.join();
            }
            long rows = count(
                    result.database(),
                    "SELECT (SELECT count(*) FROM image_generations) + (SELECT count(*) FROM audio_generations)");
            assertThat(Files.readAllLines(result.files())).hasSize((int) rows);
            assertThat(count(
                            result.database(),
                            "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"))
                    .isZero();
        }
    }

    @Test
    void adoptedDatabaseIsBackedUp() throws Exception {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        SqliteConfig app = SqliteConfig.of(legacy.file());
        assertThatThrownBy(() -> SqliteBackup.of(app).to(folder.resolve("b"), (done, total) -> {}))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("not a store's database");
        Adoption.of(app).adopt(Optional.empty(), (phase, done, total) -> {});
        SqliteBackup.Result result = SqliteBackup.of(app).to(folder.resolve("b"), (done, total) -> {});
        assertThat(Files.readAllLines(result.files())).isEmpty();
        assertThat(result.count()).isZero();
        assertThat(result.outside())
                .isPositive()
                .isEqualTo(count(
                        legacy.file(), "SELECT count(*) FROM veo3_video_generations WHERE length(video_path) > 0"));
    }

    /** A backup that is killed must not leave a database that looks complete. */
    @Test
    void databaseIsRenamedLast() throws Exception {
        open().close();
        Path target = folder.resolve("b");
        Files.createDirectories(target.resolve("files.txt"));
        Files.writeString(target.resolve("files.txt/in the way"), "x");

        assertThatThrownBy(() -> SqliteBackup.of(config()).to(target, (done, total) -> {}))
                .isInstanceOf(StorageException.Unavailable.class);
        assertThat(target.resolve("reelstore.db")).doesNotExist();

        Files.delete(target.resolve("files.txt/in the way"));
        Files.delete(target.resolve("files.txt"));
        assertThat(SqliteBackup.of(config()).to(target, (done, total) -> {}).database())
                .exists();
    }

    @Test
    void backupIsNeverReplaced() throws IOException {
        open().close();
        SqliteBackup backup = SqliteBackup.of(config());
        backup.to(folder.resolve("b"), (done, total) -> {});
        byte[] before = Files.readAllBytes(folder.resolve("b/reelstore.db"));
        assertThatThrownBy(() -> backup.to(folder.resolve("b"), (done, total) -> {}))
                .isInstanceOf(StorageException.AlreadyExists.class);
        assertThat(folder.resolve("b/reelstore.db")).hasBinaryContent(before);
    }

    @Test
    void invalidSourcesAndTargetsAreRefused() throws IOException {
        assertThatThrownBy(() -> SqliteBackup.of(SqliteConfig.of(folder.resolve("none.db"))))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("none.db");
        open().close();
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> SqliteBackup.of(config()).to(file, (done, total) -> {}))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("name another");
    }
}
