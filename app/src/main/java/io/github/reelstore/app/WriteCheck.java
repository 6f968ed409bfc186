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

/** Checks that a backend can be written, and leaves nothing behind. */
final class WriteCheck {

    private static final String NAME = "reelstore-doctor";
    private static final int BYTES = 1_000;

    private WriteCheck() {}

    /** Thrown to roll back the transaction. */
    private static final class Rollback extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Inserts a project in a transaction and rolls it back.
     *
     * @return what was done, in words
     */
    static String ofDatabase(Transactions database, ProfileId profile) {
        ProjectId id = ProjectId.of(NAME + "-" + UUID.randomUUID());
        try {
            database.<String, Rollback>inTransaction(profile, tx -> {
                tx.projects()
                        .insert(VideoProject.builder()
                                .id(id)
                                .profileId(profile)
                                .title(NAME)
                                .version(1)
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                throw new Rollback();
            });
        } catch (Rollback e) {
            requireGone(database, profile, id);
        }
        return "a row was written and rolled back";
    }

    private static void requireGone(Transactions database, ProfileId profile, ProjectId id) {
        boolean found = database.<Boolean, RuntimeException>readOnly(
                profile, tx -> tx.projects().find(id).isPresent());
        if (found) {
            throw new StorageException.Corrupt(
                    id.value(),
                    "The database kept the project " + id + " although its transaction was rolled back; do not use it.",
                    null);
        }
    }

    /**
     * Stores a small file under a unique key, reads it back and deletes it.
     *
     * @return what was done, in words
     */
    static String ofBlobStore(BlobStore blobs) {
        byte[] bytes = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        // at the root, because on local disk folders remain after their last file is deleted
        BlobKey key = BlobKey.parse(NAME + "-" + UUID.randomUUID());
        try (StagedBlob staged = blobs.stage(new BlobSource(NAME, () -> new ByteArrayInputStream(bytes)))) {
            publishAndRead(blobs, staged, key, bytes);
        }
        requireDeleted(blobs, key);
        return "a file was written, read back and deleted";
    }

    private static void publishAndRead(BlobStore blobs, StagedBlob staged, BlobKey key, byte[] bytes) {
        try {
            blobs.publish(staged, key);
            requireSame(blobs, key, bytes);
        } catch (StorageException e) {
            deleteAfter(e, blobs, key);
            throw e;
        }
    }

    private static void deleteAfter(StorageException failure, BlobStore blobs, BlobKey key) {
        try {
            blobs.delete(key);
        } catch (StorageException e) {
            StorageException both = remains(failure.getMessage() + " ", key, e);
            both.addSuppressed(failure);
            throw both;
        }
    }

    private static StorageException remains(String before, BlobKey key, StorageException cause) {
        return StorageException.Unavailable.lasting(
                key.value(),
                before + "Deleting the test file " + key + " failed, so it may remain; delete it. "
                        + cause.getMessage(),
                cause);
    }

    private static void requireSame(BlobStore blobs, BlobKey key, byte[] bytes) {
        try (BlobContent content = blobs.open(key, ByteRange.ALL)) {
            if (!Arrays.equals(content.stream().readAllBytes(), bytes)) {
                throw new StorageException.Corrupt(
                        key.value(),
                        "The blob store returned different content for " + key + " than was written; do not use it.",
                        null);
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.value(), "The blob store failed while " + key + " was read back; try again.", e);
        }
    }

    private static void requireDeleted(BlobStore blobs, BlobKey key) {
        boolean deleted;
        try {
            deleted = blobs.delete(key);
        } catch (StorageException e) {
            throw remains("", key, e);
        }
        if (!deleted) {
            throw new StorageException.Corrupt(
                    key.value(), "The blob store lost " + key + " during the write check; do not use it.", null);
        }
    }
}
