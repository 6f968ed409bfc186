package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.internal.Messages;
import java.util.Comparator;
import java.util.List;

/**
 * The key of a file in the blob store: segments joined by {@code /}, relative to the root, for instance
 * {@code projects/0193.../images/0194....png}. Every instance is valid on every backend and operating system.
 *
 * <p>{@code MediaKeys} builds the keys of new files; {@link #parse} reads keys from rows, listings and user input. A
 * key has at most {@value #MAX_LENGTH} characters, so that root and key fit into the 260 of a Windows path in practice,
 * far below the 1,024 bytes of an S3 key. {@link #parse} documents the rules for segments.
 *
 * @param value the key as text
 */
public record BlobKey(String value) implements Comparable<BlobKey> {

    /** The maximum length of a key in characters. */
    public static final int MAX_LENGTH = 255;

    /**
     * @throws StorageException.InvalidInput if {@code value} is not a valid key, see {@link #parse}
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
        for (int start = 0; start <= value.length(); ) {
            int slash = value.indexOf('/', start);
            int end = slash < 0 ? value.length() : slash;
            KeySegment.check("key", value.substring(start, end), value);
            start = end + 1;
        }
    }

    /**
     * Parses a key. A segment has 1 to {@value KeySegment#MAX_LENGTH} of the characters
     * {@code A-Z a-z 0-9 . _ ~ @ + = -}, does not start or end with a dot, and is not a name that Windows reserves
     * (such as {@code con} or {@code nul.txt}). So a key cannot leave the root, be absolute, name a hidden file, or
     * have another meaning on another system.
     *
     * @throws StorageException.InvalidInput if the text is not a valid key; the message says why
     */
    public static BlobKey parse(String value) {
        return new BlobKey(value);
    }

    /** The segments in order, at least one. */
    public List<String> segments() {
        return List.of(value.split("/"));
    }

    /** Compares the UTF-16 code units, which for the characters of keys is the byte order. */
    @Override
    public int compareTo(BlobKey other) {
        return Comparator.<String>naturalOrder().compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
