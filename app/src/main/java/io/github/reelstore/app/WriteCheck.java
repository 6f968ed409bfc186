package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Writes to a backend, to see whether it takes it, and leaves nothing behind. */
final class WriteCheck {

    private static final String NAME = "reelstore-doctor";
    private static final int BYTES = 1_000;

    private WriteCheck() {}

    /** Rolls back what was written. */
    private static final class TakenBack extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Writes a project in a transaction and takes it back.
     *
     * @return what was done, in words
     */
    static String ofDatabase(Transactions database, ProfileId profile) {
        ProjectId id = ProjectId.of(NAME + "-" + UUID.randomUUID());
        try {
            database.<String, TakenBack>inTransaction(profile, tx -> {
                tx.projects()
                        .insert(VideoProject.builder()
                                .id(id)
                                .profileId(profile)
                                .title(NAME)
                                .version(1)
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                throw new TakenBack();
            });
        } catch (TakenBack e) {
            requireGone(database, profile, id);
        }
        return "a row was written and taken back";
    }

    private static void requireGone(Transactions database, ProfileId profile, ProjectId id) {
        boolean found = database.<Boolean, RuntimeException>readOnly(
                profile, tx -> tx.projects().find(id).isPresent());
        if (found) {
            throw new StorageException.Corrupt(
                    id.value(),
                    "The database kept the project " + id + " of a transaction that was rolled back; do not use it.",
                    null);
        }
    }

    /**
     * Stores a small file under a key of its own, reads it back and deletes it.
     *
     * @return what was done, in words
     */
    static String ofStorage(BlobStore storage) {
        byte[] bytes = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        // at the root, since on a local disk folders remain when their last file is deleted
        BlobKey key = BlobKey.parse(NAME + "-" + UUID.randomUUID());
        try (StagedBlob staged = storage.stage(new BlobSource(NAME, () -> new ByteArrayInputStream(bytes)))) {
            publishAndRead(storage, staged, key, bytes);
        }
        requireDeleted(storage, key);
        return "a file was written, read back and deleted";
    }

    private static void publishAndRead(BlobStore storage, StagedBlob staged, BlobKey key, byte[] bytes) {
        try {
            storage.publish(staged, key);
            requireSame(storage, key, bytes);
        } catch (StorageException e) {
            deleteAfter(e, storage, key);
            throw e;
        }
    }

    private static void deleteAfter(StorageException failure, BlobStore storage, BlobKey key) {
        try {
            storage.delete(key);
        } catch (StorageException e) {
            StorageException both = remains(failure.getMessage() + " ", key, e);
            both.addSuppressed(failure);
            throw both;
        }
    }

    private static StorageException remains(String before, BlobKey key, StorageException refusal) {
        return StorageException.Unavailable.lasting(
                key.value(),
                before + "The file " + key + " of this trial may remain, since its deletion failed; delete it. "
                        + refusal.getMessage(),
                refusal);
    }

    private static void requireSame(BlobStore storage, BlobKey key, byte[] bytes) {
        try (BlobContent content = storage.open(key, ByteRange.ALL)) {
            if (!Arrays.equals(content.stream().readAllBytes(), bytes)) {
                throw new StorageException.Corrupt(
                        key.value(),
                        "The storage returned other bytes than were written to " + key + "; do not use it.",
                        null);
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.value(), "The storage broke off while " + key + " was read back; try again.", e);
        }
    }

    private static void requireDeleted(BlobStore storage, BlobKey key) {
        boolean deleted;
        try {
            deleted = storage.delete(key);
        } catch (StorageException e) {
            throw remains("", key, e);
        }
        if (!deleted) {
            throw new StorageException.Corrupt(
                    key.value(), "The storage lost " + key + " while it was tried out; do not use it.", null);
        }
    }
}
