package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Optional;

/**
 * The columns that refer to files. Each can insert a row with such a reference, and has what that row stores about the
 * file.
 */
enum KeyColumn {
    PROJECT_VIDEO_PATH(
            true,
            false,
            (tx, id, key) -> tx.projects()
                    .insert(SampleRows.project(id)
                            .profileId(tx.profile())
                            .videoPath(key)
                            .contentHash(SampleRows.hash(7))
                            .build())),
    PROJECT_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.projects()
                    .insert(SampleRows.project(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(SampleRows.hash(7))
                            .build())),
    GENERATION_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.generations()
                    .insert(SampleRows.generation(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(SampleRows.hash(7))
                            .byteSize(77L)
                            .build())),
    GENERATION_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.generations()
                    .insert(SampleRows.generation(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(SampleRows.hash(7))
                            .byteSize(77L)
                            .build())),
    IMAGE_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.images()
                    .insert(SampleRows.image(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(SampleRows.hash(7))
                            .byteSize(77L)
                            .build())),
    IMAGE_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.images()
                    .insert(SampleRows.image(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(SampleRows.hash(7))
                            .byteSize(77L)
                            .build())),
    AUDIO_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.audio()
                    .insert(SampleRows.audio(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(SampleRows.hash(7))
                            .byteSize(77L)
                            .build()));

    private final boolean hasHash;
    private final boolean hasSize;

    @SuppressWarnings("ImmutableEnumChecker") // A pure function.
    private final Insertion insertion;

    @FunctionalInterface
    private interface Insertion {
        void run(Tx tx, String id, BlobKey key);
    }

    KeyColumn(boolean hasHash, boolean hasSize, Insertion insertion) {
        this.hasHash = hasHash;
        this.hasSize = hasSize;
        this.insertion = insertion;
    }

    /** Inserts a row of the transaction's profile that refers to the file in this column. */
    void insert(Tx tx, String id, BlobKey key) {
        insertion.run(tx, id, key);
    }

    /** Returns the file as {@code BlobReferences.find} should describe it for that row. */
    StoredBlob expected(BlobKey key) {
        return new StoredBlob(
                key,
                hasHash ? Optional.of(SampleRows.hash(7)) : Optional.empty(),
                hasSize ? Optional.of(77L) : Optional.empty());
    }
}
