package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.localfs.LocalFsBlobStore;
import io.github.reelstore.localfs.LocalFsConfig;
import io.github.reelstore.s3.S3BlobStore;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyBlobStoreTest {

    private static final Set<String> READS = Set.of(
            "open",
            "stat",
            "list",
            "close",
            "storeId",
            "leftovers",
            "description",
            "presignGet",
            "storedHash",
            "server",
            "assume");

    /** A new method of a capability must be put in one of the lists. */
    @Test
    void everyMethodOfThePortsReadsOrWrites() {
        Set<String> methods = Stream.of(LocalFsBlobStore.class, S3BlobStore.class)
                .flatMap(store -> Arrays.stream(store.getInterfaces()))
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> known = new TreeSet<>(READS);
        known.addAll(ReadOnlyBlobStore.WRITES);
        assertThat(methods).isEqualTo(known);
    }

    @Test
    void writesAreRefusedAndFailuresAreThoseOfTheStore(@TempDir Path folder) {
        BlobKey key = BlobKey.parse("projects/p/video.mp4");
        try (BlobStore store = ReadOnlyBlobStore.of(LocalFsBlobStore.open(new LocalFsConfig(folder)))) {
            assertThatThrownBy(() -> store.delete(key)).isInstanceOf(StorageException.ReadOnly.class);
            assertThat(store.stat(key)).isEmpty();
            assertThatThrownBy(() -> store.open(key, io.github.reelstore.domain.media.ByteRange.ALL))
                    .isInstanceOf(StorageException.NotFound.class);
        }
    }
}
