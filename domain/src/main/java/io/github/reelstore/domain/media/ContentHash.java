package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 (FIPS 180-4) of a file's bytes: what tells that two files are the same.
 *
 * @param value 64 hexadecimal digits in lower case
 */
public record ContentHash(String value) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws StorageException.InvalidInput if {@code value} is not 64 lower-case hexadecimal digits
     */
    public ContentHash {
        if (!HEX.matcher(value).matches()) {
            throw new StorageException.InvalidInput(
                    "content hash",
                    Messages.quoted(value) + " is not a SHA-256: that is 64 hexadecimal digits in lower case.");
        }
    }

    /** The hash that a finished digest of {@link #newDigest} stands for. */
    public static ContentHash of(MessageDigest digest) {
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    /** A digest to feed a file's bytes to. */
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
