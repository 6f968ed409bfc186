package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what a restore left whose process died: the database is then the old one, or the new one, and which is said. */
public final class InterruptedRestore {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptedRestore.class);

    private InterruptedRestore() {}

    /**
     * Settles it.
     *
     * @param logged whether what became of it is logged
     * @return what became of it, a sentence; empty if no restore was interrupted
     * @throws StorageException.Unavailable if another process is restoring the database, or one has it open that must end first
     */
    static Optional<String> settle(Path database, boolean logged) {
        // not notExists, which is false too for a name that cannot be: one that is too long, or below a file
        if (!Files.exists(RestoreMarker.fileOf(database))) {
            return Optional.empty();
        }
        try {
            Optional<RestoreMarker> taken = RestoreMarker.take(database);
            if (taken.isEmpty() && !Files.exists(RestoreMarker.fileOf(database))) {
                return Optional.empty();
            }
            try (RestoreMarker marker = taken.orElseThrow(() -> underWay(database))) {
                String sentence = settle(new DatabaseSwap(database, () -> {}), marker);
                if (logged) {
                    LOG.warn(sentence);
                }
                return Optional.of(sentence);
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database",
                    "What an interrupted restore of " + SqliteFile.nameOf(database) + " left cannot be settled ("
                            + e.getMessage() + "); make the folder writable, then try again.",
                    e);
        }
    }

    private static String settle(DatabaseSwap swap, RestoreMarker marker) throws IOException {
        Optional<String> aside = marker.aside();
        String what = "A restore of " + SqliteFile.nameOf(swap.database()) + " was interrupted ";
        if (aside.isPresent() && swap.isDone()) {
            Path old = swap.database().resolveSibling(aside.get());
            marker.remove();
            return what + "when the new database was in place: it is the restored one now. "
                    + (Files.exists(old) ? "The old one is " + old + "." : "There was no old one.");
        }
        undo(swap, marker, aside);
        return what + "before the new database was in place: it is the old one still. Restore again, or go on with it.";
    }

    /** Files that SQLite may use are moved back only while no process has the database open. */
    private static void undo(DatabaseSwap swap, RestoreMarker marker, Optional<String> aside) throws IOException {
        Optional<Path> moved = aside.map(swap.database()::resolveSibling);
        Path old = moved.filter(Files::exists).orElse(swap.database());
        if (moved.isPresent() && Files.exists(old)) {
            try (DatabaseFileLock lock = DatabaseFileLock.of(old)) {
                lock.whileHeld(() -> {
                    swap.undo(marker);
                    return old;
                });
            }
        } else {
            swap.undo(marker);
        }
    }

    public static StorageException.Unavailable underWay(Path database) {
        return StorageException.Unavailable.passing(
                "database",
                SqliteFile.nameOf(database) + " is being restored by another process; try again in a moment.",
                null);
    }
}
