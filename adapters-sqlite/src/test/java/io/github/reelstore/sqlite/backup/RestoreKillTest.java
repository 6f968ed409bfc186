package io.github.reelstore.sqlite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.TestProcess;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies at any step of a restore leaves the old or the new database, and the next process reports which.
 */
class RestoreKillTest {

    @TempDir
    Path folder;

    private enum Database {
        OLD,
        NEW
    }

    private RestoreFixture store(String name) throws IOException, SQLException {
        RestoreFixture store = RestoreFixture.in(Files.createDirectory(folder.resolve(name)));
        store.simulateCrashWith("last");
        return store;
    }

    private static int kill(RestoreFixture store, int step) throws IOException, InterruptedException {
        return TestProcess.of(
                        RestoreToBeKilled.class,
                        store.database.toString(),
                        store.backup.toString(),
                        Integer.toString(step))
                .start()
                .waitFor();
    }

    @Test
    void killAtAnyStepLeavesTheOldOrTheNewDatabase() throws IOException, InterruptedException, SQLException {
        List<Database> left = new ArrayList<>();
        int step = 1;
        RestoreFixture store = store("step-" + step);
        while (kill(store, step) == RestoreToBeKilled.KILLED) {
            Database reported = reported(SqliteRestore.recover(store.config));
            assertThat(databaseInPlace(store)).as("step %s", step).isEqualTo(reported);
            left.add(reported);
            step++;
            store = store("step-" + step);
        }
        assertThat(databaseInPlace(store)).isEqualTo(Database.NEW);
        // marker, copy, check, force; note, link, three moves, rename; after it
        assertThat(left).hasSizeGreaterThanOrEqualTo(10).contains(Database.OLD).endsWith(Database.NEW);
        assertThat(left.indexOf(Database.NEW)).isEqualTo(left.lastIndexOf(Database.OLD) + 1);
    }

    private static Database reported(Optional<String> sentence) {
        // empty if the process was killed before it changed anything
        return sentence.filter(text -> text.contains("you are now using the restored database"))
                        .isPresent()
                ? Database.NEW
                : Database.OLD;
    }

    private static Database databaseInPlace(RestoreFixture store) throws IOException {
        assertThat(store.leftovers()).isEmpty();
        assertThat(RestoreFixture.integrity(store.database)).containsExactly("ok");
        List<String> projects = RestoreFixture.projects(store.database);
        if (store.previousDatabases().isEmpty()) {
            assertThat(projects).containsExactly("before", "last", "later");
            return Database.OLD;
        }
        assertThat(projects).containsExactly("before");
        assertThat(store.previousDatabases()).hasSize(1);
        Path previous = store.previousDatabases().get(0);
        assertThat(RestoreFixture.integrity(previous)).containsExactly("ok");
        assertThat(RestoreFixture.projects(previous)).containsExactly("before", "last", "later");
        return Database.NEW;
    }

    /** The {@code -wal} has been moved already, so the other program does not see its content. */
    @Test
    void writesOfAnotherProgramAfterTheKillAreNotOverwritten() throws IOException, InterruptedException, SQLException {
        RestoreFixture store = store("written");
        killAfterTheWalWasMoved(store);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store.database)) {
            RestoreFixture.execute(other, "CREATE TABLE of_another_program AS SELECT * FROM video_projects");
        }
        byte[] written = Files.readAllBytes(store.database);

        assertThatThrownBy(() -> SqliteRestore.recover(store.config))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("-wal");

        assertThat(store.database).hasBinaryContent(written);
        assertThat(RestoreFixture.integrity(store.database)).containsExactly("ok");
        assertThat(SqliteFile.sibling(store.previousDatabases().get(0), "-wal")).isNotEmptyFile();
    }

    private static void killAfterTheWalWasMoved(RestoreFixture store) throws IOException, InterruptedException {
        int step = 1;
        do {
            assertThat(kill(store, step++)).isEqualTo(RestoreToBeKilled.KILLED);
            if (Files.exists(SqliteFile.sibling(store.database, "-wal"))) {
                SqliteRestore.recover(store.config);
            }
        } while (Files.exists(SqliteFile.sibling(store.database, "-wal")));
    }

    /** Every way to open a database recovers from an interrupted restore. */
    @Test
    void openBackupAndRestoreRecoverFromAnInterruptedRestore() throws IOException, InterruptedException, SQLException {
        List<String> ways = List.of("open", "backup", "restore");
        for (String way : ways) {
            RestoreFixture store = store(way);
            killAfterTheWalWasMoved(store);
            assertThat(store.leftovers()).isNotEmpty();
            switch (way) {
                case "open" -> {
                    try (Transactions open = SqliteTransactions.open(store.config, Clock.systemUTC())) {
                        assertThat(open).isNotNull();
                    }
                }
                case "backup" -> SqliteBackup.of(store.config).to(store.folder.resolve("second"), (done, total) -> {});
                default -> store.restore();
            }
            assertThat(databaseInPlace(store)).isEqualTo(way.equals("restore") ? Database.NEW : Database.OLD);
        }
    }
}
