package io.github.reelstore.domain.format;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first bytes of a file, at most {@link MediaFormat#HEAD_BYTES}, so that the work is bounded
 * whatever is passed in. Reading past their end is not an error: nothing matches there, and numbers
 * read as {@link #MISSING}.
 */
final class FileHeader {

    static final int MISSING = -1;

    private final byte[] bytes;
    private final int length;

    FileHeader(byte[] bytes) {
        this.bytes = bytes;
        this.length = Math.min(bytes.length, MediaFormat.HEAD_BYTES);
    }

    int length() {
        return length;
    }

    boolean has(long offset, int count) {
        return offset >= 0 && offset <= length - (long) count;
    }

    /** The unsigned byte at an offset. */
    int u8(long offset) {
        return has(offset, 1) ? Byte.toUnsignedInt(bytes[(int) offset]) : MISSING;
    }

    /** The unsigned, big-endian 32 bits at an offset. */
    long u32(long offset) {
        return has(offset, 4) ? Integer.toUnsignedLong(buffer().getInt((int) offset)) : MISSING;
    }

    /** Whether the bytes at an offset are those of a pattern: Latin-1, where {@code ?} is any byte. */
    boolean at(long offset, String pattern) {
        if (!has(offset, pattern.length())) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char wanted = pattern.charAt(i);
            if (wanted != '?' && wanted != u8(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the patterns is at an offset. */
    boolean atAny(long offset, List<String> patterns) {
        for (String pattern : patterns) {
            if (at(offset, pattern)) {
                return true;
            }
        }
        return false;
    }

    /** The bytes, read-only, from the first to the last. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }
}
