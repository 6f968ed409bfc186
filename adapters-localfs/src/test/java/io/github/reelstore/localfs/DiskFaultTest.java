package io.github.reelstore.localfs;

import static io.github.reelstore.localfs.Fixture.assertNothingStaged;
import static io.github.reelstore.localfs.Fixture.bytes;
import static io.github.reelstore.localfs.Fixture.key;
import static io.github.reelstore.localfs.Fixture.listed;
import static io.github.reelstore.localfs.Fixture.put;
import static io.github.reelstore.localfs.Fixture.read;
import static io.github.reelstore.localfs.Fixture.stagingOf;
import static io.github.reelstore.localfs.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full and broken disks, failing sources, and what happens to the staged files. */
class DiskFaultTest {

    private final Path root;
    private final FaultyDisk disk = new FaultyDisk();
    private final BlobStore store;

    DiskFaultTest(@TempDir Path root) throws IOException {
        this.root = root.toRealPath();
        this.store = LocalFsBlobStore.open(new LocalFsConfig(root), disk);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static AbstractThrowableAssert<?, ?> assertUnavailable(ThrowingCallable call, boolean retryable) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.Unavailable.class,
                        e -> assertThat(e.isRetryable()).isEqualTo(retryable));
    }

    @Test
    void aStagedBlobIsOneFileUntilItIsClosed() {
        StagedBlob staged = store.stage(bytes(100_000));
        assertThat(stagingOf(root)).isDirectoryContaining(Files::isRegularFile);
        store.publish(staged, key("a/k"));
        staged.close();
        assertNothingStaged(root);
        assertThat(root.resolve("a/k")).hasSize(100_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 2_000_000, 9_000_000})
    void aFullDiskIsNotRetryableAndLeavesNoStagedFile(int freeBytes) {
        disk.fullAfter(freeBytes);
        assertUnavailable(() -> store.stage(bytes(10_000_000)), false)
                .hasMessageContaining("10000000 bytes")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("free up space");
        assertNothingStaged(root);

        disk.fullAfter(Long.MAX_VALUE);
        put(store, "space again", "k");
        assertThat(listed(store, BlobPrefix.ALL)).containsExactly("k");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000_000})
    void bytesThatCannotBeForcedAreNotStaged(int size) {
        disk.failForce();
        assertUnavailable(() -> store.stage(bytes(size)), false).hasMessageContaining("Input/output error");
        assertNothingStaged(root);
    }

    @Test
    void aMissingSourceIsNotRetryableABrokenOneIs() {
        assertUnavailable(
                () -> store.stage(new BlobSource("video", () -> {
                    throw new NoSuchFileException("/tmp/video");
                })),
                false);
        assertUnavailable(
                () -> store.stage(new BlobSource("video", () -> {
                    throw new IOException("reset by peer");
                })),
                true);
        assertNothingStaged(root);
    }

    @Test
    void aSourceThatFailsOnCloseLeavesNoStagedFile() {
        BlobSource source = new BlobSource("video", () -> new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public void close() throws IOException {
                throw new IOException("the checksum was wrong");
            }
        });
        assertUnavailable(() -> store.stage(source), true).hasMessageContaining("the checksum was wrong");
        assertNothingStaged(root);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5_000_000})
    void aSourceThatThrowsAnotherExceptionLeavesNoStagedFile(int size) {
        assertThatThrownBy(() -> store.stage(breaking(size, new IllegalStateException("a bug"))))
                .isInstanceOf(IllegalStateException.class);
        assertNothingStaged(root);
        assertUnavailable(
                () -> store.stage(breaking(size, new UncheckedIOException(new IOException("connection reset")))), true);
        assertNothingStaged(root);
    }

    private static BlobSource breaking(int size, RuntimeException failure) {
        return new BlobSource("video", () -> new FilterInputStream(new ByteArrayInputStream(new byte[size])) {
            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                int read = super.read(into, from, count);
                if (read < 0) {
                    throw failure;
                }
                return read;
            }
        });
    }

    @Test
    void theThreadsOfALargeCopyEndWithTheCopy() throws InterruptedException {
        store.stage(bytes(10_000_000)).close();
        assertNoThreads();
        assertThatThrownBy(() -> store.stage(breaking(5_000_000, new IllegalStateException("a bug"))))
                .isInstanceOf(IllegalStateException.class);
        assertNoThreads();
        disk.fullAfter(9_000_000);
        assertUnavailable(() -> store.stage(bytes(10_000_000)), false);
        assertNoThreads();
    }

    private static void assertNoThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("reelstore-")) {
                // Its last task is done, but it may not have ended yet.
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void anInterruptIsRetryableAndLeavesNoStagedFile() {
        Thread.currentThread().interrupt();
        assertUnavailable(() -> store.stage(bytes(10_000)), true);
        assertThat(Thread.interrupted()).isTrue();
        assertNothingStaged(root);
    }

    @Test
    void afterAFailedDirectorySyncTheFileIsCompleteAndCanBePublishedAgain() throws IOException {
        try (StagedBlob staged = store.stage(text("hello"))) {
            disk.failDirectorySync(true);
            assertUnavailable(() -> store.publish(staged, key("k")), true);
            assertThat(read(store, "k")).isEqualTo("hello");
            disk.failDirectorySync(false);
            store.publish(staged, key("k"));
        }
        assertThat(read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aCopyThatDoesNotFitLeavesNoFile() {
        FaultyDisk small = new FaultyDisk().withoutHardLinks();
        BlobStore copying = LocalFsBlobStore.open(new LocalFsConfig(root), small);
        try (StagedBlob staged = copying.stage(bytes(100_000))) {
            small.fullAfter(70_000);
            assertThatThrownBy(() -> copying.publish(staged, key("k")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("No space left on device");
            assertThat(copying.stat(key("k"))).isEmpty();
            small.fullAfter(Long.MAX_VALUE);
            copying.publish(staged, key("k"));
            copying.publish(staged, key("k"));
            assertThat(root.resolve("k")).hasSize(100_000);
        }
        assertNothingStaged(root);
    }

    @Test
    void readingATruncatedFileThrows() throws IOException {
        put(store, "0123456789", "k");
        try (BlobContent content = store.open(key("k"), ByteRange.ALL);
                FileChannel channel = FileChannel.open(root.resolve("k"), StandardOpenOption.WRITE)) {
            channel.truncate(4);
            assertThatThrownBy(() -> content.stream().readAllBytes())
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("the file k ended 6 bytes too early");
        }
    }

    @Test
    void aDirectoryIsNotAFileButBlocksItsKey() throws IOException {
        put(store, "hello", "a/k");
        Files.createDirectory(root.resolve("empty"));
        for (String directory : new String[] {"a", "empty"}) {
            assertThat(store.stat(key(directory))).isEmpty();
            assertThat(store.delete(key(directory))).isFalse();
            assertThatThrownBy(() -> store.open(key(directory), ByteRange.ALL).close())
                    .isInstanceOf(StorageException.NotFound.class);
            assertThatThrownBy(() -> put(store, "other", directory)).isInstanceOf(StorageException.AlreadyExists.class);
        }
        assertThat(root.resolve("empty")).isEmptyDirectory();
        assertThat(read(store, "a/k")).isEqualTo("hello");
    }

    @Test
    void aKeyBelowAFileIsRefused() throws IOException {
        put(store, "hello", "a");
        assertThatThrownBy(() -> put(store, "other", "a/b/k"))
                .isInstanceOf(StorageException.AlreadyExists.class)
                .hasMessageContaining("is a file");
        assertThat(read(store, "a")).isEqualTo("hello");
    }

    @Test
    void listSkipsNamesThatAreNotValidKeys() throws IOException {
        put(store, "hello", "a/k");
        Fixture.plant(root.resolve(".DS_Store"), "x");
        Fixture.plant(root.resolve("a/.hidden"), "x");
        Fixture.plant(root.resolve("a/two words"), "x");
        Fixture.plant(root.resolve("a/.git/config"), "x");
        Fixture.plant(root.resolve("a/" + "d".repeat(KeySegment.MAX_LENGTH + 1) + "/k"), "x");
        Fixture.plant(root.resolve("a/by-hand"), "x");
        assertThat(listed(store, BlobPrefix.ALL)).containsExactly("a/by-hand", "a/k");
    }

    @Test
    void listSkipsADirectoryThatIsMovedBeforeItIsRead() throws IOException {
        put(store, "hello", "a/k");
        try (Stream<BlobInfo> infos = store.list(BlobPrefix.parse("a"))) {
            Files.move(root.resolve("a"), root.resolve("b"));
            assertThat(infos).isEmpty();
        }
    }

    @Test
    void directoriesRemainAndAreReused() {
        put(store, "hello", "a/b/k");
        assertThat(store.delete(key("a/b/k"))).isTrue();
        assertThat(root.resolve("a/b")).isEmptyDirectory();
        put(store, "again", "a/b/k");
        assertThat(root.resolve("a/b/k")).hasContent("again");
    }

    @Test
    void deletedDirectoriesAreCreatedAgain() throws IOException {
        put(store, "hello", "a/b/k");
        Files.delete(root.resolve("a/b/k"));
        Files.delete(root.resolve("a/b"));
        Files.delete(root.resolve("a"));
        put(store, "again", "a/b/k");
        assertThat(root.resolve("a/b/k")).hasContent("again");
    }
}
