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
 * An open database and an open storage, which all profiles share.
 *
 * @param transactions the database
 * @param ids makes the ids of its rows
 * @param blobs the storage
 * @param probe reads what files are
 * @param thumbnailer makes small pictures of them
 */
record Resources(Transactions transactions, IdGenerator ids, BlobStore blobs, MediaProbe probe, Thumbnailer thumbnailer)
        implements AutoCloseable {

    /** Storage first: should the database fail, what is left behind is at worst an empty folder. */
    static Resources open(ReelstoreConfig config) {
        BlobStore blobs = openStorage(config);
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

    static BlobStore openStorage(ReelstoreConfig config) {
        return opened(config.storage(), storage -> storage.getInstance(BlobStore.class));
    }

    /** Guice wraps what an adapter throws; callers get it as it was thrown. */
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
        // what a library says of its own settings, such as those that the AWS SDK takes from the environment
        return StorageException.Unavailable.lasting(
                backend.url(),
                backend.url() + " cannot be opened, for a reason that was not foreseen ("
                        + Redacted.of(cause.toString()) + "); check its options and the environment.",
                cause);
    }

    @Override
    public void close() {
        transactions.close();
        blobs.close();
    }
}
