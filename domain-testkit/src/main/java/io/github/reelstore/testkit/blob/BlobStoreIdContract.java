package io.github.reelstore.testkit.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.testkit.Threads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for a {@link BlobStore} that implements {@link SupportsStoreId}, or that declares not to; see {@link
 * BlobStoreFixture}.
 */
public abstract class BlobStoreIdContract {

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    @Test
    void theStoreSupportsStoreIdsAsDeclared() {
        assertThat(blobs.store() instanceof SupportsStoreId)
                .isEqualTo(blobs.fixture().supportsStoreId());
    }

    @Test
    void identifyKeepsTheFirstStoreId() {
        if (!(blobs.store() instanceof SupportsStoreId first)
                || !(blobs.anotherStore() instanceof SupportsStoreId second)) {
            assertThat(blobs.fixture().supportsStoreId()).isFalse();
            return;
        }
        StoreId id = StoreId.random();
        assertThat(first.storeId()).isEmpty();
        assertThat(first.identify(id)).isEqualTo(id);
        assertThat(second.identify(StoreId.random())).isEqualTo(id);
        assertThat(first.storeId()).contains(id);
        assertThat(second.storeId()).contains(id);
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    /** Protected so that an adapter's tests can override it for a server that is known to break this rule. */
    @Test
    protected void concurrentIdentifyCallsAgreeOnOneStoreId() throws Exception {
        if (!(blobs.store() instanceof SupportsStoreId)) {
            assertThat(blobs.fixture().supportsStoreId()).isFalse();
            return;
        }
        List<Callable<StoreId>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SupportsStoreId each = (SupportsStoreId) blobs.anotherStore();
            tasks.add(() -> each.identify(StoreId.random()));
        }
        assertThat(new HashSet<>(Threads.atOnce(tasks))).hasSize(1);
    }
}
