package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.LineBreaks;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A digest of something that is said or asked for: two texts with the same digest are the same text. It is the first half of a
 * SHA-256 over UTF-8, which is enough to tell the versions of a text apart.
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record InputDigest(String value) {

    private static final int BYTES = 16;

    private static final InputDigest EMPTY = digest("");

    /**
     * Checks the form.
     *
     * @throws StorageException.InvalidInput if it is not 32 lower-case hexadecimal digits
     */
    public InputDigest {
        if (!Validate.isHexadecimal(value, 2 * BYTES)) {
            throw new StorageException.InvalidInput(
                    "digest", Messages.quoted(value) + " is not a digest: it must be 32 hexadecimal digits.");
        }
    }

    /** The digest of which this is the text; empty if it has not the form of one. */
    static Optional<InputDigest> read(String text) {
        try {
            return Optional.of(new InputDigest(text));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * The digest of a text; of absent things, that of the empty text. White space at its ends, which editors and forms add or remove, makes no other
     * text of it, and neither does the way in which line breaks are written (LF, or CR LF as on Windows).
     */
    public static InputDigest of(String text) {
        String said = normalized(text);
        return said.isEmpty() ? EMPTY : digest(said);
    }

    /** What {@link #of} takes the digest of: the same for all spellings of a text. */
    public static String normalized(String text) {
        return LineBreaks.unified(text).strip();
    }

    private static InputDigest digest(String text) {
        MessageDigest digest = ContentHash.newDigest();
        byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
        return new InputDigest(HexFormat.of().formatHex(hash, 0, BYTES));
    }

    @Override
    public String toString() {
        return value;
    }
}
