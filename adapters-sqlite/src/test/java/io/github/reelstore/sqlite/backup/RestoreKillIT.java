package io.github.reelstore.sqlite.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.TestProcess;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testtools.Points;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies at any step of a restore leaves the old or the new database, and the next process reports which.
 */
class RestoreKillIT {

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

    /** Restores in a process that dies at the step. */
    private static void kill(RestoreFixture store, int step) throws IOException, InterruptedException {
        int status = TestProcess.of(
                        RestoreToBeKilled.class,
                        store.database.toString(),
                        store.backup.toString(),
                        Integer.toString(step))
                .start()
                .waitFor();
        assertThat(status).as("status of the process").isEqualTo(RestoreToBeKilled.KILLED);
    }

    /** Restores in this process, and calls back at each step. */
    private static void restore(RestoreFixture store, Runnable step) {
        try (BlobStore blobs = new InMemoryBlobStore()) {
            SqliteRestore.of(store.config, store.backup, Clock.systemUTC(), step)
                    .run(blobs, (phase, done, total) -> {});
        }
    }

    @Test
    void killAtSomeStepsLeavesTheOldOrTheNewDatabase() throws IOException, InterruptedException, SQLException {
        killLeavesTheOldOrTheNewDatabase(Points.FEW);
    }

    @Test
    @Tag("kill")
    void killAtAnyStepLeavesTheOldOrTheNewDatabase() throws IOException, InterruptedException, SQLException {
        killLeavesTheOldOrTheNewDatabase(Points.ALL);
    }

    private void killLeavesTheOldOrTheNewDatabase(Points points)
            throws IOException, InterruptedException, SQLException {
        AtomicInteger steps = new AtomicInteger();
        RestoreFixture undisturbed = store("undisturbed");
        restore(undisturbed, steps::incrementAndGet);
        assertThat(databaseInPlace(undisturbed)).isEqualTo(Database.NEW);
        // marker, copy, check, force; note, link, three moves, rename; after it
        assertThat(steps).hasValueGreaterThanOrEqualTo(10);

        List<Database> left = new ArrayList<>();
        for (int step : points.of(IntStream.rangeClosed(1, steps.get()).boxed().toList())) {
            RestoreFixture store = store("step-" + step);
            kill(store, step);
            Database reported = reported(SqliteRestore.recover(store.config));
            assertThat(databaseInPlace(store)).as("step %s", step).isEqualTo(reported);
            left.add(reported);
        }
        assertThat(left).contains(Database.OLD).endsWith(Database.NEW);
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
    @Tag("kill")
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

    private void killAfterTheWalWasMoved(RestoreFixture store) throws IOException, InterruptedException, SQLException {
        RestoreFixture undisturbed = store(store.folder.getFileName() + "-undisturbed");
        Path wal = SqliteFile.sibling(undisturbed.database, "-wal");
        List<Boolean> hasWal = new ArrayList<>();
        restore(undisturbed, () -> hasWal.add(Files.exists(wal)));
        kill(store, 1 + hasWal.indexOf(false));
        assertThat(SqliteFile.sibling(store.database, "-wal")).doesNotExist();
    }

    /** Every way to open a database recovers from an interrupted restore. */
    @Test
    @Tag("kill")
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
