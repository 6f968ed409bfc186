package io.github.reelstore.testkit.blob;

import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testkit.TestBytes;
import io.github.reelstore.testkit.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract tests for {@code stage} of a {@link BlobStore}, and for {@link StagedBlob}; see {@link BlobStoreFixture}.
 */
public abstract class BlobStagingContract {

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_535, 65_536, 65_537, 6 * 1024 * 1024 + 1})
    void stageComputesHashAndSize(long size) {
        TestBytes bytes = new TestBytes(size, size);
        try (StagedBlob staged = blobs.store().stage(bytes.source())) {
            assertThat(staged.hash()).isEqualTo(bytes.hash());
            assertThat(staged.size()).isEqualTo(size);
        }
    }

    @Test
    void theHashIsSha256() {
        try (StagedBlob staged = blobs.store().stage(new TestBytes(1, 0).source())) {
            // SHA-256 of no bytes, from NIST's test vectors.
            assertThat(staged.hash())
                    .isEqualTo(new ContentHash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        }
    }

    @Test
    void aSourceWithShortReadsIsReadToTheEnd() {
        TestBytes bytes = new TestBytes(2, 100_003);
        ObservedSource source = ObservedSource.withShortReads(bytes, 997);
        try (StagedBlob staged = blobs.store().stage(source.named("short-reads"))) {
            assertThat(staged.hash()).isEqualTo(bytes.hash());
            assertThat(staged.size()).isEqualTo(bytes.size());
        }
    }

    @Test
    void theSourceIsOpenedOnceAndClosed() {
        ObservedSource source = ObservedSource.whole(new TestBytes(3, 200_000));
        blobs.store().stage(source.named("observed")).close();
        assertThat(source.opened).hasValue(1);
        assertThat(source.closed).hasPositiveValue();
    }

    @Test
    void stagedBytesAreNotListed() {
        try (StagedBlob staged = blobs.store().stage(new TestBytes(4, 1_000).source())) {
            assertThat(staged.size()).isEqualTo(1_000);
            assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
        }
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    @Test
    void stageFailsWithUnavailableIfTheSourceCannotBeOpened() {
        BlobSource source = new BlobSource("video-from-provider", () -> {
            throw new IOException("no route");
        });
        assertThatThrownBy(() -> blobs.store().stage(source))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("video-from-provider");
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, 3 * 1024 * 1024})
    void stageFailsWithUnavailableAndClosesTheSourceIfItFailsMidway(long failsAfter) {
        TestBytes bytes = new TestBytes(5, failsAfter + 1_000_000);
        ObservedSource source = ObservedSource.failingAfter(bytes, failsAfter);
        assertThatThrownBy(() -> blobs.store().stage(source.named("video-that-breaks")))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("video-that-breaks");
        assertThat(source.closed).hasPositiveValue();
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    @Test
    void theStoreCanBeUsedAfterASourceFailed() {
        ObservedSource source = ObservedSource.failingAfter(new TestBytes(6, 1_000), 500);
        assertThatThrownBy(() -> blobs.store().stage(source.named("broken")))
                .isInstanceOf(StorageException.Unavailable.class);
        TestBytes bytes = new TestBytes(7, 1_000);
        blobs.put(bytes, key("after"));
        blobs.assertHolds(key("after"), bytes);
    }

    @Test
    void stagedBytesCanBeReadFromAnyOffset() throws IOException {
        TestBytes bytes = new TestBytes(9, 300_000);
        try (StagedBlob staged = blobs.store().stage(bytes.source())) {
            for (ByteRange range : List.of(ByteRange.ALL, ByteRange.from(299_990), ByteRange.of(70_000, 5_000))) {
                try (BlobContent content = staged.open(range)) {
                    assertThat(content.totalSize()).isEqualTo(300_000);
                    assertThat(content.offset()).isEqualTo(range.offset());
                    assertThat(content.stream().readAllBytes())
                            .isEqualTo(bytes.part(range.offset(), (int) range.lengthWithin(300_000)));
                }
            }
            blobs.store().publish(staged, key("read"));
        }
        blobs.assertHolds(key("read"), bytes);
    }

    @Test
    void stagedBytesCannotBeReadPastTheirEnd() {
        try (StagedBlob staged = blobs.store().stage(new TestBytes(10, 10).source())) {
            assertThatThrownBy(() -> staged.open(ByteRange.from(10))).isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @Test
    void aClosedStagedBlobCannotBeRead() {
        StagedBlob staged = blobs.store().stage(new TestBytes(11, 10).source());
        staged.close();
        assertThatThrownBy(() -> staged.open(ByteRange.ALL)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void closingAStagedBlobTwiceDoesNothing() {
        StagedBlob staged = blobs.store().stage(new TestBytes(8, 10).source());
        staged.close();
        staged.close();
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    @Test
    void closingTheStoreTwiceDoesNothing() {
        blobs.store().close();
        blobs.store().close();
    }

    @Test
    void manyThreadsCanStageAtOnce() throws Exception {
        List<Callable<ContentHash>> tasks = new ArrayList<>();
        List<ContentHash> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestBytes bytes = new TestBytes(100 + i, 300_000 + i);
            expected.add(bytes.hash());
            tasks.add(() -> {
                try (StagedBlob staged = blobs.store().stage(bytes.source())) {
                    return staged.hash();
                }
            });
        }
        assertThat(Threads.atOnce(tasks)).isEqualTo(expected);
    }
}
