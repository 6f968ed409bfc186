package io.github.reelstore.app;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.IdGenerator;
import io.github.reelstore.domain.port.Transactions;
import java.util.function.Supplier;

/**
 * An open database and an open storage, which all profiles share.
 *
 * @param transactions the database
 * @param ids makes the ids of its rows
 * @param blobs the storage
 */
record Resources(Transactions transactions, IdGenerator ids, BlobStore blobs) implements AutoCloseable {

    /** Storage first: should the database fail, what is left behind is at worst an empty folder. */
    static Resources open(ReelstoreConfig config) {
        BlobStore blobs = openStorage(config);
        try {
            return opened(() -> {
                Injector database = inject(config.database());
                IdGenerator ids = database.getInstance(IdGenerator.class);
                return new Resources(database.getInstance(Transactions.class), ids, blobs);
            });
        } catch (RuntimeException e) {
            blobs.close();
            throw e;
        }
    }

    static Transactions openDatabase(ReelstoreConfig config) {
        return opened(() -> inject(config.database()).getInstance(Transactions.class));
    }

    static BlobStore openStorage(ReelstoreConfig config) {
        return opened(() -> inject(config.storage()).getInstance(BlobStore.class));
    }

    private static Injector inject(Backend backend) {
        return Guice.createInjector(backend.module().get());
    }

    /** Guice wraps what an adapter throws; callers get it as it was thrown. */
    private static <T> T opened(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (ProvisionException | CreationException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof StorageException known) {
                    throw known;
                }
            }
            throw e;
        }
    }

    @Override
    public void close() {
        transactions.close();
        blobs.close();
    }
}
