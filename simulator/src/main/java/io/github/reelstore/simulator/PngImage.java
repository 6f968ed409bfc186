package io.github.reelstore.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Draws a small PNG image: a gradient between two colours, with a comment (W3C Portable Network Graphics). */
final class PngImage {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int LONG_SIDE = 160;
    private static final int SHORT_SIDE = 90;

    private PngImage() {}

    /**
     * Draws an image.
     *
     * @param shape {@code 9:16} and {@code 1:1} are heeded; otherwise 16:9
     * @param seed decides about the colours
     * @param comment in US-ASCII
     */
    static byte[] draw(String shape, long seed, String comment) {
        int width = shape.equals("9:16") || shape.equals("1:1") ? SHORT_SIDE : LONG_SIDE;
        int height = shape.equals("9:16") ? LONG_SIDE : SHORT_SIDE;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        // 8 bits for each of red, green and blue.
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        chunk(out, "tEXt", ("Comment\0" + comment).getBytes(StandardCharsets.US_ASCII));
        chunk(out, "IDAT", deflate(pixels(width, height, seed)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] pixels(int width, int height, long seed) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                for (int colour = 0; colour < 3; colour++) {
                    int from = (int) (seed >>> (8 * colour)) & 0xFF;
                    int to = (int) (seed >>> (8 * colour + 24)) & 0xFF;
                    rows.put((byte) (from + (to - from) * (x + y) / (width + height)));
                }
            }
        }
        return rows.array();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array());
    }
}
