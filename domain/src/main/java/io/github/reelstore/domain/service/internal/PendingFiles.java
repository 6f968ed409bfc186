package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a transaction publishes after it has written their rows. So a row that the database refuses leaves no
 * file.
 */
public final class PendingFiles {

    /** These have directories of their own, so that publishing them together saves nothing. */
    private static final int OF_A_PAIR = 3;

    private final Tx tx;
    private final BlobReader reader;
    private final MediaPublisher publisher;
    private final Map<BlobKey, StagedBlob> files = new LinkedHashMap<>();

    PendingFiles(Tx tx, BlobReader reader, MediaPublisher publisher) {
        this.tx = tx;
        this.reader = reader;
        this.publisher = publisher;
    }

    /**
     * Adds a file, unless the profile already has a file with the same bytes. Writes nothing.
     *
     * @param key the key to publish to, if the bytes are new
     * @return the file to refer to
     */
    public StoredBlob add(StagedMedia media, BlobKey key) {
        return add(media.blob(), media.format().kind(), key);
    }

    /** Adds a file of a medium, as {@link #add(StagedMedia, BlobKey)} does. */
    public StoredBlob add(StagedBlob blob, MediaKind kind, BlobKey key) {
        Optional<BlobKey> known = tx.references().findByHash(kind, blob.hash()).map(StoredBlob::key);
        if (known.isEmpty()) {
            return addNew(blob, key);
        }
        return switch (reader.intactCopyOf(blob, known.get())) {
            case SAME_SIZE -> stored(blob, known.get());
            // restores the missing file
            case MISSING -> pending(blob, known.get());
            // do not refer to it again, and do not overwrite it
            case UNUSABLE -> addNew(blob, key);
        };
    }

    /** Adds a file, even if the profile already has a file with the same bytes. Writes nothing. */
    public StoredBlob addNew(StagedBlob blob, BlobKey key) {
        return pending(blob, publisher.keyOf(blob, key));
    }

    private StoredBlob pending(StagedBlob blob, BlobKey key) {
        files.put(key, blob);
        return stored(blob, key);
    }

    /**
     * Publishes the files. Call it after writing the rows, before the transaction is committed.
     *
     * @throws StorageException.AlreadyExists if another file has the key of one
     */
    public void publish() {
        if (files.size() > OF_A_PAIR) {
            publisher.publishAllNew(files);
        } else {
            files.forEach((key, blob) -> publisher.publishNew(blob, key));
        }
    }

    static StoredBlob stored(StagedBlob blob, BlobKey key) {
        return new StoredBlob(key, Optional.of(blob.hash()), Optional.of(blob.size()));
    }
}
