package io.github.reelstore.domain.copy;

import io.github.reelstore.domain.media.ContentHash;
import java.util.Arrays;

/**
 * The files of which a pass found or made both sides equal, so that a later pass need not ask for them: only those whose row has a hash
 * and a size, which change with the content. Eight bytes for each file, since a store may have millions.
 */
final class EqualFiles {

    private static final int FIRST_CAPACITY = 1_024;
    private static final int DIGITS_OF_LONG = 16;
    private static final int HEXADECIMAL = 16;

    private long[] digests = new long[FIRST_CAPACITY];
    private int count;
    private int sorted;

    void add(FileReference file) {
        if (count == digests.length) {
            digests = Arrays.copyOf(digests, count * 2);
        }
        digests[count++] = digest(file);
    }

    /** Ends a pass. */
    void sort() {
        Arrays.sort(digests, 0, count);
        sorted = count;
    }

    /** Whether an earlier pass has added the file, for a row with the same hash and size. */
    boolean contains(FileReference file) {
        return Arrays.binarySearch(digests, 0, sorted, digest(file)) >= 0;
    }

    private static long digest(FileReference file) {
        RowDigest digest = new RowDigest();
        digest.addValue(file.key().value());
        digest.addValue(file.hash().map(ContentHash::value).orElse(null));
        digest.addValue(file.size().map(String::valueOf).orElse(null));
        return Long.parseUnsignedLong(digest.value().substring(0, DIGITS_OF_LONG), HEXADECIMAL);
    }
}
