package io.github.reelstore.media.internal.audio;

import java.util.Arrays;

/** Parses the header of a frame (RFC 9639, section 9.1). Its checksum distinguishes it from other bytes. */
final class FlacFrame {

    private static final int VARIABLE = 1;

    /** The first 15 bits. */
    private static final int SYNC = 0xFFF8 >> 1;

    private final byte[] bytes;
    private final int start;
    private int at;

    private FlacFrame(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        this.at = start;
    }

    /** The number of the sample after the frame whose header begins at {@code start}; 0 if there is no header. */
    static long endAt(byte[] bytes, int start, int usualBlockSize) {
        return new FlacFrame(bytes, start).end(usualBlockSize);
    }

    /** The number of the first sample of the frame whose header begins at {@code start}; 0 if there is no header. */
    static long startAt(byte[] bytes, int start, int usualBlockSize) {
        long end = endAt(bytes, start, usualBlockSize);
        return end == 0 ? 0 : end - samples(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    /** The number of samples of the frame that begins with these bytes; 0 if it is not one. */
    static long samples(byte[] frame) {
        FlacFrame header = new FlacFrame(frame, 0);
        if ((header.next() << 8 | header.next()) >> 1 != SYNC) {
            return 0;
        }
        int sizes = header.next();
        header.next();
        header.codedNumber();
        return Math.max(0, header.blockSize(sizes >> 4));
    }

    private long end(int usualBlockSize) {
        int first = next() << 8 | next();
        int sizes = next();
        next();
        long number = codedNumber();
        int blockSize = blockSize(sizes >> 4);
        skipRate(sizes & 15);
        int checksum = crc();
        if (number < 0 || blockSize < 0 || at >= bytes.length || checksum != next()) {
            return 0;
        }
        long firstSample = (first & VARIABLE) == 0 ? number * usualBlockSize : number;
        return firstSample + blockSize;
    }

    /** The next byte; 0 past the end, where the checksum does not match. */
    private int next() {
        int value = at < bytes.length ? bytes[at] & 0xFF : 0;
        at++;
        return value;
    }

    /** Reads a number encoded like UTF-8, with up to seven bytes; -1 if it is invalid. */
    private long codedNumber() {
        int first = next();
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        if (ones == 0) {
            return first;
        }
        if (ones == 1 || ones > 7) {
            return -1;
        }
        long number = first & (0x7F >> ones);
        for (int i = 1; i < ones; i++) {
            int more = next();
            if ((more & 0xC0) != 0x80) {
                return -1;
            }
            number = (number << 6) | (more & 0x3F);
        }
        return number;
    }

    private int blockSize(int code) {
        return switch (code) {
            case 0 -> -1;
            case 1 -> 192;
            case 2, 3, 4, 5 -> 144 << code;
            case 6 -> next() + 1;
            case 7 -> (next() << 8 | next()) + 1;
            default -> 1 << code;
        };
    }

    private void skipRate(int code) {
        at += switch (code) {
            case 12 -> 1;
            case 13, 14 -> 2;
            default -> 0;
        };
    }

    /** The CRC-8 of the bytes read so far, with the polynomial x^8 + x^2 + x + 1. */
    private int crc() {
        int crc = 0;
        for (int i = start; i < Math.min(at, bytes.length); i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ 0x107;
            }
        }
        return crc & 0xFF;
    }
}
