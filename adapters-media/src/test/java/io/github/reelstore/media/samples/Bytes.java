package io.github.reelstore.media.samples;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds files from their parts: boxes of ISO/IEC 14496-12 and elements of RFC 8794. */
public final class Bytes {

    private Bytes() {}

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Numbers of 32 bits. */
    public static byte[] u32(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (long number : numbers) {
            bytes.putInt((int) number);
        }
        return bytes.array();
    }

    /** Numbers of 16 bits. */
    public static byte[] u16(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
        for (int number : numbers) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    public static byte[] box(String type, byte[]... contents) {
        byte[] content = join(contents);
        return join(u32(8 + content.length), latin1(type), content);
    }

    /** An element whose id is given in hexadecimal, with a size of eight bytes. */
    public static byte[] element(String id, byte[]... contents) {
        byte[] content = join(contents);
        ByteBuffer size = ByteBuffer.allocate(8).putLong(1L << 56 | content.length);
        return join(hex(id), size.array(), content);
    }

    /** An element of unknown size, as live encoders write it. */
    public static byte[] endless(String id, byte[]... contents) {
        return join(hex(id), hex("01FFFFFFFFFFFFFF"), join(contents));
    }
}
