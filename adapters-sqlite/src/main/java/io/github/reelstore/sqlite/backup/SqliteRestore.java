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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the database of a backup that {@link SqliteBackup} made in the place of a store's database. The backup is checked before anything
 * is moved, and never changed. The old database is moved aside, with its {@code -wal}, {@code -journal} and {@code -shm}, and never
 * deleted. End all programs that have the database open first: they would go on with the old one.
 *
 * <pre>{@code
 * SqliteRestore.Result restored = SqliteRestore.of(config, Path.of("/backups/monday")).run(blobs, (phase, done, total) -> {});
 * }</pre>
 *
 * <p>A process that dies while it restores leaves the old database or the new one. Whoever opens the database next settles which, and
 * logs it; {@link #settle} does so by itself.
 */
public final class SqliteRestore {

    private final SqliteConfig config;
    private final BackupFolder backup;
    private final Runnable step;

    private SqliteRestore(SqliteConfig config, BackupFolder backup, Runnable step) {
        this.config = new SqliteConfig(OpenDatabases.key(config.file()), config.busyTimeout(), config.readers());
        this.backup = backup;
        this.step = step;
    }

    /**
     * A restore, which is not begun yet.
     *
     * @param config the database to replace; it may be missing
     * @param folder the backup's
     * @throws StorageException.Configuration if there is no backup in the folder, or it is the database itself
     */
    public static SqliteRestore of(SqliteConfig config, Path folder) {
        return of(config, folder, () -> {});
    }

    /**
     * @param step is called before each change of a file
     */
    static SqliteRestore of(SqliteConfig config, Path folder, Runnable step) {
        return new SqliteRestore(config, BackupFolder.of(folder), step);
    }

    /** What is being done. */
    public enum Phase {
        /** Copying the database; counted in bytes. */
        COPY,
        /** Looking for the backup's files in the storage; counted in files. */
        FILES
    }

    /** Is told how far it has come, by the thread that restores. */
    @FunctionalInterface
    public interface Progress {

        /** Of {@code total}, {@code done} is done. */
        void at(Phase phase, long done, long total);
    }

    /**
     * What was restored.
     *
     * @param database where the restored database is
     * @param previous where the old one is, which can be opened there; empty if there was none
     * @param files how many files the backup lists
     * @param missing how many of them are not in the storage
     * @param firstMissing the first of these, at most {@value MissingFiles#MOST_NAMED}
     * @param previousReadable whether the old database can be read, and so be backed up and put back
     * @param needsRebind whether storage and database do not bear one id yet, so that nothing can be stored until {@code MediaService.rebind}
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
     * Restores. If this throws, the old database is in place, unless the message says otherwise.
     *
     * @param storage has the store's files; it is only read
     * @throws StorageException.Corrupt if the backup is damaged
     * @throws StorageException.Integrity if it is of another store than the storage or, where that cannot tell, than the old database
     * @throws StorageException.Configuration if the backup is no store's or a newer version's, or the database cannot be replaced: it is
     *     another program's, or its folder cannot be written
     * @throws StorageException.Unavailable if a process has the database open, the storage cannot be reached, or there is no room
     */
    public Result run(BlobStore storage, Progress progress) {
        long files = backup.check();
        OpenDatabases.Use use = OpenDatabases.replace(config.file());
        try {
            requireReplaceable();
            return restored(files, storage, progress);
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
                            + "); check its disk, then run any command, which says whether the database is the old one or the new one.",
                    e);
        } finally {
            use.close();
        }
    }

    /**
     * Settles what a restore left whose process died. Opening the database does the same.
     *
     * @return which database there is now, a sentence; empty if no restore was interrupted
     * @throws StorageException.Unavailable if the database is being restored
     */
    public static Optional<String> settle(SqliteConfig config) {
        return OpenDatabases.settle(config.file());
    }

    private void requireReplaceable() throws IOException {
        Path database = config.file();
        if (Files.isSymbolicLink(database)) {
            throw refused(" is a symbolic link that leads nowhere; name the file that it should lead to.");
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
            owner().filter(ActualSchema.Owner.FOREIGN::equals).ifPresent(stranger -> {
                throw refused(" is the database of another program, which would miss it; name another one.");
            });
        }
    }

    /** A file of another kind, such as one that was named by mistake, is not a database that lost its first bytes. */
    private void requireDatabase(Path file) throws IOException {
        boolean known = Files.size(file) == 0
                || SqliteFile.isDatabaseToReplace(file)
                || CorruptionMarker.of(file).isSet()
                || Stream.of("-wal", "-journal").anyMatch(end -> Files.exists(SqliteFile.beside(file, end)));
        if (!known) {
            throw refused(
                    " is no SQLite database; name another one. If it is what is left of this store's database, move it away"
                            + " first, then restore again.");
        }
    }

    private StorageException.Configuration refused(String why) {
        return new StorageException.Configuration("database.url", SqliteFile.nameOf(config.file()) + why);
    }

    private Result restored(long files, BlobStore storage, Progress progress) throws IOException {
        DatabaseSwap swap = new DatabaseSwap(config.file(), step);
        step.run();
        try (RestoreMarker marker =
                RestoreMarker.make(config.file()).orElseThrow(() -> InterruptedRestore.underWay(config.file()))) {
            try {
                RestoredCopy copy = new RestoredCopy(backup, swap.copy());
                boolean needsRebind = prepare(copy, files, storage, progress);
                MissingFiles missing = MissingFiles.of(backup, storage, done -> progress.at(Phase.FILES, done, files));
                Optional<Path> previous = swapped(swap, marker);
                boolean readable = previous.filter(this::isReadable).isPresent();
                return new Result(
                        config.file(), previous, readable, files, missing.count(), missing.first(), needsRebind);
            } catch (IOException | RuntimeException e) {
                if (marker.aside().isEmpty() || !swap.isDone()) {
                    swap.undo(marker);
                }
                throw e;
            }
        }
    }

    /**
     * Makes the copy ready to be put in place.
     *
     * @return whether storage and database do not bear one id yet
     */
    private boolean prepare(RestoredCopy copy, long files, BlobStore storage, Progress progress) throws IOException {
        step.run();
        Path like = Files.exists(config.file()) ? config.file() : backup.database();
        copy.make(like, (done, total) -> progress.at(Phase.COPY, done, total));
        step.run();
        requireSameProgram(copy.check());
        boolean needsRebind = copy.use(connection -> {
            Optional<IdentityRow> known = IdentityRow.of(connection);
            if (known.isEmpty()) {
                // made before the store got its id, by the first file
                known = oldIdentity().filter(old -> !differs(old, storage));
                known = known.isPresent() && known.get().giveTo(connection) ? known : Optional.empty();
            } else {
                requireSameStore(known.get(), storage);
            }
            return needsRebind(known, storage);
        });
        step.run();
        copy.upgrade();
        requireListOf(copy, files);
        copy.noteRestore(Instant.now());
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
                            + ": it is not the list of this backup, or was cut off. Nothing was changed; take another backup.",
                    null);
        }
    }

    private void requireSameProgram(ActualSchema.Owner restored) {
        owner().filter(old -> old == ActualSchema.Owner.ADOPTED || old == ActualSchema.Owner.ADOPTABLE)
                .filter(old -> restored == ActualSchema.Owner.REELSTORE)
                .ifPresent(old -> {
                    throw refused(" is another program's too, and the backup has none of its rows; name another one.");
                });
    }

    private void requireSameStore(IdentityRow known, BlobStore storage) {
        if (differs(known, storage)) {
            throw otherStore("the storage");
        }
        boolean otherBound = ofStorage(storage).isEmpty()
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
                "The backup " + backup.folder() + " is of another store than " + than
                        + ": their store ids differ. Check the backup, --database and --storage. Nothing was changed.");
    }

    private static boolean differs(IdentityRow known, BlobStore storage) {
        return ofStorage(storage).filter(id -> !id.equals(known.store())).isPresent();
    }

    private static Optional<String> ofStorage(BlobStore storage) {
        return storage instanceof SupportsStoreId supportsStoreId
                ? supportsStoreId.storeId().map(StoreId::value)
                : Optional.empty();
    }

    private static boolean needsRebind(Optional<IdentityRow> known, BlobStore storage) {
        boolean isBound = known.flatMap(IdentityRow::boundAt).isPresent();
        return storage instanceof SupportsStoreId && (ofStorage(storage).isPresent() ? known.isEmpty() : isBound);
    }

    /** Whose the old database is, as far as it can be read without what is in its {@code -wal}. */
    private Optional<ActualSchema.Owner> owner() {
        try (ReadOnlyDatabase old = ReadOnlyDatabase.asCheckpointed(config)) {
            return Files.size(config.file()) == 0
                    ? Optional.empty()
                    : Optional.of(ActualSchema.ownerOf(old.connection()));
        } catch (SQLException | IOException e) {
            // it is damaged or missing, which is why it is replaced
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
            return swap.run(marker);
        }
        try (DatabaseFileLock lock = DatabaseFileLock.of(config.file())) {
            return lock.whileHeld(() -> swap.run(marker));
        }
    }
}
