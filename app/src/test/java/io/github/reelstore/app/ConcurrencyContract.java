package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ConfigOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes with several threads each write, delete and list in one store concurrently. One subclass per
 * database.
 */
abstract class ConcurrencyContract {

    /** How much each process writes: rounds of each of its threads. A project is deleted after seven. */
    static final int ROUNDS = 16;

    private static final int PROCESSES = 3;
    private static final int TIMEOUT_SECONDS = 180;
    private static final int POLL_MS = 25;

    @TempDir
    Path folder;

    private final List<Process> writers = new ArrayList<>();

    /** The options of a new database, as environment variables; the same at each call. */
    abstract Map<String, String> database();

    /** Connects to the database without the store. */
    abstract Connection connect() throws SQLException;

    /** Interferes with the writing processes; called repeatedly after all of them have started to write. */
    interface Interference {

        /** Interferes once; {@code progress} is the number of bytes that the processes have printed. */
        void interfere(long progress) throws SQLException;
    }

    @Test
    @Tag("race")
    void concurrentWritesSucceedWithoutLossDuplicatesOrLeftovers() throws Exception {
        concurrentWritesSucceed(ROUNDS);
    }

    final void concurrentWritesSucceed(int rounds) throws Exception {
        ConfirmedWrites confirmed = write(rounds, progress -> {});

        StoreAudit audit = audited(confirmed);
        // no process died, so every file without a row has a tombstone
        assertThat(audit.tombstones()).containsAll(audit.filesWithoutRow(media()));
    }

    /** Runs the processes, which must succeed, and returns the writes that they confirmed. */
    final ConfirmedWrites write(int rounds, Interference interference) throws Exception {
        for (int i = 0; i < PROCESSES; i++) {
            ProcessBuilder writer = JavaProcess.of(WriterProcess.class, Integer.toString(i), Integer.toString(rounds));
            writer.environment().keySet().removeIf(name -> name.startsWith("REELSTORE_"));
            writer.environment().putAll(environment());
            writers.add(writer.redirectOutput(output(i).toFile()).start());
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        for (Process writer : writers) {
            while (!writer.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                assertThat(System.nanoTime()).as("still writing").isLessThan(end);
                if (allWrite()) {
                    interference.interfere(progress());
                }
            }
        }
        assertThat(writers).as("exit codes; see the errors above").allMatch(writer -> writer.exitValue() == 0);
        ConfirmedWrites confirmed = new ConfirmedWrites();
        for (int i = 0; i < PROCESSES; i++) {
            Files.readAllLines(output(i)).forEach(confirmed::add);
        }
        return confirmed;
    }

    private boolean allWrite() throws IOException {
        for (int i = 0; i < PROCESSES; i++) {
            if (Files.size(output(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private long progress() throws IOException {
        long bytes = 0;
        for (int i = 0; i < PROCESSES; i++) {
            bytes += Files.size(output(i));
        }
        return bytes;
    }

    @AfterEach
    void killProcesses() {
        writers.forEach(Process::destroyForcibly);
    }

    /**
     * Asserts that the rows are exactly the confirmed ones that were not deleted, each once, complete and with its
     * file.
     */
    final StoreAudit audited(ConfirmedWrites confirmed) throws SQLException {
        StoreAudit audit;
        try (Connection connection = connect()) {
            audit = StoreAudit.of(connection);
        }
        confirmed
                .ids()
                .forEach((table, ids) ->
                        assertThat(audit.ids(table)).as(table).isNotEmpty().containsExactlyInAnyOrderElementsOf(ids));
        assertThat(audit.danglingReferences()).isEmpty();
        assertThat(audit.videosOfPairs()).containsExactlyInAnyOrderElementsOf(confirmed.videosOfPairs());
        assertThat(audit.files()).allSatisfy(file -> {
            Path path = media().resolve(file.key());
            assertThat(path).hasSize(file.size());
            assertThat(StoreSnapshot.hash(path)).isEqualTo(file.hash());
        });
        assertThat(audit.keysOfDuplicateFiles()).isEmpty();
        assertThat(audit.tombstones()).isNotEmpty().doesNotContainAnyElementsOf(audit.keys());
        assertThat(staged()).isEmpty();
        return audit;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(database());
        environment.put(ConfigOption.STORAGE_URL.environmentVariable(), "file:" + media());
        // the thumbnails of many videos would take too long
        environment.put(ConfigOption.MEDIA_THUMBNAILS.environmentVariable(), "false");
        return environment;
    }

    private Path output(int writer) {
        return folder.resolve("writer-" + writer);
    }

    private Path media() {
        return folder.resolve("media");
    }

    private Set<String> staged() {
        try (Stream<Path> files = Files.walk(media().resolve(".reelstore/staging"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
