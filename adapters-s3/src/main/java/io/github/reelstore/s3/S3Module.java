package io.github.reelstore.s3;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.blob.BlobStore;

/**
 * Binds {@link BlobStore} as a singleton to a bucket.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new S3Module(S3Config.builder("my-bucket").build()));
 * BlobStore blobs = injector.getInstance(BlobStore.class);
 * }</pre>
 *
 * <p>The bucket is checked when the store is first injected. Close the store when you no longer need it.
 */
public final class S3Module extends PrivateModule {

    private final S3Config config;
    private final boolean readOnly;

    /** Creates a module for one bucket. */
    public S3Module(S3Config config) {
        this(config, false);
    }

    private S3Module(S3Config config, boolean readOnly) {
        this.config = config;
        this.readOnly = readOnly;
    }

    /** Creates a module for a bucket that is only read (see {@link S3BlobStore#openReadOnly}). */
    public static S3Module readOnly(S3Config config) {
        return new S3Module(config, true);
    }

    @Override
    protected void configure() {
        expose(BlobStore.class);
    }

    @Provides
    @Singleton
    BlobStore blobStore() {
        return readOnly ? S3BlobStore.openReadOnly(config) : S3BlobStore.open(config);
    }
}
