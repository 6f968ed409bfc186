package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Replaces a database by a copy. The old database is renamed together with the files that SQLite keeps next to it, so
 * it can still be opened. A {@code -wal} of the old database is never next to the new one: SQLite would replay it
 * there.
 *
 * <p>The copy is moved last, so as long as it exists, the old database is in place or can be moved back.
 */
public final class DatabaseSwap {

    /** The suffixes of the files that belong to a database; the last is Reelstore's {@link CorruptionMarker}. */
    private static final List<String> COMPANIONS = List.of("-wal", "-journal", "-shm", ".corrupt");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path database;
    private final Path copy;
    private final Runnable step;

    /**
     * @param database the file itself, not a link to it
     * @param step called before each change of the folder
     */
    public DatabaseSwap(Path database, Runnable step) {
        this.database = database;
        this.copy = SqliteFile.sibling(database, ".restore-copy");
        this.step = step;
    }

    Path database() {
        return database;
    }

    /** The path at which to make the copy. */
    public Path copy() {
        return copy;
    }

    /** Whether the copy has been put in place. */
    public boolean isDone() {
        return Files.notExists(copy);
    }

    /**
     * Replaces the database by the copy, durably.
     *
     * @param now becomes part of the old database's name
     * @return the new path of the old database; empty if there was none
     */
    public Optional<Path> run(RestoreMarker marker, Instant now) throws IOException {
        boolean replaced = Files.exists(database);
        Path previous = freeName(now);
        step.run();
        marker.noteMoving(new RestoreMarker.Move(previous.getFileName().toString(), fingerprint(database)));
        try {
            boolean linked = replaced && link(previous);
            for (String suffix : COMPANIONS) {
                move(SqliteFile.sibling(database, suffix), SqliteFile.sibling(previous, suffix));
            }
            if (replaced && !linked) {
                move(database, previous);
            }
            // otherwise a power failure might undo a move and leave the -wal next to the new database
            SqliteFile.forceFolderOf(database);
            step.run();
            if (linked) {
                Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // never overwrites a file that another process has created meanwhile
                Files.move(copy, database);
            }
        } catch (IOException e) {
            undo(marker);
            throw e;
        }
        SqliteFile.forceFolderOf(database);
        step.run();
        marker.remove();
        return Files.exists(previous) ? Optional.of(previous) : Optional.empty();
    }

    /**
     * Size and time, which change with every write except one to only {@code -wal} or {@code -journal}; empty if
     * missing.
     */
    private static String fingerprint(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        return Files.size(file) + " " + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }

    private Path freeName(Instant now) throws IOException {
        String name = database.getFileName() + ".before-restore-" + STAMP.format(now);
        for (int attempt = 1; attempt <= 1_000; attempt++) {
            Path previous = database.resolveSibling(attempt == 1 ? name : name + "-" + attempt);
            if (Files.notExists(previous)
                    && COMPANIONS.stream().allMatch(suffix -> Files.notExists(SqliteFile.sibling(previous, suffix)))) {
                return previous;
            }
        }
        throw new FileAlreadyExistsException(name);
    }

    /** Adds a second name, so that the database never lacks the first; not every file system supports links. */
    private boolean link(Path previous) throws IOException {
        step.run();
        try {
            Files.createLink(previous, database);
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException taken) {
                throw taken;
            }
            return false;
        }
    }

    private void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            step.run();
            Files.move(from, to);
        }
    }

    /** Moves everything back, durably, and removes the copy and the marker. It can be interrupted and run again. */
    public void undo(RestoreMarker marker) throws IOException {
        Optional<RestoreMarker.Move> moving = marker.moving();
        if (moving.isPresent()) {
            moveBack(
                    database.resolveSibling(moving.get().previousName()),
                    moving.get().fingerprint());
            step.run();
            marker.noteMovedBack();
        }
        removeCopy();
        step.run();
        marker.remove();
    }

    private void moveBack(Path previous, String fingerprint) throws IOException {
        List<String> moved = COMPANIONS.stream()
                .filter(suffix -> Files.exists(SqliteFile.sibling(previous, suffix)))
                .toList();
        boolean inPlace = Files.exists(database);
        if (inPlace && Files.exists(previous) && !Files.isSameFile(database, previous)) {
            throw conflict(database, previous);
        }
        for (String suffix : moved) {
            Path existing = SqliteFile.sibling(database, suffix);
            if (Files.exists(existing)) {
                throw conflict(existing, SqliteFile.sibling(previous, suffix));
            }
        }
        // SQLite would replay a -wal or -journal that belongs to the unchanged file
        if (inPlace && !moved.isEmpty() && !fingerprint(database).equals(fingerprint)) {
            throw new StorageException.Integrity(
                    "database",
                    "A restore was interrupted, and another program has written to " + database
                            + " since. The changes that SQLite had not yet"
                            + " written to it are in " + SqliteFile.sibling(previous, moved.get(0))
                            + " and can no longer be applied. Copy both files to keep them; then move the second one away to"
                            + " continue with the database as it is, or restore again.");
        }
        if (!inPlace) {
            move(previous, database);
        }
        for (String suffix : moved) {
            move(SqliteFile.sibling(previous, suffix), SqliteFile.sibling(database, suffix));
        }
        if (inPlace) {
            step.run();
            Files.deleteIfExists(previous);
        }
        SqliteFile.forceFolderOf(database);
    }

    private static StorageException.Integrity conflict(Path there, Path old) {
        return new StorageException.Integrity(
                "database",
                "A restore was interrupted, and another program has created " + there + " since; the old file is " + old
                        + ". End that program, move its file away, then try again.");
    }

    /** Removes an unfinished copy. */
    void removeCopy() throws IOException {
        for (String suffix : List.of("-wal", "-shm", "-journal", "")) {
            Path file = SqliteFile.sibling(copy, suffix);
            if (Files.exists(file)) {
                step.run();
                Files.delete(file);
            }
        }
    }
}
