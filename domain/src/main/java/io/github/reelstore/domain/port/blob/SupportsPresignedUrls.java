package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.net.URI;
import java.time.Duration;

/**
 * Optional capability of a {@link BlobStore} on a server: presigned URLs, with which another client (a browser, or a
 * worker without credentials) reads or writes one file for a limited time without passing the bytes through this
 * process. A presigned URL grants access to its holder, so it is a secret until it expires. It cannot be revoked. It
 * expires earlier if the credentials that signed it do.
 */
public interface SupportsPresignedUrls {

    /** The maximum lifetime that AWS Signature Version 4 allows. */
    Duration LONGEST_LIFETIME = Duration.ofDays(7);

    /**
     * A URL for reading a file with {@code GET}, as a whole or by ranges. This method does not check that the file
     * exists; if it does not, the reader gets status 404.
     *
     * @param lifetime from now on, 1 second to {@link #LONGEST_LIFETIME}, in whole seconds
     * @throws StorageException.InvalidInput if the lifetime is shorter or longer, or contains a fraction of a second
     */
    URI presignGet(BlobKey key, Duration lifetime);

    /**
     * Like {@link #presignGet(BlobKey, Duration)}, with headers that the server sends with the file.
     *
     * @param presented the headers
     */
    URI presignGet(BlobKey key, Duration lifetime, PresentedAs presented);

    /**
     * A request for writing one file with {@code PUT}, once. The server refuses it if the key is in use (status 412),
     * if size or hash of the bytes differ, and after the lifetime (status 403). A server without support for such
     * checksums accepts other bytes of the same size; reading the whole file then throws
     * {@link StorageException.Corrupt}, since the signed hash is stored with the file.
     *
     * @param hash the required SHA-256 of the bytes
     * @param size the required number of bytes
     * @param lifetime from now on, 1 second to {@link #LONGEST_LIFETIME}, in whole seconds
     * @throws StorageException.InvalidInput if the lifetime is shorter or longer or contains a fraction of a second, or
     *     the size is negative or larger than the server accepts in one request
     * @throws StorageException.Unsupported if the server cannot refuse a key that is in use
     */
    PresignedPut presignPut(BlobKey key, ContentHash hash, long size, Duration lifetime);
}
