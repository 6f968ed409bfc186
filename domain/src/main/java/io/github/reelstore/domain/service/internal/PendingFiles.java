package io.github.reelstore.domain.service.internal;

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
    private final Map<BlobKey, StagedMedia> files = new LinkedHashMap<>();

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
        Optional<BlobKey> known = tx.references()
                .findByHash(media.format().kind(), media.blob().hash())
                .map(StoredBlob::key);
        if (known.isEmpty()) {
            return pending(media, publisher.keyOf(media, key));
        }
        return switch (reader.intactCopyOf(media.blob(), known.get())) {
            case SAME_SIZE -> stored(media, known.get());
            // restores the missing file
            case MISSING -> pending(media, known.get());
            // do not refer to it again, and do not overwrite it
            case UNUSABLE -> pending(media, publisher.keyOf(media, key));
        };
    }

    private StoredBlob pending(StagedMedia media, BlobKey key) {
        files.put(key, media);
        return stored(media, key);
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
            files.forEach((key, media) -> publisher.publishNew(media, key));
        }
    }

    static StoredBlob stored(StagedMedia media, BlobKey key) {
        StagedBlob blob = media.blob();
        return new StoredBlob(key, Optional.of(blob.hash()), Optional.of(blob.size()));
    }
}
