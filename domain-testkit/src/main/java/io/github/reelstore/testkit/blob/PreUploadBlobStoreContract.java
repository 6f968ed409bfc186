package io.github.reelstore.testkit.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.testkit.TestBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link BlobStore} must do that is {@link SupportsPreUpload} too: the tests of {@link BlobStoreContract}, and those about it. */
public abstract class PreUploadBlobStoreContract extends BlobStoreContract {

    /** For the adapter's test class to extend. */
    protected PreUploadBlobStoreContract() {}

    private SupportsPreUpload preparing() {
        return (SupportsPreUpload) store();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    void whatWasPreparedIsPublishedWhole(long size) {
        TestBytes bytes = new TestBytes(size + 1, size);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preparing().prepare(staged, key("k"));
            assertThat(listed(BlobPrefix.ALL)).isEmpty();
            assertThat(store().stat(key("k"))).isEmpty();
            store().publish(staged, key("k"));
            store().publish(staged, key("k"));
            assertHolds(key("k"), bytes);
        }
        assertHolds(key("k"), bytes);
    }

    @Test
    void whatWasPreparedMayBePublishedElsewhereOrNotAtAll() {
        TestBytes bytes = new TestBytes(16, 20 * 1024 * 1024 + 1);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preparing().prepare(staged, key("a"));
            preparing().prepare(staged, key("b"));
            store().publish(staged, key("c"));
            assertThat(listed(BlobPrefix.ALL)).containsExactly(key("c"));
            store().publish(staged, key("b"));
            store().publish(staged, key("a"));
        }
        assertHolds(key("a"), bytes);
        assertHolds(key("b"), bytes);
        assertHolds(key("c"), bytes);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preparing().prepare(staged, key("d"));
        }
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    }

    /** Protected, so that the tests of a server known to break this rule can show what it does instead. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    protected void preparingDoesNotTakeTheKey(long size) {
        TestBytes first = new TestBytes(17, size);
        try (StagedBlob loser = store().stage(new TestBytes(18, size).source());
                StagedBlob winner = store().stage(first.source())) {
            preparing().prepare(loser, key("k"));
            preparing().prepare(winner, key("k"));
            store().publish(winner, key("k"));
            assertTaken(loser, key("k"));
            assertTaken(loser, key("k"));
            store().publish(winner, key("k"));
        }
        assertHolds(key("k"), first);
    }

    @Test
    void aClosedStagedBlobIsNotPrepared() {
        StagedBlob staged = store().stage(new TestBytes(19, 10).source());
        staged.close();
        assertNotPrepared(staged);
    }

    @Test
    void aStagedBlobOfAnotherStoreIsNotPrepared() {
        try (StagedBlob staged = anotherStore().stage(new TestBytes(20, 10).source())) {
            assertNotPrepared(staged);
        }
    }

    private void assertNotPrepared(StagedBlob staged) {
        assertThatThrownBy(() -> preparing().prepare(staged, key("k")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }
}
