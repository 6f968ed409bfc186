package io.github.reelstore.domain.format;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first bytes of a file. At most {@link MediaFormat#HEAD_BYTES} are used, which bounds the work for any input.
 * Reading past the end is not an error: no pattern matches there, and numbers read as {@link #MISSING}.
 */
final class FileHeader {

    static final int MISSING = -1;

    private final byte[] bytes;
    private final int start;
    private final int length;

    FileHeader(byte[] bytes) {
        this(bytes, 0);
    }

    private FileHeader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        this.length = Math.min(bytes.length, MediaFormat.HEAD_BYTES) - start;
    }

    /** The bytes from an offset on; none if it is past the end. */
    FileHeader from(long offset) {
        return new FileHeader(bytes, start + (int) Math.min(offset, length));
    }

    int length() {
        return length;
    }

    boolean has(long offset, int count) {
        return offset >= 0 && offset <= length - (long) count;
    }

    /** The unsigned byte at an offset. */
    int u8(long offset) {
        return has(offset, 1) ? Byte.toUnsignedInt(bytes[start + (int) offset]) : MISSING;
    }

    /** The unsigned, big-endian 32 bits at an offset. */
    long u32(long offset) {
        return has(offset, 4) ? Integer.toUnsignedLong(buffer().getInt((int) offset)) : MISSING;
    }

    /** Whether the bytes at an offset match a pattern, in Latin-1; {@code ?} matches any byte. */
    boolean at(long offset, String pattern) {
        if (!has(offset, pattern.length())) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char expected = pattern.charAt(i);
            if (expected != '?' && expected != u8(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes at an offset match one of the patterns. */
    boolean atAny(long offset, List<String> patterns) {
        for (String pattern : patterns) {
            if (at(offset, pattern)) {
                return true;
            }
        }
        return false;
    }

    /** All bytes, read-only. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, start, length).slice().asReadOnlyBuffer();
    }
}
