package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.SqliteIntegrityCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteException;

/**
 * The file {@code <database>.corrupt} next to a store's database that SQLite found damaged. While it is there, no process writes to
 * that database. {@link SqliteIntegrityCheck} removes it.
 *
 * <p>Its presence counts, not its content, so that a process that is killed while it writes the content has set it all the same.
 */
public final class CorruptionMarker {

    private static final String SUFFIX = ".corrupt";

    /** Databases whose marker could not be written, such as on a full disk: this process at least must not write to them. */
    private static final Set<Path> LATCHED = ConcurrentHashMap.newKeySet();

    private final Path database;
    private final Path file;

    private CorruptionMarker(Path database) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + SUFFIX);
    }

    /**
     * The marker of a database, whether it is there or not.
     *
     * @param database the file itself, no symbolic link to it
     */
    public static CorruptionMarker of(Path database) {
        return new CorruptionMarker(database);
    }

    public boolean isSet() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) || LATCHED.contains(database);
    }

    /**
     * Refuses to write to a database that was found damaged.
     *
     * @throws StorageException.Corrupt if it was
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
                    SqliteFile.nameOf(database) + " is not there, and was found damaged before; restore a backup with"
                            + " \"reelstore restore DIR\", or delete " + file.getFileName()
                            + " to begin with an empty database.",
                    null);
        }
        return new StorageException.Corrupt(
                "database",
                SqliteFile.nameOf(database) + " was found damaged (see " + file.getFileName()
                        + "), so nothing is written to it; " + advice() + ".",
                null);
    }

    /** What to do about it, the end of a sentence. */
    public static String advice() {
        return "run \"reelstore doctor\", and if that fails, restore a backup with \"reelstore restore DIR\"";
    }

    /**
     * Sets the marker if a failure says that a store's database is damaged.
     *
     * @return the failure in the domain's words; empty if it says something else than that it is damaged, or was found damaged and
     *     cannot be read without undoing first what a crash left in its journal
     */
    public Optional<StorageException> met(Throwable failure) {
        if (isSet() && SqliteFailures.needsRollback(failure)) {
            return Optional.of(refusal());
        }
        Optional<SQLiteException> corruption = SqliteFailures.corruption(failure);
        corruption.ifPresent(this::set);
        return corruption.map(sqlite -> new StorageException.Corrupt(
                "database",
                SqliteFile.nameOf(database) + " is damaged (" + sqlite.getResultCode()
                        + "), so nothing is written to it; " + advice() + ".",
                failure));
    }

    public void set(SQLiteException failure) {
        set(failure.getResultCode().toString());
    }

    /**
     * Sets the marker, unless it is set.
     *
     * @param finding what was found, in a line
     */
    public void set(String finding) {
        String content = "Reelstore found this database damaged, so nothing is written to it: " + database.getFileName()
                + "\nWhen: " + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\nSQLite: " + finding
                + "\nWhat to do: run \"reelstore doctor\". If its check of the database passes, it removes this file, and"
                + " the store can be written again."
                + "\nIf it fails: restore a backup with \"reelstore restore DIR\".\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
            SqliteFile.force(SqliteFile.folderOf(file));
        } catch (FileAlreadyExistsException e) {
            // somebody met the damage before: what he noted stays
            return;
        } catch (IOException e) {
            LATCHED.add(database);
        }
    }

    /**
     * Removes the marker.
     *
     * @throws StorageException.Unavailable if it cannot be removed; then it is still set
     */
    public void clear() {
        try {
            Files.deleteIfExists(file);
            SqliteFile.force(SqliteFile.folderOf(file));
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database", "The database is not damaged, but " + file + " cannot be removed; remove it.", e);
        }
        LATCHED.remove(database);
    }
}
