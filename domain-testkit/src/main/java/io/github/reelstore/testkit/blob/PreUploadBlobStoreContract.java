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

/**
 * Contract tests for a {@link BlobStore} that implements {@link SupportsPreUpload}: those of {@link BlobStoreContract}
 * and those for {@code prepare}.
 */
public abstract class PreUploadBlobStoreContract extends BlobStoreContract {

    /** Called by the adapter's test class. */
    protected PreUploadBlobStoreContract() {}

    private SupportsPreUpload preUpload() {
        return (SupportsPreUpload) store();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    void aPreparedBlobIsPublishedWhole(long size) {
        TestBytes bytes = new TestBytes(size + 1, size);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preUpload().prepare(staged, key("k"));
            assertThat(listed(BlobPrefix.ALL)).isEmpty();
            assertThat(store().stat(key("k"))).isEmpty();
            store().publish(staged, key("k"));
            store().publish(staged, key("k"));
            assertHolds(key("k"), bytes);
        }
        assertHolds(key("k"), bytes);
    }

    @Test
    void aPreparedBlobCanBePublishedElsewhereOrDiscarded() {
        TestBytes bytes = new TestBytes(16, 20 * 1024 * 1024 + 1);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preUpload().prepare(staged, key("a"));
            preUpload().prepare(staged, key("b"));
            store().publish(staged, key("c"));
            assertThat(listed(BlobPrefix.ALL)).containsExactly(key("c"));
            store().publish(staged, key("b"));
            store().publish(staged, key("a"));
        }
        assertHolds(key("a"), bytes);
        assertHolds(key("b"), bytes);
        assertHolds(key("c"), bytes);
        try (StagedBlob staged = store().stage(bytes.source())) {
            preUpload().prepare(staged, key("d"));
        }
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
    }

    /** Protected so that an adapter's tests can override it for a server that is known to break this rule. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 1024 * 1024, 20 * 1024 * 1024 + 1})
    protected void prepareDoesNotTakeTheKey(long size) {
        TestBytes first = new TestBytes(17, size);
        try (StagedBlob loser = store().stage(new TestBytes(18, size).source());
                StagedBlob winner = store().stage(first.source())) {
            preUpload().prepare(loser, key("k"));
            preUpload().prepare(winner, key("k"));
            store().publish(winner, key("k"));
            assertTaken(loser, key("k"));
            assertTaken(loser, key("k"));
            store().publish(winner, key("k"));
        }
        assertHolds(key("k"), first);
    }

    @Test
    void prepareRefusesAClosedStagedBlob() {
        StagedBlob staged = store().stage(new TestBytes(19, 10).source());
        staged.close();
        assertPrepareRefused(staged);
    }

    @Test
    void prepareRefusesAStagedBlobOfAnotherStore() {
        try (StagedBlob staged = anotherStore().stage(new TestBytes(20, 10).source())) {
            assertPrepareRefused(staged);
        }
    }

    private void assertPrepareRefused(StagedBlob staged) {
        assertThatThrownBy(() -> preUpload().prepare(staged, key("k")))
                .isInstanceOf(StorageException.InvalidInput.class);
    }
}
