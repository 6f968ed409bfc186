package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.util.Optional;

/**
 * A file in a blob store.
 *
 * @param blobs the blob store
 * @param reference what its row says
 * @param info what the blob store says
 */
record FoundFile(BlobStore blobs, StoredBlob reference, BlobInfo info) implements ReferencedFile {

    @Override
    public BlobKey key() {
        return info.key();
    }

    @Override
    public Optional<ContentHash> hash() {
        return reference.hash();
    }

    @Override
    public long size() {
        return info.size();
    }

    @Override
    public BlobContent open(ByteRange range) {
        return blobs.open(info.key(), range);
    }
}
