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
import java.time.Instant;
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
 * A copy of a database that others may be writing: SQLite's backup API, which takes what is in the {@code -wal} along (SQLite,
 * "SQLite Backup API"). It has its name only when it is whole and on the disk, and never takes the place of another file.
 */
public final class OnlineCopy {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final int MOST_NAMES = 100;

    private final Path source;
    private final Optional<Path> target;
    private final CopyLimits limits;

    /**
     * @param target where it goes; empty for a name beside the source
     */
    public OnlineCopy(Path source, Optional<Path> target) {
        this(source, target, CopyLimits.DEFAULT);
    }

    public OnlineCopy(Path source, Optional<Path> target, CopyLimits limits) {
        this.source = source;
        this.target = target.map(Path::toAbsolutePath);
        this.limits = limits;
    }

    /**
     * Refuses a target that cannot be, before anything is done.
     *
     * @throws StorageException.AlreadyExists if there is a file of that name
     * @throws StorageException.Configuration if its folder is not there, or it is the source or what SQLite keeps beside that
     */
    public void check() {
        target.ifPresent(file -> {
            if (isOfTheSource(file)) {
                throw new StorageException.Configuration(
                        "backup", "The backup cannot be " + file + ", which is the database's own; name another file.");
            }
            if (Files.exists(file)) {
                throw taken(file, null);
            }
            if (!Files.isDirectory(SqliteFile.folderOf(file))) {
                throw new StorageException.Configuration(
                        "backup",
                        "There is no folder " + SqliteFile.folderOf(file)
                                + " for the backup; make it, or name another.");
            }
        });
    }

    private boolean isOfTheSource(Path file) {
        try {
            Path place = SqliteFile.folderOf(file).toRealPath().resolve(file.getFileName());
            Path original = source.toRealPath();
            return Stream.of("", "-wal", "-shm", "-journal")
                    .anyMatch(suffix -> place.equals(original.resolveSibling(original.getFileName() + suffix)));
        } catch (IOException e) {
            // there is no such folder, which is told next
            return false;
        }
    }

    /** Removes a copy that is of no use; if it cannot be removed, it stays. */
    public void discard(Path copy) {
        remove(copy);
    }

    /**
     * Makes the copy.
     *
     * @param connection reads the source
     * @return where it is, absolute
     */
    public Path make(Connection connection, CopyProgress progress) throws SQLException {
        Path part = unfinished();
        try {
            copy(connection, part, progress);
            SqliteFile.force(part);
            Path whole = name(part);
            SqliteFile.force(SqliteFile.folderOf(whole));
            return whole;
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "backup",
                    "The backup cannot be written to " + SqliteFile.folderOf(part) + " (" + e.getMessage()
                            + "); make room there, or name another place.",
                    e);
        } finally {
            remove(part);
        }
    }

    private Path unfinished() {
        Path folder = SqliteFile.folderOf(target.orElse(source));
        try {
            Path part = Files.createTempFile(folder, source.getFileName() + ".backup-", ".part");
            likeTheSource(part);
            return part;
        } catch (IOException e) {
            throw new StorageException.Configuration(
                    "backup",
                    "No backup can be made in " + folder + " (" + e.getMessage()
                            + "); check its permissions, or name another place.",
                    e);
        }
    }

    /** The file may hold passwords: whoever may not read it may not read its copy either. */
    private void likeTheSource(Path part) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(source, PosixFileAttributeView.class);
        if (attributes != null) {
            Set<PosixFilePermission> permissions = attributes.readAttributes().permissions();
            Files.setPosixFilePermissions(part, permissions);
        }
    }

    private void copy(Connection connection, Path part, CopyProgress progress) throws SQLException {
        if (!Sql.isWal(connection)) {
            // a snapshot would keep others from writing: nothing is held between the steps, and each write begins it
            // anew
            copyPages(connection, part, progress);
            return;
        }
        // a snapshot that is held: else the copy begins anew whenever somebody writes
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
                        // the connection's busy timeout is waited for within a step
                        0,
                        0,
                        limits.pagesAStep());
        if (restarts.end()) {
            throw StorageException.Unavailable.passing(
                    "backup",
                    "The database was written to " + restarts.count() + " times while it was copied, and each time the"
                            + " copy had to begin anew, so it was given up and nothing was changed; close the program that"
                            + " writes to " + SqliteFile.nameOf(source)
                            + ", or try again when it writes less often.",
                    null);
        }
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            throw new SQLiteException("the backup ended with code " + code, SQLiteErrorCode.getErrorCode(code));
        }
    }

    /** By a link, which fails where the name is taken; a file system without links moves, which nobody but another adopter sees. */
    private Path name(Path part) throws IOException {
        Path wanted = target.orElseGet(
                () -> source.resolveSibling(source.getFileName() + ".backup-" + STAMP.format(Instant.now())));
        for (int attempt = 1; attempt <= MOST_NAMES; attempt++) {
            Path name = attempt == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + attempt);
            try {
                give(part, name);
                return name;
            } catch (FileAlreadyExistsException e) {
                if (target.isPresent()) {
                    throw taken(name, e);
                }
            }
        }
        throw new FileAlreadyExistsException(wanted.toString());
    }

    private static void give(Path part, Path name) throws IOException {
        try {
            Files.createLink(name, part);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException taken) {
                throw taken;
            }
            Files.move(part, name);
        }
    }

    private static StorageException.AlreadyExists taken(Path file, @Nullable Throwable cause) {
        String message = "There is a file " + file + " already; a backup never replaces one: name another.";
        return cause == null
                ? new StorageException.AlreadyExists("backup", message)
                : new StorageException.AlreadyExists("backup", message, cause);
    }

    /** What cannot be removed is in nobody's way: its name tells what it is. */
    private static void remove(Path part) {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            part.resolveSibling(part.getFileName() + suffix).toFile().delete();
        }
    }
}
