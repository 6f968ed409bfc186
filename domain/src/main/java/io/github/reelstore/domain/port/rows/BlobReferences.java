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
 * Which files the rows of the transaction's profile refer to. The repositories keep the tombstones: a row that stops
 * referring to a key as the last one leaves one, a row of the same profile that refers to it again takes it away.
 */
public interface BlobReferences {

    /** The file as a row of the profile knows it; empty if none refers to it. */
    Optional<StoredBlob> find(BlobKey key);

    /**
     * Says that the transaction is about to put a file at the key and to refer to it: whoever is removing one there has ended when this
     * returns, and nobody begins to until the transaction ends. A tombstone of the key is taken away. The repositories do this for
     * the keys of their rows; who puts the file there first does it before that.
     *
     * @throws StorageException.Integrity if the key is another profile's
     */
    void reserve(BlobKey key);

    /**
     * A file of the profile that has these bytes, to be used again: the oldest image, speech or clip with that hash. Final
     * cuts are not among them, since each has its own address.
     */
    Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash);

    /** The profile's tombstones, newest first, by (created_at, key). */
    Page<Tombstone> tombstones(PageRequest page);

    /** The profile's tombstone of a key; empty if it has none. */
    Optional<Tombstone> tombstone(BlobKey key);

    /**
     * The profile's tombstones from before an instant, oldest first, by (created_at, key).
     *
     * @param after the place to go on from; empty for the oldest
     * @param limit how many at most, 1 to {@value PageRequest#MAX_LIMIT}
     */
    List<Tombstone> expired(Instant before, Optional<Cursor> after, int limit);

    /**
     * Takes tombstones of the profile away and tells whose files may be removed now. Until the transaction ends nobody can
     * begin to refer to these keys: whoever would, waits.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     * @return those that had a tombstone of the profile and that no row of any profile refers to
     */
    Set<BlobKey> release(Collection<BlobKey> keys);

    /**
     * Those keys that no row and no tombstone of any profile has.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     */
    Set<BlobKey> unknown(Collection<BlobKey> keys);

    /**
     * The same, for a transaction that shall remove the files: until it ends nobody can begin to refer to the keys that this returns,
     * and whoever was about to has been waited for.
     *
     * @param keys at most {@value PageRequest#MAX_LIMIT}
     */
    Set<BlobKey> releaseUnknown(Collection<BlobKey> keys);
}
