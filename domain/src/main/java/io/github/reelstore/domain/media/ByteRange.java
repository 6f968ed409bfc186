package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import java.util.OptionalLong;

/**
 * A part of a file, with the semantics of RFC 9110 section 14.1.2: a range that extends past the end is truncated; one
 * that begins at or past the end is not satisfiable.
 *
 * @param offset the first byte, from 0
 * @param length the number of bytes; empty for all from the offset to the end
 */
public record ByteRange(long offset, OptionalLong length) {

    /** The whole file, which may be empty. */
    public static final ByteRange ALL = new ByteRange(0, OptionalLong.empty());

    /**
     * @throws StorageException.InvalidInput if the offset is negative or the length is not positive
     */
    public ByteRange {
        if (offset < 0) {
            throw new StorageException.InvalidInput(
                    "range", "A range starts at byte 0 or later, not at " + offset + ".");
        }
        if (length.isPresent() && length.getAsLong() <= 0) {
            throw new StorageException.InvalidInput(
                    "range", "A range has at least one byte, not " + length.getAsLong() + ".");
        }
    }

    /** All bytes from {@code offset} on. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, OptionalLong.empty());
    }

    /** {@code length} bytes from {@code offset} on. */
    public static ByteRange of(long offset, long length) {
        return new ByteRange(offset, OptionalLong.of(length));
    }

    /**
     * The number of bytes of this range in a file of the given size.
     *
     * @throws StorageException.InvalidInput if the range begins at or past the end; {@link #ALL} of an empty file is
     *     valid
     */
    public long lengthWithin(long size) {
        if (offset >= size && !(offset == 0 && length.isEmpty())) {
            throw new StorageException.InvalidInput(
                    "range", "The range begins at byte " + offset + " but the file has only " + size + " bytes.");
        }
        return Math.min(length.orElse(Long.MAX_VALUE), size - offset);
    }
}
