package io.github.reelstore.domain.port;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaKind;
import java.util.Optional;

/**
 * Which files the rows of the transaction's profile refer to. The repositories keep the tombstones: a row that stops
 * referring to a key as the last one leaves one, a row of the same profile that refers to it again takes it away.
 */
public interface BlobReferences {

    /** The file as a row of the profile knows it; empty if none refers to it. */
    Optional<StoredBlob> find(BlobKey key);

    /**
     * A file of the profile that has these bytes, to be used again: the oldest image, speech or clip with that hash. Final
     * cuts are not among them, since each has its own address.
     */
    Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash);

    /** The profile's tombstones, newest first, by (created_at, key). */
    Page<Tombstone> tombstones(PageRequest page);
}
