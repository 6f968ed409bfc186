package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A blob store whose methods that write are refused; it has the same capabilities as the store that it reads. */
final class ReadOnlyBlobStore {

    /** The methods of the port and its capabilities that write; a test compares the list with them. */
    static final Set<String> WRITES = Set.of(
            "stage",
            "publish",
            "publishAll",
            "delete",
            "deleteAll",
            "prepare",
            "identify",
            "sweep",
            "presignPut",
            "exclusiveWrites",
            "attempt");

    private ReadOnlyBlobStore() {}

    static BlobStore of(BlobStore store) {
        return (BlobStore) Proxy.newProxyInstance(
                ReadOnlyBlobStore.class.getClassLoader(),
                store.getClass().getInterfaces(),
                (proxy, method, arguments) -> {
                    if (WRITES.contains(method.getName())) {
                        throw StorageException.ReadOnly.store("storage");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
