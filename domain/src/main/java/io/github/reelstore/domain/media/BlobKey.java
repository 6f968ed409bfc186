package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.MediaKeys;
import java.util.Comparator;
import java.util.List;

/**
 * The address of a stored file: relative to the storage root, segments joined by {@code /}, for instance
 * {@code projects/0193.../images/0194....png}. What exists is valid on every backend and every operating system.
 *
 * <p>{@link MediaKeys} builds the keys of new files; {@link #parse} is for those that come back from a row, a listing or
 * a person. Rules: at most {@value #MAX_LENGTH} characters (so that root and key fit the 260 of a Windows path in
 * practice, and far below the 1,024 bytes of an S3 key); each segment as {@link #parse} says.
 *
 * @param value the key as text
 */
public record BlobKey(String value) implements Comparable<BlobKey> {

    /** The most characters a key may have. */
    public static final int MAX_LENGTH = 255;

    /**
     * @throws StorageException.InvalidInput if {@code value} is not a valid key, as {@link #parse} says
     */
    public BlobKey {
        if (value.isEmpty()) {
            throw new StorageException.InvalidInput("key", "A key must not be empty.");
        }
        if (value.length() > MAX_LENGTH) {
            throw new StorageException.InvalidInput(
                    "key",
                    "A key has at most " + MAX_LENGTH + " characters; this one has " + value.length() + ": "
                            + Messages.quoted(value) + ".");
        }
        for (String segment : value.split("/", -1)) {
            KeySegment.check("key", segment, value);
        }
    }

    /**
     * Reads a key. A segment is 1 to {@value KeySegment#MAX_LENGTH} of the characters {@code A-Z a-z 0-9 . _ ~ @ + = -},
     * neither starts nor ends with a dot, and is no name that Windows reserves (such as {@code con} or {@code nul.txt}).
     * So no key can leave its root, be absolute, hide, or mean something else elsewhere.
     *
     * @throws StorageException.InvalidInput if it is not such a key; the message says why
     */
    public static BlobKey parse(String value) {
        return new BlobKey(value);
    }

    /** The segments in order, at least one. */
    public List<String> segments() {
        return List.of(value.split("/"));
    }

    /** Orders by the text's UTF-16 units, which for the characters a key may have is the order of its bytes. */
    @Override
    public int compareTo(BlobKey other) {
        return Comparator.<String>naturalOrder().compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
