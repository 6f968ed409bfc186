package io.github.reelstore.testkit.blob;

import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.hashOf;
import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.TestBytes;
import io.github.reelstore.testkit.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for {@code open}, {@code stat} and {@code delete} of a {@link BlobStore}; see {@link
 * BlobStoreFixture}.
 */
public abstract class BlobReadingContract {

    private static final TestBytes BYTES = new TestBytes(77, 200_000);

    /** Allowed difference between the backend's clock and this machine's. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    @ParameterizedTest
    @CsvSource({
        "0, 200000, 200000",
        "0, 1, 1",
        "0, 65536, 65536",
        "1, 65536, 65536",
        "65535, 65537, 65537",
        "199999, 1, 1",
        "199999, 2, 1",
        "150000, 9223372036854775807, 50000",
        "0, 9223372036854775807, 200000",
    })
    void aRangeReturnsItsBytesAndEndsWithTheFile(long offset, long length, int expected) throws IOException {
        blobs.put(BYTES, key("k"));
        assertPart(ByteRange.of(offset, length), offset, expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, 199_999})
    void aRangeWithoutLengthReadsToTheEnd(long offset) throws IOException {
        blobs.put(BYTES, key("k"));
        assertPart(ByteRange.from(offset), offset, (int) (BYTES.size() - offset));
    }

    private void assertPart(ByteRange range, long offset, int length) throws IOException {
        try (BlobContent content = blobs.store().open(key("k"), range)) {
            assertThat(content.offset()).isEqualTo(offset);
            assertThat(content.length()).isEqualTo(length);
            assertThat(content.totalSize()).isEqualTo(BYTES.size());
            assertThat(content.stream().readAllBytes()).isEqualTo(BYTES.part(offset, length));
            assertThat(content.stream().read()).isEqualTo(-1);
        }
    }

    @Test
    void theStreamReadsByteByByteAndSkips() throws IOException {
        blobs.put(BYTES, key("k"));
        try (BlobContent content = blobs.store().open(key("k"), ByteRange.of(10, 100))) {
            InputStream in = content.stream();
            assertThat(in.read()).isEqualTo(BYTES.at(10) & 0xFF);
            assertThat(in.read(new byte[0])).isZero();
            in.skipNBytes(50);
            assertThat(in.read()).isEqualTo(BYTES.at(61) & 0xFF);
            assertThat(in.readNBytes(1_000)).isEqualTo(BYTES.part(62, 48));
            assertThat(in.skip(1)).isZero();
        }
    }

    @Test
    void aFileCanBeReadConcurrently() throws Exception {
        blobs.put(BYTES, key("k"));
        Callable<Boolean> read = () -> hashOf(blobs.store(), key("k")).equals(BYTES.hash());
        assertThat(Threads.atOnce(Collections.nCopies(8, read))).containsOnly(true);
    }

    @Test
    void contentCanBeClosedUnreadAndTwice() throws IOException {
        blobs.put(BYTES, key("k"));
        BlobContent content = blobs.store().open(key("k"), ByteRange.ALL);
        content.close();
        content.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {200_000, 200_001, Long.MAX_VALUE})
    void aRangeThatStartsAtOrPastTheEndIsRefused(long offset) {
        blobs.put(BYTES, key("k"));
        assertThatThrownBy(() ->
                        blobs.store().open(key("k"), ByteRange.from(offset)).close())
                .isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() ->
                        blobs.store().open(key("k"), ByteRange.of(offset, 1)).close())
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void anEmptyFileCanOnlyBeOpenedWhole() throws IOException {
        blobs.put(new TestBytes(1, 0), key("empty"));
        try (BlobContent content = blobs.store().open(key("empty"), ByteRange.ALL)) {
            assertThat(content.length()).isZero();
            assertThat(content.totalSize()).isZero();
            assertThat(content.stream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() ->
                        blobs.store().open(key("empty"), ByteRange.of(0, 1)).close())
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void openStatAndDeleteFindNoMissingFile() {
        assertAbsent(key("missing"));
        assertAbsent(key("missing/below/nothing"));
    }

    @Test
    void aFolderIsNotAFile() {
        blobs.put(BYTES, key("a/b/c"));
        assertAbsent(key("a"));
        assertAbsent(key("a/b"));
        blobs.assertHolds(key("a/b/c"), BYTES);
    }

    @Test
    void keysBelowAFileDoNotExist() {
        blobs.put(BYTES, key("a"));
        assertAbsent(key("a/b"));
        blobs.assertHolds(key("a"), BYTES);
    }

    private void assertAbsent(BlobKey key) {
        assertThatThrownBy(() -> blobs.store().open(key, ByteRange.ALL).close())
                .isInstanceOfSatisfying(
                        StorageException.NotFound.class,
                        e -> assertThat(e.subject()).isEqualTo(key.value()));
        assertThat(blobs.store().stat(key)).isEmpty();
        assertThat(blobs.store().delete(key)).isFalse();
    }

    @Test
    void statReturnsKeySizeAndTime() {
        Instant before = Instant.now().minus(CLOCK_SKEW);
        blobs.put(BYTES, key("a/k"));
        BlobInfo info = blobs.store().stat(key("a/k")).orElseThrow();
        assertThat(info.key()).isEqualTo(key("a/k"));
        assertThat(info.size()).isEqualTo(BYTES.size());
        assertThat(info.modifiedAt()).isBetween(before, Instant.now().plus(CLOCK_SKEW));
    }

    @Test
    void deleteRemovesOnlyThatFile() {
        blobs.put(BYTES, key("a/k"), key("a/kept"));
        assertThat(blobs.store().delete(key("a/k"))).isTrue();
        assertAbsent(key("a/k"));
        assertThat(blobs.anotherStore().stat(key("a/k"))).isEmpty();
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactly(key("a/kept"));
        blobs.assertHolds(key("a/kept"), BYTES);
    }

    @Test
    void exactlyOneOfSeveralConcurrentDeletesReturnsTrue() throws Exception {
        blobs.put(BYTES, key("a/k"));
        List<Callable<Boolean>> tasks =
                new ArrayList<>(Collections.nCopies(8, () -> blobs.store().delete(key("a/k"))));
        assertThat(Threads.atOnce(tasks)).containsOnlyOnce(true);
    }
}
