package io.github.reelstore.app;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import java.nio.file.Files;
import java.util.function.Function;

/**
 * An open database and an open blob store, shared by all profiles.
 *
 * @param transactions the database
 * @param ids generates the ids of its rows
 * @param blobs the blob store
 * @param probe reads the metadata of files
 * @param thumbnailer makes their thumbnails
 */
record Resources(Transactions transactions, IdGenerator ids, BlobStore blobs, MediaProbe probe, Thumbnailer thumbnailer)
        implements AutoCloseable {

    /** Opens the database, and the blob store without creating its folder. */
    static Resources openToRead(ReelstoreConfig config) {
        return config.isReadOnly() || config.storageFolder().map(Files::exists).orElse(true)
                ? open(config)
                : open(config, adapters -> new MissingBlobStore(config.storageUrl()));
    }

    /** Opens the blob store first: if the database then fails, at worst an empty folder is left behind. */
    static Resources open(ReelstoreConfig config) {
        return open(config, adapters -> blobStore(config, adapters));
    }

    private static Resources open(ReelstoreConfig config, Function<Injector, BlobStore> blobStore) {
        Injector adapters = Guice.createInjector(config.adapters());
        BlobStore blobs = blobStore.apply(adapters);
        try {
            return new Resources(
                    opened(adapters, Transactions.class, config.databaseUrl()),
                    adapters.getInstance(IdGenerator.class),
                    blobs,
                    adapters.getInstance(MediaProbe.class),
                    thumbnailer(config, adapters));
        } catch (RuntimeException | Error e) {
            blobs.close();
            throw e;
        }
    }

    static Thumbnailer openThumbnailer(ReelstoreConfig config) {
        return thumbnailer(config, Guice.createInjector(config.adapters()));
    }

    private static Thumbnailer thumbnailer(ReelstoreConfig config, Injector adapters) {
        return config.thumbnails() ? adapters.getInstance(Thumbnailer.class) : Thumbnailer.NONE;
    }

    static Transactions openDatabase(ReelstoreConfig config) {
        return opened(Guice.createInjector(config.adapters()), Transactions.class, config.databaseUrl());
    }

    static BlobStore openBlobStore(ReelstoreConfig config) {
        return blobStore(config, Guice.createInjector(config.adapters()));
    }

    private static BlobStore blobStore(ReelstoreConfig config, Injector adapters) {
        BlobStore blobs = opened(adapters, BlobStore.class, config.storageUrl());
        return config.isReadOnly() ? ReadOnlyBlobStore.of(blobs) : blobs;
    }

    /** Unwraps the exception that an adapter throws, which Guice wraps. */
    private static <T> T opened(Injector adapters, Class<T> port, String url) {
        try {
            return adapters.getInstance(port);
        } catch (ProvisionException e) {
            throw unwrapped(url, e);
        }
    }

    private static StorageException unwrapped(String url, ProvisionException wrapped) {
        Throwable cause = wrapped;
        while (!(cause instanceof StorageException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StorageException known) {
            return known;
        }
        // a library rejected its own settings, such as those that the AWS SDK reads from the environment
        return StorageException.Unavailable.lasting(
                url,
                url + " cannot be opened because of an unexpected error (" + Redacted.of(cause.toString())
                        + "); check its options and the environment.",
                cause);
    }

    /** The same resources, with a listener in their transactions. */
    Resources with(TransactionListener listener) {
        return new Resources(new ObservedTransactions(transactions, listener), ids, blobs, probe, thumbnailer);
    }

    @Override
    public void close() {
        transactions.close();
        blobs.close();
    }
}
