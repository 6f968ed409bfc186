package io.github.reelstore.testkit.blob;

import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.testkit.TestBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for a {@link BlobStore} that implements {@link SupportsPreUpload}; see {@link BlobStoreFixture}. */
public abstract class BlobPreUploadContract {

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    private SupportsPreUpload preUpload() {
        return (SupportsPreUpload) blobs.store();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    void aPreparedBlobIsPublishedWhole(long size) {
        TestBytes bytes = new TestBytes(size + 1, size);
        try (StagedBlob staged = blobs.store().stage(bytes.source())) {
            preUpload().prepare(staged, key("k"));
            assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
            assertThat(blobs.store().stat(key("k"))).isEmpty();
            blobs.store().publish(staged, key("k"));
            blobs.store().publish(staged, key("k"));
            blobs.assertHolds(key("k"), bytes);
        }
        blobs.assertHolds(key("k"), bytes);
    }

    @Test
    void aPreparedBlobCanBePublishedElsewhereOrDiscarded() {
        TestBytes bytes = new TestBytes(16, 20 * 1024 * 1024 + 1);
        try (StagedBlob staged = blobs.store().stage(bytes.source())) {
            preUpload().prepare(staged, key("a"));
            preUpload().prepare(staged, key("b"));
            blobs.store().publish(staged, key("c"));
            assertThat(blobs.listed(BlobPrefix.ALL)).containsExactly(key("c"));
            blobs.store().publish(staged, key("b"));
            blobs.store().publish(staged, key("a"));
        }
        blobs.assertHolds(key("a"), bytes);
        blobs.assertHolds(key("b"), bytes);
        blobs.assertHolds(key("c"), bytes);
        try (StagedBlob staged = blobs.store().stage(bytes.source())) {
            preUpload().prepare(staged, key("d"));
        }
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    }

    /** Protected so that an adapter's tests can override it for a server that is known to break this rule. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    protected void prepareDoesNotTakeTheKey(long size) {
        TestBytes first = new TestBytes(17, size);
        try (StagedBlob loser = blobs.store().stage(new TestBytes(18, size).source());
                StagedBlob winner = blobs.store().stage(first.source())) {
            preUpload().prepare(loser, key("k"));
            preUpload().prepare(winner, key("k"));
            blobs.store().publish(winner, key("k"));
            blobs.assertTaken(loser, key("k"));
            blobs.assertTaken(loser, key("k"));
            blobs.store().publish(winner, key("k"));
        }
        blobs.assertHolds(key("k"), first);
    }

    @Test
    void prepareRefusesAClosedStagedBlob() {
        StagedBlob staged = blobs.store().stage(new TestBytes(19, 10).source());
        staged.close();
        assertPrepareRefused(staged);
    }

    @Test
    void prepareRefusesAStagedBlobOfAnotherStore() {
        try (StagedBlob staged = blobs.anotherStore().stage(new TestBytes(20, 10).source())) {
            assertPrepareRefused(staged);
        }
    }

    private void assertPrepareRefused(StagedBlob staged) {
        assertThatThrownBy(() -> preUpload().prepare(staged, key("k")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }
}
