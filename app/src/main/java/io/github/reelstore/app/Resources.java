package io.github.reelstore.app;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.app.config.Backend;
import io.github.reelstore.app.config.Redacted;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.media.MediaModule;
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

    /** Opens the blob store first: if the database then fails, at worst an empty folder is left behind. */
    static Resources open(ReelstoreConfig config) {
        BlobStore blobs = openBlobStore(config);
        try {
            return opened(config.database(), database -> {
                IdGenerator ids = database.getInstance(IdGenerator.class);
                Injector media = Guice.createInjector(new MediaModule(config.media()));
                return new Resources(
                        database.getInstance(Transactions.class),
                        ids,
                        blobs,
                        media.getInstance(MediaProbe.class),
                        thumbnailer(config, media));
            });
        } catch (RuntimeException e) {
            blobs.close();
            throw e;
        }
    }

    private static Thumbnailer thumbnailer(ReelstoreConfig config, Injector media) {
        return config.thumbnails() ? media.getInstance(Thumbnailer.class) : Thumbnailer.NONE;
    }

    static Thumbnailer openThumbnailer(ReelstoreConfig config) {
        return thumbnailer(config, Guice.createInjector(new MediaModule(config.media())));
    }

    static Transactions openDatabase(ReelstoreConfig config) {
        return opened(config.database(), database -> database.getInstance(Transactions.class));
    }

    static BlobStore openBlobStore(ReelstoreConfig config) {
        return opened(config.storage(), blobs -> blobs.getInstance(BlobStore.class));
    }

    /** Unwraps the exception that an adapter throws, which Guice wraps. */
    private static <T> T opened(Backend backend, Function<Injector, T> opening) {
        try {
            return opening.apply(Guice.createInjector(backend.module().get()));
        } catch (ProvisionException | CreationException e) {
            throw unwrapped(backend, e);
        }
    }

    private static StorageException unwrapped(Backend backend, RuntimeException wrapped) {
        Throwable cause = wrapped;
        while (!(cause instanceof StorageException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StorageException known) {
            return known;
        }
        // a library rejected its own settings, such as those that the AWS SDK reads from the environment
        return StorageException.Unavailable.lasting(
                backend.url(),
                backend.url() + " cannot be opened because of an unexpected error (" + Redacted.of(cause.toString())
                        + "); check its options and the environment.",
                cause);
    }

    @Override
    public void close() {
        transactions.close();
        blobs.close();
    }
}
