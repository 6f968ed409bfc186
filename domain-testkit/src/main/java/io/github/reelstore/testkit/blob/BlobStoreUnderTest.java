package io.github.reelstore.testkit.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testkit.TestBytes;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The store that a {@link BlobStoreFixture} opens before each test, and short ways to fill and read it. The fixture is
 * the test class or a class that encloses it. Closes all stores after the test.
 */
final class BlobStoreUnderTest implements BeforeEachCallback, AfterEachCallback {

    private final List<BlobStore> opened = new ArrayList<>();
    private @Nullable BlobStoreFixture fixture;
    private @Nullable BlobStore store;

    @Override
    public void beforeEach(ExtensionContext context) {
        BlobStoreFixture found = context.getRequiredTestInstances()
                .findInstance(BlobStoreFixture.class)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "The test class, or a class that encloses it, must implement BlobStoreFixture."));
        fixture = found;
        store = found.open();
        opened.add(store);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(BlobStore::close);
    }

    BlobStore store() {
        return Objects.requireNonNull(store);
    }

    BlobStore anotherStore() {
        BlobStore another = fixture().reopen();
        opened.add(another);
        return another;
    }

    BlobStoreFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    static BlobKey key(String value) {
        return BlobKey.parse(value);
    }

    void put(TestBytes bytes, BlobKey... keys) {
        try (StagedBlob staged = store().stage(bytes.source())) {
            for (BlobKey key : keys) {
                store().publish(staged, key);
            }
        }
    }

    /** Reads the whole file in chunks and returns its hash. */
    static ContentHash hashOf(BlobStore store, BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        try (BlobContent content = store.open(key, ByteRange.ALL)) {
            byte[] buffer = new byte[8192];
            for (int count; (count = content.stream().read(buffer)) >= 0; ) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot read " + key, e);
        }
        return ContentHash.of(digest);
    }

    void assertHolds(BlobKey key, TestBytes bytes) {
        assertThat(hashOf(store(), key)).isEqualTo(bytes.hash());
        assertThat(store().stat(key)).get().extracting(BlobInfo::size).isEqualTo(bytes.size());
    }

    List<BlobKey> listed(BlobPrefix prefix) {
        try (Stream<BlobInfo> infos = store().list(prefix)) {
            return infos.map(BlobInfo::key).toList();
        }
    }

    void assertTaken(StagedBlob staged, BlobKey key) {
        assertThatThrownBy(() -> store().publish(staged, key))
                .isInstanceOfSatisfying(
                        StorageException.AlreadyExists.class,
                        e -> assertThat(e.subject()).isEqualTo(key.value()));
    }
}
