package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that the rows of the transaction's profile refer to, and their tombstones. The repositories maintain the
 * tombstones: one is inserted when the last reference to a key is removed, and deleted when a row of the same profile
 * refers to the key again.
 */
public interface BlobReferences {

    /** Returns key, hash and size of a file from the rows of the profile; empty if no row refers to the key. */
    Optional<StoredBlob> find(BlobKey key);

    /**
     * Reserves a key for a file that this transaction publishes and refers to. It waits for transactions that are
     * removing a file of that key, and blocks new ones until this transaction ends. It deletes the tombstone of the
     * key. The repositories reserve the keys of their rows; call this first if you publish the file before writing the
     * row.
     *
     * @throws StorageException.Integrity if the key belongs to another profile
     */
    void reserve(BlobKey key);

    /**
     * Inserts a tombstone for a key to which another client may write a file, so that the file is collected if no row refers to
     * it. No effect if a row refers to the key, or it has a tombstone.
     *
     * @param until when the client can no longer begin to write: the time of the tombstone, from which on its grace period counts
     */
    void expect(BlobKey key, Instant until);

    /**
     * Finds a file of the profile with the same bytes, for deduplication: that of the oldest image, audio or video with
     * the hash. Final cuts are not searched, since each has its own key.
     */
    Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash);

    /** Returns the tombstones of the profile, newest first, ordered by (created_at, key). */
    Page<Tombstone> tombstones(PageRequest page);

    /** Returns the profile's tombstone of a key; empty if the key has no tombstone. */
    Optional<Tombstone> tombstone(BlobKey key);

    /**
     * Returns the tombstones of the profile from before an instant, oldest first, ordered by (created_at, key).
     *
     * @param after the cursor to continue from; empty to begin with the oldest
     * @param limit the maximum number, 1 to {@value PageRequest#MAX_LIMIT}
     */
    List<Tombstone> expired(Instant before, Optional<Cursor> after, int limit);

    /**
     * Deletes tombstones of the profile and returns the keys whose files may be removed now. The keys stay locked until
     * the transaction ends: other transactions that want to refer to them wait.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     * @return the keys that had a tombstone of the profile and that no row of any profile refers to
     */
    Set<BlobKey> release(Collection<BlobKey> keys);

    /**
     * Returns the keys that no row and no tombstone of any profile refers to.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     */
    Set<BlobKey> unknown(Collection<BlobKey> keys);

    /**
     * Like {@link #unknown}, for a transaction that removes the files. It waits for transactions that are about to
     * refer to the keys, and locks the returned keys until this transaction ends.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     */
    Set<BlobKey> releaseUnknown(Collection<BlobKey> keys);
}
