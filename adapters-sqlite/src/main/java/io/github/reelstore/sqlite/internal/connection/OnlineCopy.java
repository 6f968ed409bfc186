package io.github.reelstore.sqlite.internal.connection;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Copies a database that other processes may be writing to. It uses SQLite's backup API, which includes the content of
 * the {@code -wal} (SQLite, "SQLite Backup API"). The copy gets its name only when it is complete and durable, and
 * never replaces another file.
 */
public final class OnlineCopy {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final int MAX_NAMES = 100;

    private final Path source;
    private final Optional<Path> target;
    private final CopyLimits limits;
    private final InstantSource clock;

    /**
     * @param target the file to copy to; empty for a generated name next to the source
     */
    public OnlineCopy(Path source, Optional<Path> target) {
        this(source, target, CopyLimits.DEFAULT, InstantSource.system());
    }

    /**
     * @param clock the time in a generated name
     */
    public OnlineCopy(Path source, Optional<Path> target, CopyLimits limits, InstantSource clock) {
        this.source = source;
        this.target = target.map(Path::toAbsolutePath);
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Rejects an invalid target before anything is done.
     *
     * @throws StorageException.AlreadyExists if the target exists
     * @throws StorageException.Configuration if its folder does not exist, or it is the source or one of the files that
     *     SQLite keeps next to it
     */
    public void check() {
        target.ifPresent(file -> {
            if (isOfTheSource(file)) {
                throw new StorageException.Configuration(
                        "backup",
                        "The backup cannot be " + file + ", which belongs to the database; name another file.");
            }
            if (Files.exists(file)) {
                throw alreadyExists(file, null);
            }
            if (!Files.isDirectory(SqliteFile.folderOf(file))) {
                throw new StorageException.Configuration(
                        "backup",
                        "The folder " + SqliteFile.folderOf(file)
                                + " for the backup does not exist; create it, or name another.");
            }
        });
    }

    private boolean isOfTheSource(Path file) {
        try {
            Path resolved = SqliteFile.folderOf(file).toRealPath().resolve(file.getFileName());
            Path original = source.toRealPath();
            return Stream.of("", "-wal", "-shm", "-journal")
                    .anyMatch(suffix -> resolved.equals(original.resolveSibling(original.getFileName() + suffix)));
        } catch (IOException e) {
            // the folder does not exist, which is reported next
            return false;
        }
    }

    /** Removes a copy that is not needed; if it cannot be removed, it stays. */
    public void discard(Path copy) {
        remove(copy);
    }

    /**
     * Makes the copy.
     *
     * @param connection a connection to the source
     * @return the absolute path of the copy
     */
    public Path make(Connection connection, CopyProgress progress) throws SQLException {
        Path part = createPart();
        try {
            copy(connection, part, progress);
            SqliteFile.force(part);
            Path finished = rename(part);
            SqliteFile.force(SqliteFile.folderOf(finished));
            return finished;
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "backup",
                    "The backup cannot be written to " + SqliteFile.folderOf(part) + " (" + e.getMessage()
                            + "); make room there, or name another file.",
                    e);
        } finally {
            remove(part);
        }
    }

    private Path createPart() {
        Path folder = SqliteFile.folderOf(target.orElse(source));
        try {
            Path part = Files.createTempFile(folder, source.getFileName() + ".backup-", ".part");
            copyPermissions(part);
            return part;
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "backup",
                    "No backup can be made in " + folder + " (" + e.getMessage()
                            + "); check its permissions, or name another folder.",
                    e);
        }
    }

    /** The file may contain passwords: the copy must not be readable by more users than the source. */
    private void copyPermissions(Path part) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(source, PosixFileAttributeView.class);
        if (attributes != null) {
            Set<PosixFilePermission> permissions = attributes.readAttributes().permissions();
            Files.setPosixFilePermissions(part, permissions);
        }
    }

    private void copy(Connection connection, Path part, CopyProgress progress) throws SQLException {
        if (!Sql.isWal(connection)) {
            // a snapshot would block writers: hold no lock between the steps, although each write restarts the copy
            copyPages(connection, part, progress);
            return;
        }
        // hold a snapshot: otherwise each write restarts the copy
        Sql.execute(connection, "BEGIN");
        try {
            Sql.number(connection, "SELECT count(*) FROM main.sqlite_master");
            copyPages(connection, part, progress);
        } finally {
            Sql.execute(connection, "ROLLBACK");
        }
    }

    private void copyPages(Connection connection, Path part, CopyProgress progress) throws SQLException {
        long pageSize = Sql.number(connection, "PRAGMA page_size");
        CopyRestarts restarts = new CopyRestarts(connection, limits);
        int code = connection
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup(
                        "main",
                        part.toString(),
                        (remaining, pages) -> {
                            progress.at((pages - remaining) * pageSize, pages * pageSize);
                            restarts.at(remaining);
                        },
                        // a step waits for the connection's busy timeout itself
                        0,
                        0,
                        limits.pagesPerStep());
        if (restarts.end()) {
            throw StorageException.Unavailable.passing(
                    "backup",
                    "The database was written to " + restarts.count()
                            + " times while it was being copied, and each write"
                            + " restarted the copy, so it was cancelled and nothing was changed; close the program that"
                            + " writes to " + SqliteFile.nameOf(source)
                            + ", or try again when it writes less often.",
                    null);
        }
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            throw new SQLiteException("the backup ended with code " + code, SQLiteErrorCode.getErrorCode(code));
        }
    }

    /**
     * Renames the finished copy. A hard link fails if the name exists; on a file system without links, a move could
     * replace a file that another copy has created at the same moment.
     */
    private Path rename(Path part) throws IOException {
        Path preferred = target.orElseGet(
                () -> source.resolveSibling(source.getFileName() + ".backup-" + STAMP.format(clock.instant())));
        for (int attempt = 1; attempt <= MAX_NAMES; attempt++) {
            Path name = attempt == 1 ? preferred : preferred.resolveSibling(preferred.getFileName() + "-" + attempt);
            try {
                publish(part, name);
                return name;
            } catch (FileAlreadyExistsException e) {
                if (target.isPresent()) {
                    throw alreadyExists(name, e);
                }
            }
        }
        throw new FileAlreadyExistsException(preferred.toString());
    }

    private static void publish(Path part, Path name) throws IOException {
        try {
            Files.createLink(name, part);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException taken) {
                throw taken;
            }
            Files.move(part, name);
        }
    }

    private static StorageException.AlreadyExists alreadyExists(Path file, @Nullable Throwable cause) {
        String message = "The file " + file + " already exists; a backup never replaces a file: name another.";
        return cause == null
                ? new StorageException.AlreadyExists("backup", message)
                : new StorageException.AlreadyExists("backup", message, cause);
    }

    /** A file that cannot be removed does no harm; its name says what it is. */
    private static void remove(Path part) {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            part.resolveSibling(part.getFileName() + suffix).toFile().delete();
        }
    }
}
