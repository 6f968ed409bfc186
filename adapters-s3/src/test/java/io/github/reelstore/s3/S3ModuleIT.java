package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ModuleIT {

    private final S3Server server = S3Server.s3proxy();
    private final Path staging;

    S3ModuleIT(@TempDir Path staging) {
        this.staging = staging;
    }

    private Injector injector(S3Server.Location location) {
        return Guice.createInjector(
                new S3Module(Fixture.config(server, location).staging(staging).build()));
    }

    @Test
    void theStoreIsASingleton() throws IOException {
        Injector injector = injector(server.newLocation());
        try (BlobStore store = injector.getInstance(BlobStore.class)) {
            assertThat(injector.getInstance(BlobStore.class)).isSameAs(store);
            Fixture.put(store, "hello", "k");
            assertThat(Fixture.read(store, "k")).isEqualTo("hello");
        }
    }

    @Test
    void onlyTheBlobStoreIsExposed() {
        Injector injector = injector(server.newLocation());
        assertThatThrownBy(() -> injector.getInstance(S3BlobStore.class)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aMissingBucketFailsTheInjection() {
        Injector injector = injector(new S3Server.Location("no-such-bucket", ""));
        assertThatThrownBy(() -> injector.getInstance(BlobStore.class))
                .isInstanceOf(ProvisionException.class)
                .hasCauseInstanceOf(StorageException.Configuration.class);
    }
}
