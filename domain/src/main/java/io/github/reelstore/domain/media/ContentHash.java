package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 (FIPS 180-4) of a file's bytes. Files with the same hash are the same file.
 *
 * @param value 64 hexadecimal digits in lower case
 */
public record ContentHash(String value) {

    private static final int LENGTH = 64;

    /**
     * @throws StorageException.InvalidInput if {@code value} is not 64 lower-case hexadecimal digits
     */
    public ContentHash {
        if (!Validate.isHexadecimal(value, LENGTH)) {
            throw new StorageException.InvalidInput(
                    "content hash",
                    Messages.quoted(value) + " is not a SHA-256: it must be 64 hexadecimal digits in lower case.");
        }
    }

    /** The hash of all bytes that were added to a digest from {@link #newDigest}. It resets the digest. */
    public static ContentHash of(MessageDigest digest) {
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** Creates a digest for the bytes of a file. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
