package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.net.URI;
import java.time.Duration;

/**
 * What a {@link BlobStore} on a server may offer beside its own methods: addresses with which somebody else (a browser, a
 * worker without credentials) reads or writes one file for a while, without the bytes going through this process. Who has
 * such an address needs no other permission, so it is a secret until it expires; it cannot be taken back. It ends earlier
 * where the credentials it was signed with do.
 */
public interface SupportsPresignedUrls {

    /** The longest lifetime: what version 4 of Amazon's signatures allows. */
    Duration LONGEST_LIFETIME = Duration.ofDays(7);

    /**
     * An address to read a file from with {@code GET}, whole or by ranges. Whether there is such a file is not looked at:
     * where there is none, the reader gets status 404.
     *
     * @param lifetime from now on, 1 second to {@link #LONGEST_LIFETIME}, whole seconds
     * @throws StorageException.InvalidInput if the lifetime is shorter or longer, or has parts of a second
     */
    URI presignGet(BlobKey key, Duration lifetime);

    /**
     * An address to write one file to with {@code PUT}, once: the server refuses it when the key is taken (status 412), when
     * the bytes are more or fewer or others than said, and after its lifetime (status 403). A server that knows no checksums of
     * this kind takes other bytes of the same number; reading that file whole then throws {@link StorageException.Corrupt},
     * since the hash was signed and is stored beside it.
     *
     * @param hash what the bytes must hash to
     * @param size how many bytes it must be
     * @param lifetime from now on, 1 second to {@link #LONGEST_LIFETIME}, whole seconds
     * @throws StorageException.InvalidInput if the lifetime is shorter or longer or has parts of a second, or the size is
     *     negative or more than the server takes at once
     * @throws StorageException.Unsupported if the server cannot refuse a taken key
     */
    PresignedPut presignPut(BlobKey key, ContentHash hash, long size, Duration lifetime);
}
