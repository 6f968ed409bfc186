package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;

/**
 * The keys of new files. On a server without exclusive writes, two processes that use one key could overwrite each
 * other's file: there, each staged file has keys of its own.
 */
public final class AttemptKeys {

    private final BlobStore blobs;

    public AttemptKeys(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Whether the keys of different staged files always differ. */
    public boolean areUnique() {
        return blobs instanceof SupportsWriteTrial server && server.exclusiveWrites() == ExclusiveWrites.NONE;
    }

    /** A suffix for ids that become part of a key: empty, or a dash and the random part if the server requires it. */
    public String suffix(StagedBlob staged) {
        return blobs instanceof SupportsWriteTrial server && areUnique() ? "-" + server.attempt(staged) : "";
    }

    /** The key for a staged file: the given one, with a random part if the server requires it. */
    public BlobKey of(StagedBlob staged, BlobKey key) {
        return blobs instanceof SupportsWriteTrial server && areUnique()
                ? MediaKeys.ofAttempt(key, server.attempt(staged))
                : key;
    }
}
