package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CorruptionMarker;
import io.github.reelstore.sqlite.internal.connection.DatabaseFileLock;
import io.github.reelstore.sqlite.internal.connection.DatabaseSwap;
import io.github.reelstore.sqlite.internal.connection.InterruptedRestore;
import io.github.reelstore.sqlite.internal.connection.OpenDatabases;
import io.github.reelstore.sqlite.internal.connection.ReadOnlyDatabase;
import io.github.reelstore.sqlite.internal.connection.RestoreMarker;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Restores a store's database from a backup made by {@link SqliteBackup}. The backup is checked before anything is
 * moved, and is never changed. The old database is renamed, with its {@code -wal}, {@code -journal} and {@code -shm},
 * and never deleted. First end all programs that have the database open: they would go on using the old one.
 *
 * <pre>{@code
 * SqliteRestore.Result restored = SqliteRestore.of(config, Path.of("/backups/monday")).run(blobs, (phase, done, total)
 * -> {}); }</pre>
 *
 * <p>If the process dies during a restore, either the old or the new database is recovered when the database is next
 * opened, and the outcome is logged; {@link #recover} does only that.
 */
public final class SqliteRestore {

    private final SqliteConfig config;
    private final BackupFolder backup;
    private final Clock clock;
    private final Runnable step;

    private SqliteRestore(SqliteConfig config, BackupFolder backup, Clock clock, Runnable step) {
        this.config = new SqliteConfig(OpenDatabases.key(config.file()), config.busyTimeout(), config.readers());
        this.backup = backup;
        this.clock = clock;
        this.step = step;
    }

    /**
     * Creates a restore, without starting it.
     *
     * @param config the database to replace; it need not exist
     * @param folder the folder of the backup
     * @throws StorageException.Configuration if there is no backup in the folder
     */
    public static SqliteRestore of(SqliteConfig config, Path folder) {
        return of(config, folder, Clock.systemUTC(), () -> {});
    }

    /**
     * @param clock the time of the restore, in the database and in the old one's name
     * @param step called before each change to a file
     */
    static SqliteRestore of(SqliteConfig config, Path folder, Clock clock, Runnable step) {
        return new SqliteRestore(config, BackupFolder.of(folder), clock, step);
    }

    /** The phases of a restore. */
    public enum Phase {
        /** Copying the database; counted in bytes. */
        COPY,
        /** Looking up the backup's files in the blob store; counted in files. */
        FILES
    }

    /** Receives the progress of a restore, on the thread that restores. */
    @FunctionalInterface
    public interface Progress {

        /** Reports that {@code done} of {@code total} is done. */
        void at(Phase phase, long done, long total);
    }

    /**
     * The result of a restore.
     *
     * @param database the path of the restored database
     * @param previous the path of the old database, which can be opened there; empty if there was none
     * @param files the number of files in the backup's list
     * @param missing how many of them are missing in the blob store
     * @param firstMissing the first missing files, at most {@value MissingFiles#MAX_NAMED}
     * @param previousReadable whether the old database can be read, and so be backed up and restored
     * @param needsRebind whether the store ids of blob store and database do not match yet, so that nothing can be
     *     stored until {@code MediaService.rebind}
     */
    public record Result(
            Path database,
            Optional<Path> previous,
            boolean previousReadable,
            long files,
            long missing,
            List<BlobKey> firstMissing,
            boolean needsRebind) {

        /** Copies the list. */
        public Result {
            firstMissing = List.copyOf(firstMissing);
        }
    }

    /**
     * Runs the restore. If it throws, the old database is still in place, unless the message says otherwise.
     *
     * @param blobs the blob store with the store's files; it is only read
     * @throws StorageException.Corrupt if the backup is damaged
     * @throws StorageException.Integrity if the backup belongs to another store than the blob store or, if that has no
     *     store id, than the old database
     * @throws StorageException.Configuration if the backup is not of a store or of a newer version, or the database
     *     cannot be replaced: it belongs to another program, is the backup itself, or its folder is not writable
     * @throws StorageException.Unavailable if a process has the database open, the blob store cannot be reached, or the
     *     disk is full
     */
    public Result run(BlobStore blobs, Progress progress) {
        long files = backup.check();
        OpenDatabases.Use use = OpenDatabases.replace(config.file());
        try {
            requireReplaceable();
            return restored(files, blobs, progress);
        } catch (AccessDeniedException e) {
            throw new StorageException.Configuration(
                    "database.url",
                    config.file() + " cannot be replaced (" + e.getMessage()
                            + "); check the permissions of the file and its folder. Nothing was changed.",
                    e);
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "database",
                    config.file() + " cannot be replaced (" + e.getMessage()
                            + "); check its disk, then run any command: it reports whether the database is the old one or the new"
                            + " one.",
                    e);
        } finally {
            use.close();
        }
    }

    /**
     * Completes or undoes a restore that was interrupted. Opening the database does the same.
     *
     * @return a sentence that says which database is in place now; empty if no restore was interrupted
     * @throws StorageException.Unavailable if the database is being restored
     */
    public static Optional<String> recover(SqliteConfig config) {
        return OpenDatabases.recover(config.file());
    }

    private void requireReplaceable() throws IOException {
        Path database = config.file();
        if (Files.isSymbolicLink(database)) {
            throw refused(" is a broken symbolic link; name the file that it should point to.");
        }
        if (Files.isDirectory(database)) {
            throw refused(" is a folder; name a database file in it, such as reelstore.db.");
        }
        Files.createDirectories(SqliteFile.folderOf(database));
        if (Files.exists(database)) {
            if (Files.isSameFile(database, backup.database())) {
                throw refused(" is the backup itself; name another database, or another backup.");
            }
            DatabaseFileLock.of(database).close();
            requireDatabase(database);
            owner().filter(ActualSchema.Owner.FOREIGN::equals).ifPresent(foreign -> {
                throw refused(" is the database of another program, which may still need it; name another database.");
            });
        }
    }

    /**
     * Rejects a file of another type, for example one named by mistake, but accepts a database that lost its header.
     */
    private void requireDatabase(Path file) throws IOException {
        boolean known = Files.size(file) == 0
                || SqliteFile.isDatabaseToReplace(file)
                || CorruptionMarker.of(file).isSet()
                || Stream.of("-wal", "-journal").anyMatch(end -> Files.exists(SqliteFile.sibling(file, end)));
        if (!known) {
            throw refused(
                    " is not an SQLite database; name another file. If it is the rest of this store's damaged database, move"
                            + " it away first, then restore again.");
        }
    }

    private StorageException.Configuration refused(String why) {
        return new StorageException.Configuration("database.url", SqliteFile.nameOf(config.file()) + why);
    }

    private Result restored(long files, BlobStore blobs, Progress progress) throws IOException {
        DatabaseSwap swap = new DatabaseSwap(config.file(), step);
        step.run();
        try (RestoreMarker marker =
                RestoreMarker.create(config.file()).orElseThrow(() -> InterruptedRestore.underWay(config.file()))) {
            try {
                RestoredCopy copy = new RestoredCopy(backup, swap.copy());
                boolean needsRebind = prepare(copy, files, blobs, progress);
                MissingFiles missing = MissingFiles.of(backup, blobs, done -> progress.at(Phase.FILES, done, files));
                Optional<Path> previous = swapped(swap, marker);
                boolean readable = previous.filter(this::isReadable).isPresent();
                return new Result(
                        config.file(), previous, readable, files, missing.count(), missing.first(), needsRebind);
            } catch (IOException | RuntimeException e) {
                if (marker.previousName().isEmpty() || !swap.isDone()) {
                    swap.undo(marker);
                }
                throw e;
            }
        }
    }

    /**
     * Prepares the copy to replace the database.
     *
     * @return whether the store ids of blob store and database do not match yet
     */
    private boolean prepare(RestoredCopy copy, long files, BlobStore blobs, Progress progress) throws IOException {
        step.run();
        Path like = Files.exists(config.file()) ? config.file() : backup.database();
        copy.make(like, (done, total) -> progress.at(Phase.COPY, done, total));
        step.run();
        requireSameProgram(copy.check());
        boolean needsRebind = copy.use(connection -> {
            Optional<IdentityRow> known = IdentityRow.of(connection);
            if (known.isEmpty()) {
                // the backup was made before the first file gave the store its id
                known = oldIdentity().filter(old -> !differs(old, blobs));
                known = known.isPresent() && known.get().insertInto(connection) ? known : Optional.empty();
            } else {
                requireSameStore(known.get(), blobs);
            }
            return needsRebind(known, blobs);
        });
        step.run();
        copy.upgrade(clock);
        requireListOf(copy, files);
        copy.noteRestore(clock.instant());
        copy.force();
        return needsRebind;
    }

    private void requireListOf(RestoredCopy copy, long listed) {
        long referred = copy.files();
        if (referred != listed) {
            throw new StorageException.Corrupt(
                    "backup",
                    "The list of files in " + backup.folder() + " has " + listed
                            + " files, but the rows of its database refer to " + referred
                            + ": the list was truncated or belongs to another backup. Nothing was changed; use another backup.",
                    null);
        }
    }

    private void requireSameProgram(ActualSchema.Owner restored) {
        owner().filter(old -> old == ActualSchema.Owner.ADOPTED || old == ActualSchema.Owner.ADOPTABLE)
                .filter(old -> restored == ActualSchema.Owner.REELSTORE)
                .ifPresent(old -> {
                    throw refused(
                            " is shared with another program, and the backup has none of that program's rows; name"
                                    + " another database.");
                });
    }

    private void requireSameStore(IdentityRow known, BlobStore blobs) {
        if (differs(known, blobs)) {
            throw otherStore("the blob store");
        }
        boolean otherBound = storeIdOf(blobs).isEmpty()
                && oldIdentity()
                        .filter(old -> old.boundAt().isPresent())
                        .filter(old -> !old.store().equals(known.store()))
                        .isPresent();
        if (otherBound) {
            throw otherStore("the old database");
        }
    }

    private StorageException.Integrity otherStore(String than) {
        return new StorageException.Integrity(
                "backup",
                "The backup " + backup.folder() + " belongs to another store than " + than
                        + ": their store ids differ. Check the backup, --database and --storage. Nothing was changed.");
    }

    private static boolean differs(IdentityRow known, BlobStore blobs) {
        return storeIdOf(blobs).filter(id -> !id.equals(known.store())).isPresent();
    }

    private static Optional<String> storeIdOf(BlobStore blobs) {
        return blobs instanceof SupportsStoreId supportsStoreId
                ? supportsStoreId.storeId().map(StoreId::value)
                : Optional.empty();
    }

    private static boolean needsRebind(Optional<IdentityRow> known, BlobStore blobs) {
        boolean isBound = known.flatMap(IdentityRow::boundAt).isPresent();
        return blobs instanceof SupportsStoreId && (storeIdOf(blobs).isPresent() ? known.isEmpty() : isBound);
    }

    /** The owner of the old database, read without its {@code -wal}; empty if it cannot be read. */
    private Optional<ActualSchema.Owner> owner() {
        try (ReadOnlyDatabase old = ReadOnlyDatabase.asCheckpointed(config)) {
            return Files.size(config.file()) == 0
                    ? Optional.empty()
                    : Optional.of(ActualSchema.ownerOf(old.connection()));
        } catch (SQLException | IOException e) {
            // it is damaged or missing, which is the reason for the restore
            return Optional.empty();
        }
    }

    private boolean isReadable(Path previous) {
        SqliteConfig old = new SqliteConfig(previous, config.busyTimeout(), config.readers());
        if (CorruptionMarker.of(previous).isSet()) {
            return false;
        }
        try (ReadOnlyDatabase file = ReadOnlyDatabase.asCheckpointed(old)) {
            return ActualSchema.ownerOf(file.connection()).isStore();
        } catch (SQLException e) {
            return false;
        }
    }

    private Optional<IdentityRow> oldIdentity() {
        if (Files.notExists(config.file())) {
            return Optional.empty();
        }
        try (ReadOnlyDatabase old = ReadOnlyDatabase.ofUnused(config)) {
            return IdentityRow.of(old.connection());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> swapped(DatabaseSwap swap, RestoreMarker marker) throws IOException {
        if (Files.notExists(config.file())) {
            return swap.run(marker, clock.instant());
        }
        try (DatabaseFileLock lock = DatabaseFileLock.of(config.file())) {
            return lock.whileHeld(() -> swap.run(marker, clock.instant()));
        }
    }
}
