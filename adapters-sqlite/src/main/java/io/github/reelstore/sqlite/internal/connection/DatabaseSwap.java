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
 * Puts a copy in the place of a database, and the old database aside with all that SQLite keeps next to it, under names by which it can
 * be opened. A {@code -wal} of the old one is never next to the new one: SQLite would replay it there.
 *
 * <p>The copy is moved last, so as long as it is there, the old database is in place or can be put back.
 */
public final class DatabaseSwap {

    /** What belongs to a database and is next to it; the last is Reelstore's note that the database is damaged. */
    private static final List<String> COMPANIONS = List.of("-wal", "-journal", "-shm", ".corrupt");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path database;
    private final Path copy;
    private final Runnable step;

    /**
     * @param database the file itself, not a link to it
     * @param step is called before each change of the folder
     */
    public DatabaseSwap(Path database, Runnable step) {
        this.database = database;
        this.copy = SqliteFile.beside(database, ".restore-copy");
        this.step = step;
    }

    Path database() {
        return database;
    }

    /** Where the copy is made. */
    public Path copy() {
        return copy;
    }

    /** Whether the copy has been put in place. */
    public boolean isDone() {
        return Files.notExists(copy);
    }

    /**
     * Puts the copy in place, durably.
     *
     * @return where the old database is; empty if there was none
     */
    public Optional<Path> run(RestoreMarker marker) throws IOException {
        boolean replaced = Files.exists(database);
        Path aside = freeName();
        step.run();
        marker.noteMoving(new RestoreMarker.Move(aside.getFileName().toString(), look(database)));
        try {
            boolean linked = replaced && link(aside);
            for (String suffix : COMPANIONS) {
                move(SqliteFile.beside(database, suffix), SqliteFile.beside(aside, suffix));
            }
            if (replaced && !linked) {
                move(database, aside);
            }
            // else a power cut might undo a move and leave the -wal next to the new one
            SqliteFile.forceFolderOf(database);
            step.run();
            if (linked) {
                Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // whoever made a file there meanwhile keeps it
                Files.move(copy, database);
            }
        } catch (IOException e) {
            undo(marker);
            throw e;
        }
        SqliteFile.forceFolderOf(database);
        step.run();
        marker.remove();
        return Files.exists(aside) ? Optional.of(aside) : Optional.empty();
    }

    /** What changes with every write that is not in a {@code -wal} or {@code -journal} alone; empty if there is no such file. */
    private static String look(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        return Files.size(file) + " " + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }

    private Path freeName() throws IOException {
        String name = database.getFileName() + ".before-restore-" + STAMP.format(Instant.now());
        for (int attempt = 1; attempt <= 1_000; attempt++) {
            Path aside = database.resolveSibling(attempt == 1 ? name : name + "-" + attempt);
            if (Files.notExists(aside)
                    && COMPANIONS.stream().allMatch(suffix -> Files.notExists(SqliteFile.beside(aside, suffix)))) {
                return aside;
            }
        }
        throw new FileAlreadyExistsException(name);
    }

    /** A second name, so that the database is never without the first; not every file system has links. */
    private boolean link(Path aside) throws IOException {
        step.run();
        try {
            Files.createLink(aside, database);
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

    /** Puts everything back that was moved, durably, and removes the copy and the marker. It can be interrupted, and run again. */
    public void undo(RestoreMarker marker) throws IOException {
        Optional<RestoreMarker.Move> moving = marker.moving();
        if (moving.isPresent()) {
            putBack(database.resolveSibling(moving.get().aside()), moving.get().look());
            step.run();
            marker.noteUnmoved();
        }
        removeCopy();
        step.run();
        marker.remove();
    }

    private void putBack(Path aside, String look) throws IOException {
        List<String> moved = COMPANIONS.stream()
                .filter(suffix -> Files.exists(SqliteFile.beside(aside, suffix)))
                .toList();
        boolean named = Files.exists(database);
        if (named && Files.exists(aside) && !Files.isSameFile(database, aside)) {
            throw conflict(database, aside);
        }
        for (String suffix : moved) {
            Path taken = SqliteFile.beside(database, suffix);
            if (Files.exists(taken)) {
                throw conflict(taken, SqliteFile.beside(aside, suffix));
            }
        }
        // SQLite would replay what was to be written to the file as it was
        if (named && !moved.isEmpty() && !look(database).equals(look)) {
            throw new StorageException.Integrity(
                    "database",
                    "A restore was interrupted, and another program has written to " + database
                            + " since. What was not yet written to"
                            + " it then is in " + SqliteFile.beside(aside, moved.get(0))
                            + " and no longer fits. Copy both to keep them; then move that file away to go on with the database as it"
                            + " is, or restore again.");
        }
        if (!named) {
            move(aside, database);
        }
        for (String suffix : moved) {
            move(SqliteFile.beside(aside, suffix), SqliteFile.beside(database, suffix));
        }
        if (named) {
            step.run();
            Files.deleteIfExists(aside);
        }
        SqliteFile.forceFolderOf(database);
    }

    private static StorageException.Integrity conflict(Path there, Path old) {
        return new StorageException.Integrity(
                "database",
                "A restore was interrupted, and another program has made " + there + " since; the old one is " + old
                        + ". End that program, move its file away, then try again.");
    }

    /** Removes an unfinished copy. */
    void removeCopy() throws IOException {
        for (String suffix : List.of("-wal", "-shm", "-journal", "")) {
            Path file = SqliteFile.beside(copy, suffix);
            if (Files.exists(file)) {
                step.run();
                Files.delete(file);
            }
        }
    }
}
