package io.github.reelstore.localfs;

import static io.github.reelstore.localfs.Fixture.key;
import static io.github.reelstore.localfs.Fixture.listed;
import static io.github.reelstore.localfs.Fixture.plant;
import static io.github.reelstore.localfs.Fixture.put;
import static io.github.reelstore.localfs.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbolic links below the root, with both ways of publishing. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class SymbolicLinkTest {

    private final Path root;
    private final Path outside;
    private final BlobStore store;

    SymbolicLinkTest(boolean hardLinks, @TempDir Path folder) throws IOException {
        this.root = Files.createDirectory(folder.resolve("root")).toRealPath();
        this.outside = Files.createDirectory(folder.resolve("outside")).toRealPath();
        FaultyDisk disk = hardLinks ? new FaultyDisk() : new FaultyDisk().withoutHardLinks();
        this.store = LocalFsBlobStore.open(new LocalFsConfig(root), disk);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDirectoryLinkToTheOutsideIsRefused() throws IOException {
        Path secret = plant(outside.resolve("k"), "secret");
        Files.createSymbolicLink(root.resolve("a"), outside);
        assertRefused("a/k");
        assertRefused("a/new");
        assertRefused("a/new/folder/k");
        assertRefused(() -> listed(store, BlobPrefix.parse("a")), "a");
        assertThat(secret).hasContent("secret");
        assertOutsideContains("k");
    }

    @Test
    void aNestedDirectoryLinkToTheOutsideIsRefused() throws IOException {
        plant(outside.resolve("x/k"), "secret");
        Files.createDirectories(root.resolve("a/b"));
        Files.createSymbolicLink(root.resolve("a/b/c"), outside);
        assertRefused("a/b/c/x/k");
        assertRefused("a/b/c/y/k");
        assertRefused(() -> listed(store, BlobPrefix.parse("a/b/c/x")), "a/b/c/x");
        assertOutsideContains("x");
    }

    @Test
    void aDirectoryReplacedByALinkAfterUseIsRefused() throws IOException {
        put(store, "hello", "a/b/k");
        Files.move(root.resolve("a/b"), outside.resolve("b"));
        Files.createSymbolicLink(root.resolve("a/b"), outside.resolve("b"));
        assertRefused("a/b/k");
        assertRefused("a/b/new");
        assertThat(outside.resolve("b/k")).hasContent("hello");
        assertThat(outside.resolve("b/new")).doesNotExist();
    }

    @Test
    void aFileLinkToTheOutsideIsRefused() throws IOException {
        Path secret = plant(outside.resolve("k"), "secret");
        Files.createDirectory(root.resolve("a"));
        Files.createSymbolicLink(root.resolve("a/k"), secret);
        assertRefused("a/k");
        assertThat(secret).hasContent("secret");
    }

    @Test
    void aDanglingLinkIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("folder"), outside.resolve("nowhere"));
        assertRefused("file");
        assertRefused("folder/k");
        assertOutsideContains();
    }

    @Test
    void aLinkToItselfIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        assertRefused("loop");
        assertRefused("loop/k");
        Files.createSymbolicLink(root.resolve("up"), root);
        assertRefused("up/up/up/k");
        assertThat(listed(store, BlobPrefix.ALL)).isEmpty();
    }

    @Test
    void aLinkWithinTheRootIsRefused() throws IOException {
        put(store, "hello", "a/k");
        Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("a/l"), root.resolve("a/k"));
        assertRefused("b/k");
        assertRefused("a/l");
        assertThat(root.resolve("a/k")).hasContent("hello");
    }

    @Test
    void listSkipsLinks() throws IOException {
        put(store, "hello", "a/k");
        plant(outside.resolve("k"), "secret");
        Files.createSymbolicLink(root.resolve("b"), outside);
        Files.createSymbolicLink(root.resolve("a/file"), outside.resolve("k"));
        Files.createSymbolicLink(root.resolve("a/nowhere"), outside.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("a/up"), root);
        assertThat(listed(store, BlobPrefix.ALL)).containsExactly("a/k");
    }

    private void assertRefused(String key) {
        try (StagedBlob staged = store.stage(text("other"))) {
            assertRefused(() -> store.publish(staged, key(key)), key);
        }
        assertRefused(() -> store.open(key(key), ByteRange.ALL).close(), key);
        assertRefused(() -> store.stat(key(key)), key);
        assertRefused(() -> store.delete(key(key)), key);
    }

    private static void assertRefused(ThrowingCallable call, String key) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.Integrity.class,
                        e -> assertThat(e.subject()).isEqualTo(key))
                .hasMessageContaining("symbolic link");
    }

    private void assertOutsideContains(String... names) throws IOException {
        try (Stream<Path> entries = Files.list(outside)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }
}
