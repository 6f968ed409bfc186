package io.github.reelstore.localfs;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.blob.BlobStore;

/**
 * Binds {@link BlobStore}, once for the injector, to a folder of the local disk.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new LocalFsModule(new LocalFsConfig(Path.of("/srv/reelstore"))));
 * BlobStore blobs = injector.getInstance(BlobStore.class);
 * }</pre>
 *
 * <p>The folder is opened when the store is first asked for; who asked closes it.
 */
public final class LocalFsModule extends PrivateModule {

    private final LocalFsConfig config;

    /** A module over one folder. */
    public LocalFsModule(LocalFsConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        expose(BlobStore.class);
    }

    @Provides
    @Singleton
    BlobStore blobStore() {
        return LocalFsBlobStore.open(config);
    }
}
