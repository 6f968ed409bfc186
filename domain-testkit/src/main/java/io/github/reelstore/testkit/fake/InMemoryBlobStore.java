package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
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
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory {@link BlobStore} for tests. It follows every rule of the port, but holds whole files in memory and
 * loses them when the process ends.
 *
 * <pre>{@code
 * try (BlobStore blobs = new InMemoryBlobStore();
 *         StagedBlob staged = blobs.stage(BlobSource.of(file))) {
 *     blobs.publish(staged, BlobKey.parse("projects/p1/video.mp4"));
 * }
 * }</pre>
 */
public final class InMemoryBlobStore implements BlobStore, SupportsStoreId {

    private final ConcurrentNavigableMap<BlobKey, Blob> blobs;
    private final AtomicReference<@Nullable StoreId> identity;

    /** Creates an empty store. */
    public InMemoryBlobStore() {
        this(new ConcurrentSkipListMap<>(), new AtomicReference<>());
    }

    private InMemoryBlobStore(
            ConcurrentNavigableMap<BlobKey, Blob> blobs, AtomicReference<@Nullable StoreId> identity) {
        this.blobs = blobs;
        this.identity = identity;
    }

    /** Opens another store over the same files, as a second process would. */
    public InMemoryBlobStore reopen() {
        return new InMemoryBlobStore(blobs, identity);
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        byte[] bytes;
        try (InputStream in = source.stream().open()) {
            bytes = in.readAllBytes();
        } catch (IOException | UncheckedIOException e) {
            throw StorageException.Unavailable.passing(
                            source.name(),
                            "The source " + source.name() + " could not be read: " + e.getMessage() + "; try again.",
                            e)
                    .ofSource();
        }
        return new Staged(this, new Blob(bytes, Instant.now()));
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        Blob blob = own(staged);
        Blob existing = blobs.putIfAbsent(key, blob);
        if (existing != null && existing != blob) {
            throw new StorageException.AlreadyExists(
                    key.value(), "The key " + key + " is taken by another file; choose another key.");
        }
    }

    private Blob own(StagedBlob staged) {
        if (!(staged instanceof Staged own) || own.store != this) {
            throw new StorageException.InvalidInput(
                    "staged blob", "The staged blob belongs to another store; stage the bytes in this store.");
        }
        Blob blob = own.blob;
        if (blob == null) {
            throw new StorageException.InvalidInput("staged blob", "The staged blob is closed; stage the bytes again.");
        }
        return blob;
    }

    @Override
    public BlobContent open(BlobKey key, ByteRange range) {
        Blob blob = blobs.get(key);
        if (blob == null) {
            throw new StorageException.NotFound(key.value(), "There is no file " + key + ".");
        }
        return blob.content(range);
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        return Optional.ofNullable(blobs.get(key)).map(blob -> blob.info(key));
    }

    @Override
    public boolean delete(BlobKey key) {
        return blobs.remove(key) != null;
    }

    @Override
    public Stream<BlobInfo> list(BlobPrefix prefix) {
        return blobs.entrySet().stream()
                .filter(entry -> prefix.covers(entry.getKey()))
                .map(entry -> entry.getValue().info(entry.getKey()));
    }

    @Override
    public Optional<StoreId> storeId() {
        return Optional.ofNullable(identity.get());
    }

    @Override
    public StoreId identify(StoreId id) {
        identity.compareAndSet(null, id);
        return storeId().orElseThrow();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    // Compared by identity: each call of stage makes a distinct blob, even with equal bytes.
    private static final class Blob {

        final byte[] bytes;
        final Instant modifiedAt;

        Blob(byte[] bytes, Instant modifiedAt) {
            this.bytes = bytes;
            this.modifiedAt = modifiedAt;
        }

        BlobContent content(ByteRange range) {
            int length = (int) range.lengthWithin(bytes.length);
            int offset = (int) range.offset();
            return new BlobContent(new ByteArrayInputStream(bytes, offset, length), offset, length, bytes.length);
        }

        BlobInfo info(BlobKey key) {
            return new BlobInfo(key, bytes.length, modifiedAt);
        }
    }

    private static final class Staged implements StagedBlob {

        private final InMemoryBlobStore store;
        private final ContentHash hash;
        private final long size;
        private @Nullable Blob blob;

        Staged(InMemoryBlobStore store, Blob blob) {
            this.store = store;
            this.blob = blob;
            this.size = blob.bytes.length;
            var digest = ContentHash.newDigest();
            digest.update(blob.bytes);
            this.hash = ContentHash.of(digest);
        }

        @Override
        public ContentHash hash() {
            return hash;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public BlobContent open(ByteRange range) {
            return store.own(this).content(range);
        }

        @Override
        public void close() {
            blob = null;
        }
    }
}
