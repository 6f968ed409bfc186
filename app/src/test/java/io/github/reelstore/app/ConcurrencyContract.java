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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with several threads each write, delete and list in one store at once: a class each database. */
abstract class ConcurrencyContract {

    private static final int PROCESSES = 3;
    private static final int PATIENCE_SECONDS = 180;
    private static final int PACE_MS = 25;

    @TempDir
    Path folder;

    private final List<Process> writers = new ArrayList<>();

    /** The options of a database that nobody uses yet, as environment variables; the same at each call. */
    abstract Map<String, String> database();

    /** Looks at its tables, from outside. */
    abstract Connection connect() throws SQLException;

    /** What goes on while the processes write: called again and again, from when all have begun. */
    interface Meanwhile {

        /** Takes how much they have written: bytes of the lines that they say. */
        void interfere(long progress) throws SQLException;
    }

    @Test
    void noLockReachesACallerAndNothingIsLostDoubledOrLeftOver() throws Exception {
        ConfirmedWrites confirmed = write(progress -> {});

        StoreAudit audit = audited(confirmed);
        // no process died, so every file that no row refers to is known as such
        assertThat(audit.tombstones()).containsAll(audit.filesWithoutRow(media()));
    }

    /** What the processes said was stored or deleted, once they have ended without any failure. */
    final ConfirmedWrites write(Meanwhile meanwhile) throws Exception {
        for (int i = 0; i < PROCESSES; i++) {
            ProcessBuilder writer = JavaProcess.of(WriterProcess.class, Integer.toString(i));
            writer.environment().keySet().removeIf(name -> name.startsWith("REELSTORE_"));
            writer.environment().putAll(environment());
            writers.add(writer.redirectOutput(said(i).toFile()).start());
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Process writer : writers) {
            while (!writer.waitFor(PACE_MS, TimeUnit.MILLISECONDS)) {
                assertThat(System.nanoTime()).as("still writing").isLessThan(end);
                if (allWrite()) {
                    meanwhile.interfere(progress());
                }
            }
        }
        assertThat(writers).as("their errors are above").allMatch(writer -> writer.exitValue() == 0);
        ConfirmedWrites confirmed = new ConfirmedWrites();
        for (int i = 0; i < PROCESSES; i++) {
            Files.readAllLines(said(i)).forEach(confirmed::add);
        }
        return confirmed;
    }

    private boolean allWrite() throws IOException {
        for (int i = 0; i < PROCESSES; i++) {
            if (Files.size(said(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private long progress() throws IOException {
        long bytes = 0;
        for (int i = 0; i < PROCESSES; i++) {
            bytes += Files.size(said(i));
        }
        return bytes;
    }

    @AfterEach
    void endTheOthers() {
        writers.forEach(Process::destroyForcibly);
    }

    /** All rows are those that were confirmed and not deleted, each once, whole, and with its file. */
    final StoreAudit audited(ConfirmedWrites confirmed) throws SQLException {
        StoreAudit audit;
        try (Connection connection = connect()) {
            audit = StoreAudit.of(connection);
        }
        confirmed
                .ids()
                .forEach((table, ids) ->
                        assertThat(audit.ids(table)).as(table).isNotEmpty().containsExactlyInAnyOrderElementsOf(ids));
        assertThat(audit.rowsWithoutTheRowTheyReferTo()).isEmpty();
        assertThat(audit.clipsOfPairs()).containsExactlyInAnyOrderElementsOf(confirmed.clipsOfPairs());
        assertThat(audit.files()).allSatisfy(file -> {
            Path path = media().resolve(file.key());
            assertThat(path).hasSize(file.size());
            assertThat(StoreSnapshot.hash(path)).isEqualTo(file.hash());
        });
        assertThat(audit.keysOfDoubledFiles()).isEmpty();
        assertThat(audit.tombstones()).isNotEmpty().doesNotContainAnyElementsOf(audit.keys());
        assertThat(staged()).isEmpty();
        return audit;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(database());
        environment.put(ConfigOption.STORAGE_URL.environmentVariable(), "file:" + media());
        // many clips, whose pictures would take all the time
        environment.put(ConfigOption.MEDIA_THUMBNAILS.environmentVariable(), "false");
        return environment;
    }

    private Path said(int writer) {
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
