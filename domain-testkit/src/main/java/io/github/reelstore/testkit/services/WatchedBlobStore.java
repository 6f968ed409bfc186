package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Wraps the store under test and records which staged blobs are open and what was done with them. The port does not
 * expose this.
 */
final class WatchedBlobStore implements BlobStore, SupportsPreUpload, SupportsStoreId, SupportsCleanup {

    private final BlobStore store;
    private final Set<StagedBlob> staged = ConcurrentHashMap.newKeySet();
    private final List<StepOfKey> steps = new CopyOnWriteArrayList<>();

    /** An operation on a staged blob. */
    enum Step {
        PREPARED,
        PUBLISHED
    }

    /** An operation and its key. */
    record StepOfKey(Step step, BlobKey key) {}

    WatchedBlobStore(BlobStore store) {
        this.store = store;
    }

    /** Returns the operations that succeeded, in order. */
    List<StepOfKey> steps() {
        return List.copyOf(steps);
    }

    int stagedCount() {
        return staged.size();
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        Watched watched = new Watched(store.stage(source));
        staged.add(watched);
        return watched;
    }

    @Override
    public void prepare(StagedBlob blob, BlobKey key) {
        if (store instanceof SupportsPreUpload supportsPreUpload) {
            supportsPreUpload.prepare(unwatched(blob), key);
        }
        steps.add(new StepOfKey(Step.PREPARED, key));
    }

    @Override
    public void publish(StagedBlob blob, BlobKey key) {
        store.publish(unwatched(blob), key);
        steps.add(new StepOfKey(Step.PUBLISHED, key));
    }

    private static StagedBlob unwatched(StagedBlob blob) {
        return blob instanceof Watched watched ? watched.blob : blob;
    }

    @Override
    public BlobContent open(BlobKey key, ByteRange range) {
        return store.open(key, range);
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        return store.stat(key);
    }

    @Override
    public boolean delete(BlobKey key) {
        return store.delete(key);
    }

    @Override
    public Stream<BlobInfo> list(BlobPrefix prefix) {
        return store.list(prefix);
    }

    /** Every store under test supports store ids. */
    private SupportsStoreId storeWithId() {
        return (SupportsStoreId) store;
    }

    @Override
    public Optional<StoreId> storeId() {
        return storeWithId().storeId();
    }

    @Override
    public StoreId identify(StoreId id) {
        return storeWithId().identify(id);
    }

    @Override
    public long sweep(Instant before) {
        return store instanceof SupportsCleanup supportsCleanup ? supportsCleanup.sweep(before) : 0;
    }

    @Override
    public long leftovers(Instant before) {
        return store instanceof SupportsCleanup supportsCleanup ? supportsCleanup.leftovers(before) : 0;
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Watched implements StagedBlob {

        private final StagedBlob blob;

        Watched(StagedBlob blob) {
            this.blob = blob;
        }

        @Override
        public ContentHash hash() {
            return blob.hash();
        }

        @Override
        public BlobContent open(ByteRange range) {
            return blob.open(range);
        }

        @Override
        public long size() {
            return blob.size();
        }

        @Override
        public void close() {
            staged.remove(this);
            blob.close();
        }
    }
}
