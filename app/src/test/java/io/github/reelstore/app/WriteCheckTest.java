package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.localfs.LocalFsBlobStore;
import io.github.reelstore.localfs.LocalFsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob store on a real disk on which something fails between two calls. */
class WriteCheckTest {

    @TempDir
    Path folder;

    private BlobStore disk() {
        return LocalFsBlobStore.open(new LocalFsConfig(folder));
    }

    /** The blob store, with a fault after each publish. */
    private BlobStore withFault(BlobStore disk, Consumer<Path> fault) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(disk, arguments);
                        if (method.getName().equals("publish")) {
                            fault.accept(folder.resolve(((BlobKey) arguments[1]).value()));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void corruptedFileIsReportedAndDeleted() {
        BlobStore corrupting = withFault(disk(), file -> write(file, "something else"));

        assertThatThrownBy(() -> WriteCheck.ofBlobStore(corrupting))
                .isInstanceOf(StorageException.Corrupt.class)
                .hasMessageContaining("The blob store returned different content for reelstore-doctor-");
        try (var files = disk().list(BlobPrefix.parse(""))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void lostFileIsReported() {
        BlobStore losing = withFault(disk(), file -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThatThrownBy(() -> WriteCheck.ofBlobStore(losing)).isInstanceOf(StorageException.class);
    }

    @Test
    void undeletableFileIsNamed() {
        BlobStore disk = disk();
        BlobStore keeping = (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("delete")) {
                        throw new StorageException.Configuration("s3:DeleteObject", "Deleting is not allowed.");
                    }
                    return method.invoke(disk, arguments);
                });

        assertThatThrownBy(() -> WriteCheck.ofBlobStore(keeping))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageMatching("Deleting the test file reelstore-doctor-[0-9a-f-]{36} failed, so it may remain; .*"
                        + " Deleting is not allowed\\.");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
