package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.Transactions;

/**
 * The parts of {@code MediaService}, which the services of one profile share.
 *
 * @param blobs the blob store
 * @param identity makes sure that the blob store belongs to the database
 * @param reader reads stored files
 * @param metadata reads the metadata of files
 * @param stager stages files
 * @param publisher publishes staged files
 * @param thumbnails makes thumbnails of stored files
 */
public record MediaComponents(
        BlobStore blobs,
        StoreIdentityGuard identity,
        BlobReader reader,
        MetadataReader metadata,
        MediaStager stager,
        MediaPublisher publisher,
        Thumbnails thumbnails) {

    /** Creates the parts for one profile. */
    public static MediaComponents of(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        BlobReader reader = new BlobReader(blobs);
        MetadataReader metadata = new MetadataReader(probe, reader);
        MediaPublisher publisher = new MediaPublisher(transactions, blobs, profile, reader);
        return new MediaComponents(
                blobs,
                new StoreIdentityGuard(transactions, blobs, profile),
                reader,
                metadata,
                new MediaStager(blobs, metadata),
                publisher,
                new Thumbnails(transactions, blobs, profile, reader, publisher, thumbnailer));
    }
}
