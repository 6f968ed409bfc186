package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteException;

/**
 * The file {@code <database>.corrupt} next to a store's database that SQLite found damaged. While it exists, no process
 * writes to that database. {@code SqliteIntegrityCheck} removes it.
 *
 * <p>Only its existence matters, not its content, so the marker is set even if the process is killed while writing the
 * content.
 */
public final class CorruptionMarker {

    private static final String SUFFIX = ".corrupt";

    /**
     * Databases whose marker could not be written, for example on a full disk; at least this process does not write to
     * them.
     */
    private static final Set<Path> UNMARKED = ConcurrentHashMap.newKeySet();

    private final Path database;
    private final Path file;
    private final Clock clock;

    private CorruptionMarker(Path database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.file = database.resolveSibling(database.getFileName() + SUFFIX);
    }

    /**
     * Returns the marker of a database, whether it is set or not.
     *
     * @param database the file itself, not a symbolic link to it
     */
    public static CorruptionMarker of(Path database) {
        return of(database, Clock.systemUTC());
    }

    /** The same with the clock that says when the damage was found. */
    public static CorruptionMarker of(Path database, Clock clock) {
        return new CorruptionMarker(database, clock);
    }

    public boolean isSet() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) || UNMARKED.contains(database);
    }

    /**
     * Refuses writes to a database that was found damaged.
     *
     * @throws StorageException.Corrupt if the marker is set
     */
    public void requireNotSet() {
        if (isSet()) {
            throw refusal();
        }
    }

    public StorageException.Corrupt refusal() {
        if (Files.notExists(database)) {
            return new StorageException.Corrupt(
                    "database",
                    SqliteFile.nameOf(database) + " does not exist, and was found damaged before; restore a backup with"
                            + " \"reelstore restore DIR\", or delete " + file.getFileName()
                            + " to start with an empty database.",
                    null);
        }
        return new StorageException.Corrupt(
                "database",
                SqliteFile.nameOf(database) + " was found damaged (see " + file.getFileName()
                        + "), so writes are refused; " + advice() + ".",
                null);
    }

    /** What to do about the damage, as the end of a sentence. */
    public static String advice() {
        return "run \"reelstore doctor\", and if that fails, restore a backup with \"reelstore restore DIR\"";
    }

    /**
     * Sets the marker if a failure says that the store's database is damaged.
     *
     * @return the translated failure; empty unless it says that the database is damaged, or that a database found
     *     damaged before cannot be read without rolling back a hot journal
     */
    public Optional<StorageException> record(Throwable failure) {
        if (isSet() && SqliteFailures.needsRollback(failure)) {
            return Optional.of(refusal());
        }
        Optional<SQLiteException> corruption = SqliteFailures.corruption(failure);
        corruption.ifPresent(this::set);
        return corruption.map(sqlite -> new StorageException.Corrupt(
                "database",
                SqliteFile.nameOf(database) + " is damaged (" + sqlite.getResultCode() + "), so writes are refused; "
                        + advice() + ".",
                failure));
    }

    public void set(SQLiteException failure) {
        set(failure.getResultCode().toString());
    }

    /**
     * Sets the marker, unless it is set already.
     *
     * @param finding what was found, in one line
     */
    public void set(String finding) {
        String content = "Reelstore found this database damaged and refuses to write to it: " + database.getFileName()
                + "\nWhen: " + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                + "\nSQLite: " + finding
                + "\nWhat to do: run \"reelstore doctor\". If its check of the database passes, it removes this file and"
                + " allows writes again."
                + "\nIf it fails: restore a backup with \"reelstore restore DIR\".\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
            SqliteFile.force(SqliteFile.folderOf(file));
        } catch (FileAlreadyExistsException e) {
            // set before, by this or another process: the first finding is kept
            return;
        } catch (IOException e) {
            UNMARKED.add(database);
        }
    }

    /**
     * Removes the marker.
     *
     * @throws StorageException.Unavailable if it cannot be removed; it stays set then
     */
    public void clear() {
        try {
            Files.deleteIfExists(file);
            SqliteFile.force(SqliteFile.folderOf(file));
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database", "The database is not damaged, but " + file + " cannot be removed; remove it.", e);
        }
        UNMARKED.remove(database);
    }
}
