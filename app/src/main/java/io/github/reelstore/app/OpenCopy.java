package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyListener;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopySide;
import io.github.reelstore.domain.copy.StoreCopy;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.CopyableDatabase;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * A copy of a store to the place of another configuration, with the open databases and blob stores of both.
 *
 * <pre>{@code
 * try (OpenCopy copy = OpenCopy.of(store, place, CopyOptions.all(), (phase, done) -> {})) {
 *     CopyResult result = copy.copy().run();
 * }
 * }</pre>
 */
public final class OpenCopy implements AutoCloseable {

    private final Deque<Runnable> resources = new ArrayDeque<>();
    private final StoreCopy copy;

    private OpenCopy(ReelstoreConfig source, ReelstoreConfig target, CopyOptions options, CopyListener listener) {
        try {
            CopySide from = new CopySide(database(source), files(source), described(source, source));
            CopySide to = switch (options.part()) {
                case STORE ->
                    new CopySide(database(target), opened(Resources.openBlobStore(target)), described(target, target));
                case DATABASE -> new CopySide(database(target), from.blobs(), described(target, source));
                case FILES ->
                    new CopySide(from.database(), opened(Resources.openBlobStore(target)), described(source, target));
            };
            this.copy = new StoreCopy(from, to, options, listener);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static String described(ReelstoreConfig database, ReelstoreConfig storage) {
        return placeOfRows(database) + " and " + placeOfFiles(storage);
    }

    private static String placeOfRows(ReelstoreConfig config) {
        return config.databaseUrl() + with(config, ", schema ", ConfigOption.DATABASE_SCHEMA);
    }

    private static String placeOfFiles(ReelstoreConfig config) {
        return config.storageUrl() + with(config, " at ", ConfigOption.STORAGE_ENDPOINT);
    }

    /** An option without which the URL does not say which place it is. */
    private static String with(ReelstoreConfig config, String before, ConfigOption option) {
        return config.settings().stream()
                .filter(setting -> setting.option() == option && setting.isSet() && setting.isUsed())
                .flatMap(setting -> setting.value().stream())
                .map(value -> before + value)
                .collect(Collectors.joining());
    }

    private CopyableDatabase database(ReelstoreConfig config) {
        CopyableDatabase database = config.openToCopy();
        resources.push(database::close);
        return database;
    }

    /** A store that has no file yet may have no folder. */
    private BlobStore files(ReelstoreConfig source) {
        boolean exists = source.storageFolder().map(Files::exists).orElse(true);
        return opened(exists ? Resources.openBlobStore(source) : new MissingBlobStore(source.storageUrl()));
    }

    private BlobStore opened(BlobStore blobs) {
        resources.push(blobs::close);
        return blobs;
    }

    /**
     * Opens both sides. The database and the blob store of the target are created if they are missing, unless its configuration is
     * read-only, as it should be to compare.
     *
     * @param source the configuration of the store
     * @param target that of the place of the copy; only the part that is copied is used
     * @param options what to copy
     * @param listener receives the progress
     * @throws StorageException.Configuration if source and target are the same, or do not match their configuration, or if the source is an
     *     SQLite file that does not exist
     * @throws StorageException.Unavailable if one of them cannot be reached
     */
    public static OpenCopy of(
            ReelstoreConfig source, ReelstoreConfig target, CopyOptions options, CopyListener listener) {
        if (source.lacksDatabaseFile()) {
            throw new StorageException.Configuration(
                    "database.url", "There is no database " + source.databaseUrl() + " to copy; check the name.");
        }
        if (options.part() != CopyPart.DATABASE && placeOfFiles(source).equals(placeOfFiles(target))) {
            throw new StorageException.Configuration(
                    "storage.url",
                    "Source and target have the same blob store, " + target.storageUrl()
                            + "; name another, or copy the database alone.");
        }
        if (options.part() != CopyPart.FILES && placeOfRows(source).equals(placeOfRows(target))) {
            throw new StorageException.Configuration(
                    "database.url",
                    "Source and target have the same database, " + target.databaseUrl()
                            + "; name another, or copy the files alone.");
        }
        return new OpenCopy(source, target, options, listener);
    }

    /** The copy. */
    public StoreCopy copy() {
        return copy;
    }

    /**
     * Lets a store be written to again that is marked as an unfinished copy, or as moved.
     *
     * @return the marks that it had
     * @throws StorageException.ReadOnly if the store is opened read-only
     */
    public static CopyMarks reopen(ReelstoreConfig config) {
        try (CopyableDatabase database = config.openToCopy()) {
            CopyMarks marks = database.marks();
            database.clearMarks();
            return marks;
        }
    }

    @Override
    public void close() {
        if (!resources.isEmpty()) {
            try {
                resources.pop().run();
            } finally {
                close();
            }
        }
    }
}
