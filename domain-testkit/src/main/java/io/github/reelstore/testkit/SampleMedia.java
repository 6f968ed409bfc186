package io.github.reelstore.testkit;

import io.github.reelstore.domain.media.BlobSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Small generated media files for tests. Each is detected as its format, and a different number gives different bytes.
 * The PNG can be decoded; the others contain only what detection needs.
 *
 * <pre>{@code
 * BlobSource image = SampleMedia.source("scene.png", SampleMedia.png(1));
 * }</pre>
 */
public final class SampleMedia {

    private static final int MP3_FRAME = 417;
    private static final int PIXELS = 8;

    private SampleMedia() {}

    /** Returns a PNG image of 8 by 8 pixels. */
    public static byte[] png(int number) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(PIXELS)
                .putInt(PIXELS)
                .put(new byte[] {8, 2, 0, 0, 0}) // 8 bits each of red, green and blue; not interlaced
                .array();
        ByteBuffer rows = ByteBuffer.allocate(PIXELS * (1 + 3 * PIXELS));
        for (int row = 0; row < PIXELS; row++) {
            rows.put((byte) 0); // no filter
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                rows.put((byte) (number >> 16)).put((byte) (number >> 8)).put((byte) number);
            }
        }
        return joined(
                latin1("\211PNG\r\n\32\n"),
                chunk("IHDR", header),
                chunk("tEXt", joined(latin1("Comment\0"), unique(number))),
                chunk("IDAT", deflated(rows.array())),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] named = joined(latin1(type), data);
        CRC32 crc = new CRC32();
        crc.update(named);
        return joined(bigEndian(data.length), named, bigEndian((int) crc.getValue()));
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return ByteBuffer.allocate(length).put(buffer, 0, length).array();
    }

    /** Returns a JPEG file without pixel data. */
    public static byte[] jpeg(int number) {
        byte[] comment = unique(number);
        return joined(
                latin1("\377\330\377\340\0\20JFIF\0\1\1\0\0\1\0\1\0\0"),
                latin1("\377\376\0"),
                new byte[] {(byte) (comment.length + 2)},
                comment,
                latin1("\377\331"));
    }

    /** Returns an MP3 file of three frames, 128 kbit/s at 44.1 kHz. */
    public static byte[] mp3(int number) {
        byte[] frame = ByteBuffer.allocate(MP3_FRAME)
                .put(latin1("\377\373\220\0"))
                .put(unique(number))
                .array();
        return joined(frame, frame, frame);
    }

    /** Returns an MP4 file without frames. */
    public static byte[] mp4(int number) {
        return joined(box("ftyp", latin1("isom\0\0\2\0isommp41")), box("mdat", unique(number)));
    }

    private static byte[] box(String type, byte[] data) {
        return joined(bigEndian(data.length + 8), latin1(type), data);
    }

    /** Returns a source over the bytes, which can be opened any number of times. */
    public static BlobSource source(String name, byte[] bytes) {
        return new BlobSource(name, () -> new ByteArrayInputStream(bytes));
    }

    private static byte[] unique(int number) {
        return latin1("sample " + number);
    }

    private static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
