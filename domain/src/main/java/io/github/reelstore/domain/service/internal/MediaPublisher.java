package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Map;

/** Publishes the staged files of one profile. Every method may throw {@link StorageException.Unavailable}. */
public final class MediaPublisher {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final BlobReader reader;
    private final AttemptKeys keys;

    MediaPublisher(Transactions transactions, BlobStore blobs, ProfileId profile, BlobReader reader) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.reader = reader;
        this.keys = new AttemptKeys(blobs);
    }

    /** The key for a new file: the given one, with a random part if the server requires it. */
    BlobKey keyOf(StagedBlob blob, BlobKey key) {
        return keys.of(blob, key);
    }

    /** See {@code MediaService.prepare}. */
    public void prepare(StagedMedia media, BlobKey key) {
        if (blobs instanceof SupportsPreUpload && !isKnown(media)) {
            prepareNew(media, key);
        }
    }

    /** Prepares publishing to exactly this key, even if the profile already has a file with the same bytes. */
    public void prepareNew(StagedMedia media, BlobKey key) {
        prepareNew(media.blob(), key);
    }

    /** Prepares publishing, as {@link #prepareNew(StagedMedia, BlobKey)} does. */
    public void prepareNew(StagedBlob blob, BlobKey key) {
        if (blobs instanceof SupportsPreUpload supportsPreUpload) {
            supportsPreUpload.prepare(blob, keyOf(blob, key));
        }
    }

    private boolean isKnown(StagedMedia media) {
        return transactions
                .readOnly(
                        profile,
                        tx -> tx.references()
                                .findByHash(media.format().kind(), media.blob().hash()))
                .isPresent();
    }

    /** See {@code MediaService.publish}. */
    public StoredBlob publish(Tx tx, StagedMedia media, BlobKey key) {
        PendingFiles files = pendingFiles(tx);
        StoredBlob stored = files.add(media, key);
        tx.references().reserve(stored.key());
        files.publish();
        return stored;
    }

    /** The files to publish in a transaction, none yet. */
    public PendingFiles pendingFiles(Tx tx) {
        return new PendingFiles(tx, reader, this);
    }

    /** Publishes each file as {@link #publishNew(StagedBlob, BlobKey)} does. */
    void publishAllNew(Map<BlobKey, StagedBlob> files) {
        try {
            blobs.publishAll(files);
        } catch (StorageException.AlreadyExists e) {
            // those that are published already are not published again
            files.forEach((key, blob) -> publishNew(blob, key));
        }
    }

    /**
     * Publishes to exactly this key. If a file with the same bytes already has it, left by a process that crashed
     * before it wrote the row, that file is used.
     *
     * @throws StorageException.AlreadyExists if another file has the key
     */
    StoredBlob publishNew(StagedBlob blob, BlobKey key) {
        try {
            blobs.publish(blob, key);
        } catch (StorageException.AlreadyExists e) {
            if (!reader.hasContentOf(blob, key)) {
                throw e;
            }
        }
        return PendingFiles.stored(blob, key);
    }

    /**
     * Reserves a key and publishes to it, even if the profile already has a file with the same bytes.
     *
     * @param alternative the key to use if another file has the first one
     * @throws StorageException.AlreadyExists if other files have both keys
     */
    public StoredBlob publishNew(Tx tx, StagedMedia media, BlobKey key, BlobKey alternative) {
        // reserving a key deletes its tombstone: if another file has the key, the tombstone must stay, or that file
        // would never be collected
        BlobKey first = keyOf(media.blob(), key);
        BlobKey second = keyOf(media.blob(), alternative);
        BlobKey free = isTaken(media, first) ? second : first;
        tx.references().reserve(free);
        try {
            return publishNew(media.blob(), free);
        } catch (StorageException.AlreadyExists e) {
            tx.references().reserve(second);
            return publishNew(media.blob(), second);
        }
    }

    private boolean isTaken(StagedMedia media, BlobKey key) {
        return switch (reader.copyOf(media.blob(), key)) {
            case MISSING -> false;
            case UNUSABLE -> true;
            case SAME_SIZE -> !reader.hasContentOf(media.blob(), key);
        };
    }

    /**
     * Makes sure that a row of the transaction may refer to the key: the file exists, and stays at least until the
     * transaction ends.
     *
     * @throws StorageException.Integrity if the file does not exist, or belongs to another profile
     */
    public void requireStored(Tx tx, BlobKey key) {
        // reserve first, so that the file cannot be removed after the check
        tx.references().reserve(key);
        if (blobs.stat(key).isEmpty()) {
            throw new StorageException.Integrity(key.value(), "There is no file " + key + "; store it before its row.");
        }
    }
}
