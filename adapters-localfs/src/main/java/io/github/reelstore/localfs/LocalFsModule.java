package io.github.reelstore.localfs;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.blob.BlobStore;

/**
 * Binds {@link BlobStore} as a singleton to a directory on the local disk.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new LocalFsModule(new LocalFsConfig(Path.of("/srv/reelstore"))));
 * BlobStore blobs = injector.getInstance(BlobStore.class);
 * }</pre>
 *
 * <p>The directory is opened when the store is first injected. Close the store when you no longer need it.
 */
public final class LocalFsModule extends PrivateModule {

    private final LocalFsConfig config;
    private final boolean readOnly;

    /** Creates a module for one directory. */
    public LocalFsModule(LocalFsConfig config) {
        this(config, false);
    }

    private LocalFsModule(LocalFsConfig config, boolean readOnly) {
        this.config = config;
        this.readOnly = readOnly;
    }

    /** Creates a module for a directory that is only read (see {@link LocalFsBlobStore#openReadOnly}). */
    public static LocalFsModule readOnly(LocalFsConfig config) {
        return new LocalFsModule(config, true);
    }

    @Override
    protected void configure() {
        expose(BlobStore.class);
    }

    @Provides
    @Singleton
    BlobStore blobStore() {
        return readOnly ? LocalFsBlobStore.openReadOnly(config) : LocalFsBlobStore.open(config);
    }
}
