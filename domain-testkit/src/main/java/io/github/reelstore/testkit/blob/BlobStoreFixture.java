package io.github.reelstore.testkit.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testkit.TestBytes;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the parts of {@link BlobStoreContract}: the store under test and short ways to fill and read it. */
abstract class BlobStoreFixture {

    private final List<BlobStore> opened = new ArrayList<>();
    private BlobStore store = new InMemoryBlobStore();

    /** Opens a fresh, empty store. Called once for each test; the contract closes the store. */
    protected abstract BlobStore newStore();

    /**
     * Opens another store over the root of the store that {@link #newStore} returned last, as a second process would.
     * The contract closes it.
     */
    protected abstract BlobStore reopen();

    @BeforeEach
    void openStore() {
        store = newStore();
        opened.add(store);
    }

    @AfterEach
    void closeStores() {
        opened.forEach(BlobStore::close);
    }

    final BlobStore store() {
        return store;
    }

    final BlobStore anotherStore() {
        BlobStore another = reopen();
        opened.add(another);
        return another;
    }

    static BlobKey key(String value) {
        return BlobKey.parse(value);
    }

    final void put(TestBytes bytes, BlobKey... keys) {
        try (StagedBlob staged = store.stage(bytes.source())) {
            for (BlobKey key : keys) {
                store.publish(staged, key);
            }
        }
    }

    final byte[] bytesOf(BlobKey key) {
        return bytesOf(key, ByteRange.ALL);
    }

    final byte[] bytesOf(BlobKey key, ByteRange range) {
        try (BlobContent content = store.open(key, range)) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + key, e);
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

    final void assertHolds(BlobKey key, TestBytes bytes) {
        assertThat(hashOf(store, key)).isEqualTo(bytes.hash());
        assertThat(store.stat(key)).get().extracting(BlobInfo::size).isEqualTo(bytes.size());
    }

    final List<BlobKey> listed(BlobPrefix prefix) {
        try (Stream<BlobInfo> infos = store.list(prefix)) {
            return infos.map(BlobInfo::key).toList();
        }
    }
}
