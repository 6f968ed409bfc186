package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Completes or undoes a restore whose process died, and reports whether the old or the new database is in place. */
public final class InterruptedRestore {

    private static final System.Logger LOG = System.getLogger(InterruptedRestore.class.getName());

    private InterruptedRestore() {}

    /** Whether a restore was interrupted, or is under way. */
    public static boolean isLeft(Path database) {
        return Files.exists(RestoreMarker.fileOf(OpenDatabases.key(database)));
    }

    /**
     * Recovers from an interrupted restore.
     *
     * @param logged whether to log the outcome
     * @return the outcome, a sentence; empty if no restore was interrupted
     * @throws StorageException.Unavailable if another process is restoring the database, or has it open and must end
     *     first
     */
    static Optional<String> recover(Path database, boolean logged) {
        // not notExists, which is also false for an impossible path: a name that is too long, or below a file
        if (!Files.exists(RestoreMarker.fileOf(database))) {
            return Optional.empty();
        }
        try {
            Optional<RestoreMarker> left = RestoreMarker.open(database);
            if (left.isEmpty() && !Files.exists(RestoreMarker.fileOf(database))) {
                return Optional.empty();
            }
            try (RestoreMarker marker = left.orElseThrow(() -> underWay(database))) {
                String sentence = recover(new DatabaseSwap(database, () -> {}), marker);
                if (logged) {
                    LOG.log(Level.WARNING, sentence);
                }
                return Optional.of(sentence);
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database",
                    "The interrupted restore of " + SqliteFile.nameOf(database)
                            + " can be neither completed nor undone (" + e.getMessage()
                            + "); make the folder writable, then try again.",
                    e);
        }
    }

    private static String recover(DatabaseSwap swap, RestoreMarker marker) throws IOException {
        Optional<String> previousName = marker.previousName();
        String what = "A restore of " + SqliteFile.nameOf(swap.database()) + " was interrupted ";
        if (previousName.isPresent() && swap.isDone()) {
            Path old = swap.database().resolveSibling(previousName.get());
            marker.remove();
            return what + "after the new database was put in place: you are now using the restored database. "
                    + (Files.exists(old) ? "The old database is " + old + "." : "There was no old database.");
        }
        undo(swap, marker, previousName);
        return what
                + "before the new database was put in place: you are still using the old database. Restore again, or"
                + " continue with it.";
    }

    /** Moves files that SQLite may use back only while no process has the database open. */
    private static void undo(DatabaseSwap swap, RestoreMarker marker, Optional<String> previousName)
            throws IOException {
        Optional<Path> moved = previousName.map(swap.database()::resolveSibling);
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
