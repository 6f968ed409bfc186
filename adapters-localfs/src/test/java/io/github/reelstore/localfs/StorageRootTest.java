package io.github.reelstore.localfs;

import static io.github.reelstore.localfs.Fixture.key;
import static io.github.reelstore.localfs.Fixture.listed;
import static io.github.reelstore.localfs.Fixture.plant;
import static io.github.reelstore.localfs.Fixture.put;
import static io.github.reelstore.localfs.Fixture.read;
import static io.github.reelstore.localfs.Fixture.stagingOf;
import static io.github.reelstore.localfs.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a store, and a root that disappears while the store is open. */
class StorageRootTest {

    private final Path folder;

    StorageRootTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    private static BlobStore open(Path root) {
        return LocalFsBlobStore.open(new LocalFsConfig(root));
    }

    private static void assertRefused(Path root, String reason) {
        assertThatThrownBy(() -> open(root).close())
                .isInstanceOfSatisfying(
                        StorageException.Configuration.class,
                        e -> assertThat(e.subject()).isEqualTo("storage root"))
                .hasMessageContaining(root.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void aRelativeRootIsRefused() {
        assertThatThrownBy(() -> new LocalFsConfig(Path.of("media")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("\"media\"");
    }

    @Test
    void theDescriptionNamesTheRoot() {
        try (LocalFsBlobStore store = LocalFsBlobStore.open(new LocalFsConfig(folder))) {
            assertThat(store.description()).isEqualTo("local disk, " + folder);
        }
    }

    @Test
    void aMissingRootIsCreatedWithItsParents() throws IOException {
        Path root = folder.resolve("a/b/c");
        try (BlobStore store = open(root)) {
            put(store, "hello", "k");
        }
        try (BlobStore store = open(root)) {
            assertThat(read(store, "k")).isEqualTo("hello");
        }
    }

    @Test
    void aRootThatIsAFileIsRefused() throws IOException {
        Path file = plant(folder.resolve("file"), "kept");
        assertRefused(file, "is not a folder");
        assertThat(file).hasContent("kept");
    }

    @Test
    void aRootBelowAFileIsRefused() throws IOException {
        Path file = plant(folder.resolve("file"), "kept");
        assertRefused(file.resolve("below/it"), file + " is not a folder");
        assertThat(file).hasContent("kept");
    }

    @Test
    void aRootThatIsADanglingLinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        assertRefused(link, "is not a folder");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aRootMayBeALinkToADirectory() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        try (BlobStore store = open(Files.createSymbolicLink(folder.resolve("link"), real))) {
            put(store, "hello", "a/k");
            assertThat(read(store, "a/k")).isEqualTo("hello");
            assertThat(listed(store, BlobPrefix.ALL)).containsExactly("a/k");
        }
        assertThat(real.resolve("a/k")).hasContent("hello");
    }

    @Test
    void aRootThatIsNotWritableIsRefused() {
        assertThatThrownBy(() -> LocalFsBlobStore.open(new LocalFsConfig(folder), new FaultyDisk().readOnly()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining(folder + " is not writable: permission denied");
    }

    @Test
    void aRootWhoseDirectoriesCannotBeSyncedIsRefused() {
        FaultyDisk disk = new FaultyDisk();
        disk.failDirectorySync(true);
        assertThatThrownBy(() -> LocalFsBlobStore.open(new LocalFsConfig(folder), disk))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("Input/output error");
    }

    @Test
    void aRootWhoseInternalDirectoryIsAFileIsRefused() throws IOException {
        plant(folder.resolve(".reelstore"), "x");
        assertRefused(folder, "is not writable");
    }

    @Test
    void aRootWhoseInternalDirectoryIsALinkIsRefused() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve(".reelstore"), elsewhere);
        assertRefused(root, "symbolic link");
    }

    @Test
    void openingSweepsOldStagedFilesOnly() throws IOException {
        Path old = plant(stagingOf(folder).resolve("old"), "left over");
        Path young = plant(stagingOf(folder).resolve("young"), "being written");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofDays(6))));
        open(folder).close();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aRootThatDisappearsIsUnavailableNotEmpty() throws IOException {
        Path root = folder.resolve("mounted");
        try (BlobStore store = open(root)) {
            put(store, "hello", "a/k");
            Stream<BlobInfo> started = store.list(BlobPrefix.ALL);
            Files.move(root, folder.resolve("unmounted"));
            assertUnavailable(started::count);
            started.close();
            assertUnavailable(() -> store.stat(key("a/k")));
            assertUnavailable(() -> store.open(key("a/k"), ByteRange.ALL).close());
            assertUnavailable(() -> store.delete(key("a/k")));
            assertUnavailable(() -> store.list(BlobPrefix.ALL).close());
            assertUnavailable(() -> store.list(BlobPrefix.parse("a")).close());
            assertUnavailable(() -> store.stage(text("more")).close());
        }
        assertThat(root).doesNotExist();
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("no longer exists");
    }
}
