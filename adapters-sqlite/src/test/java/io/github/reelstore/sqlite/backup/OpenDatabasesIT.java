package io.github.reelstore.sqlite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.TestProcess;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.internal.connection.DatabaseFileLock;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks of other processes and of other connections in this process. */
@Tag("journey")
class OpenDatabasesIT {

    @TempDir
    Path folder;

    private RestoreFixture store;

    @BeforeEach
    void makeStore() throws IOException {
        store = RestoreFixture.in(folder);
    }

    /**
     * A process that opens a database, runs a statement such as BEGIN, and waits until its standard input is closed.
     */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
                Sql.execute(connection, "PRAGMA journal_mode = " + arguments[1]);
                Sql.execute(connection, arguments[2]);
                Sql.number(connection, "SELECT count(*) FROM video_projects");
                System.out.println("open");
                System.in.read();
            }
        }
    }

    /** A process that tries to write, and prints whether it could. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
                Sql.execute(connection, "PRAGMA busy_timeout = 0");
                Sql.execute(connection, "BEGIN IMMEDIATE");
                System.out.println("writable");
            } catch (SQLException e) {
                System.out.println("locked");
            }
        }
    }

    private static String output(Process process) throws IOException {
        try (BufferedReader out = process.inputReader()) {
            return out.readLine();
        }
    }

    @ParameterizedTest
    @CsvSource({"WAL, SELECT 1", "WAL, BEGIN IMMEDIATE", "DELETE, BEGIN", "DELETE, BEGIN IMMEDIATE", "DELETE, SELECT 1"
    })
    void databaseOpenInAnotherProcessIsNotReplaced(String mode, String statement) throws IOException {
        Process holder = TestProcess.of(Holder.class, store.database.toString(), mode, statement)
                .start();
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
            // without WAL, an idle connection holds no lock; it is detected by its open file, where the system shows it
            if (mode.equals("WAL")
                    || !statement.equals("SELECT 1")
                    || Path.of("/proc/self/fd").toFile().exists()) {
                assertThatThrownBy(() -> store.restore())
                        .isInstanceOf(StorageException.Unavailable.class)
                        .hasMessageContaining("is open in another process");
            }
            assertThat(store.previousDatabases()).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Only the lock tells of another user's process, whose open files are not visible. */
    @Test
    void lockDetectsAConnectionInWalMode() throws IOException, InterruptedException {
        Process holder = TestProcess.of(Holder.class, store.database.toString(), "WAL", "SELECT 1")
                .start();
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
            assertThat(DatabaseFileLock.isFree(store.database)).isFalse();
        } finally {
            holder.destroyForcibly();
        }
        holder.waitFor();
        assertThat(DatabaseFileLock.isFree(store.database)).isTrue();
    }

    /** Closing a descriptor of a file drops all locks that the process has on it. */
    @ParameterizedTest
    @CsvSource({"check", "read", "backup", "isAdopted", "adoption"})
    void readingAFileKeepsTheLocksOnIt(String access) throws Exception {
        try (OpenDatabases.Use use = OpenDatabases.use(store.database);
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            assertThat(use).isNotNull();
            Sql.execute(connection, "PRAGMA journal_mode = DELETE");
            Sql.execute(connection, "BEGIN IMMEDIATE");
            switch (access) {
                case "check" -> SqliteFile.check(store.database);
                case "read" -> ReadOnlyDatabase.open(store.config).close();
                case "backup" -> SqliteBackup.of(store.config);
                case "isAdopted" -> assertThat(Adoption.isAdopted(store.config)).isFalse();
                default -> assertThatThrownBy(() -> Adoption.of(store.config)).isInstanceOf(StorageException.class);
            }
            Process writer =
                    TestProcess.of(Writer.class, store.database.toString()).start();
            assertThat(output(writer)).isEqualTo("locked");
            Sql.execute(connection, "ROLLBACK");
        }
    }

    @Test
    void closingAUseTwiceHasNoEffect() {
        OpenDatabases.Use one = OpenDatabases.use(store.database);
        OpenDatabases.Use two = OpenDatabases.use(store.database);
        one.close();
        one.close();
        assertThatThrownBy(() -> OpenDatabases.replace(store.database))
                .isInstanceOf(StorageException.Unavailable.class);
        two.close();
        OpenDatabases.replace(store.database).close();
        OpenDatabases.use(store.database).close();
    }
}
