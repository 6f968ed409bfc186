package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets clients send files straight to a blob store on a server. The database knows the key before the client does: it has a
 * tombstone from the end of the request's lifetime on. If no row is created for the file, {@code gc} removes it after the usual
 * grace period, whether it is complete or not there at all.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class DirectUploads {

    private final Transactions transactions;
    private final MediaComponents media;
    private final IdGenerator ids;
    private final ProfileId profile;

    /** Creates the service for one profile. */
    public DirectUploads(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.components();
        this.ids = ids;
        this.profile = profile;
    }

    /**
     * Plans an upload. The file then needs a row; see {@link #requireUploaded}.
     *
     * @param hash the SHA-256 of the file
     * @param size its size in bytes
     * @param lifetime how long the client may begin to send it
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.InvalidInput if size or lifetime is not valid for the blob store
     * @throws StorageException.Unsupported if the blob store does not support it, such as local disk, or a server that cannot
     *     refuse a key that is in use
     */
    public DirectUpload plan(ProjectId project, MediaFormat format, ContentHash hash, long size, Duration lifetime) {
        transactions.readOnly(profile, tx -> MediaTable.PROJECTS.require(tx, project));
        if (!(media.blobs() instanceof SupportsPresignedUrls presigning)) {
            throw new StorageException.Unsupported(
                    "upload",
                    "This blob store does not take files from clients; S3 does. Send the file to the server.");
        }
        media.identity().bind();
        BlobKey key = keyOf(project, format);
        transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            tx.references().expect(key, tx.now().plus(lifetime));
            return true;
        });
        return new DirectUpload(key, presigning.presignPut(key, hash, size, lifetime));
    }

    private BlobKey keyOf(ProjectId project, MediaFormat format) {
        String id = ids.next();
        return switch (format.kind()) {
            case IMAGE -> MediaKeys.image(project, new ImageId(id), format);
            case AUDIO -> MediaKeys.audio(project, new AudioId(id), format);
            case VIDEO -> MediaKeys.video(project, new GenerationId(id), format);
        };
    }

    /**
     * Makes sure that a planned file has arrived and is what its key says, before a row is created for it by
     * {@code MaintenanceService.undelete}.
     *
     * @throws StorageException.NotFound if the profile expects no such file, or it has not arrived
     * @throws StorageException.InvalidInput if it is of another format
     */
    public void requireUploaded(BlobKey key) {
        boolean expected = transactions
                .readOnly(profile, tx -> tx.references().tombstone(key))
                .isPresent();
        if (!expected) {
            throw new StorageException.NotFound(key.value(), "There is no upload " + key + "; plan it first.");
        }
        if (media.blobs().stat(key).isEmpty()) {
            throw new StorageException.NotFound(
                    key.value(), "The file of the upload " + key + " has not arrived; send it to its URL first.");
        }
        Optional<MediaFormat> planned = MediaFormat.ofName(key.value());
        Optional<MediaFormat> actual = media.reader().formatOf(key, Optional.empty());
        if (!actual.equals(planned)) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "The file of the upload " + key + " is not of the format "
                            + planned.map(MediaFormat::extension)
                                    .map(Messages::quoted)
                                    .orElse("planned")
                            + "; plan an upload with the right one. This file will be removed.");
        }
    }
}
