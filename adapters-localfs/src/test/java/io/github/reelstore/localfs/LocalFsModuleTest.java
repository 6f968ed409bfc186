package io.github.reelstore.localfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFsModuleTest {

    @Test
    void theStoreIsASingleton(@TempDir Path root) throws IOException {
        Injector injector = Guice.createInjector(new LocalFsModule(new LocalFsConfig(root)));
        try (BlobStore store = injector.getInstance(BlobStore.class)) {
            assertThat(injector.getInstance(BlobStore.class)).isSameAs(store);
            Fixture.put(store, "hello", "k");
            assertThat(Fixture.read(store, "k")).isEqualTo("hello");
        }
    }

    @Test
    void onlyTheBlobStoreIsExposed(@TempDir Path root) {
        Injector injector = Guice.createInjector(new LocalFsModule(new LocalFsConfig(root)));
        assertThatThrownBy(() -> injector.getInstance(LocalFsConfig.class)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anInvalidRootFailsTheInjection(@TempDir Path folder) throws IOException {
        Path file = Fixture.plant(folder.resolve("file"), "x");
        Injector injector = Guice.createInjector(new LocalFsModule(new LocalFsConfig(file)));
        assertThatThrownBy(() -> injector.getInstance(BlobStore.class))
                .isInstanceOf(ProvisionException.class)
                .hasCauseInstanceOf(StorageException.Configuration.class);
    }
}
