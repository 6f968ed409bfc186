package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.Optional;

/** The columns by which rows refer to files, each with a row that does so and what that row knows of the file. */
enum KeyColumn {
    PROJECT_VIDEO_PATH(
            true,
            false,
            (tx, id, key) -> tx.projects()
                    .insert(Rows.project(id)
                            .profileId(tx.profile())
                            .videoPath(key)
                            .contentHash(Rows.hash(7))
                            .build())),
    PROJECT_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.projects()
                    .insert(Rows.project(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(Rows.hash(7))
                            .build())),
    GENERATION_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.generations()
                    .insert(Rows.generation(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(Rows.hash(7))
                            .byteSize(77L)
                            .build())),
    GENERATION_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.generations()
                    .insert(Rows.generation(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(Rows.hash(7))
                            .byteSize(77L)
                            .build())),
    IMAGE_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.images()
                    .insert(Rows.image(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(Rows.hash(7))
                            .byteSize(77L)
                            .build())),
    IMAGE_THUMB_PATH(
            false,
            false,
            (tx, id, key) -> tx.images()
                    .insert(Rows.image(id)
                            .profileId(tx.profile())
                            .thumbPath(key)
                            .contentHash(Rows.hash(7))
                            .byteSize(77L)
                            .build())),
    AUDIO_FILE_PATH(
            true,
            true,
            (tx, id, key) -> tx.audio()
                    .insert(Rows.audio(id)
                            .profileId(tx.profile())
                            .filePath(key)
                            .contentHash(Rows.hash(7))
                            .byteSize(77L)
                            .build()));

    private final boolean knowsHash;
    private final boolean knowsSize;

    @SuppressWarnings("ImmutableEnumChecker") // A pure function.
    private final Insertion insertion;

    @FunctionalInterface
    private interface Insertion {
        void run(Tx tx, String id, BlobKey key);
    }

    KeyColumn(boolean knowsHash, boolean knowsSize, Insertion insertion) {
        this.knowsHash = knowsHash;
        this.knowsSize = knowsSize;
        this.insertion = insertion;
    }

    /** Inserts a row, of the transaction's profile, that refers to the file by this column. */
    void insert(Tx tx, String id, BlobKey key) {
        insertion.run(tx, id, key);
    }

    /** The file as that row knows it. */
    StoredBlob known(BlobKey key) {
        return new StoredBlob(
                key,
                knowsHash ? Optional.of(Rows.hash(7)) : Optional.empty(),
                knowsSize ? Optional.of(77L) : Optional.empty());
    }
}
