package io.github.reelstore.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * The files of results: valid media, different for each job and result. They are made from the number of the job whenever they are
 * needed, and not kept.
 */
final class GeneratedMedia {

    private final byte[] clip = resource("clip.mp4");
    private final byte[] photo = resource("photo.jpg");
    private final int videoPadding;

    GeneratedMedia(SimulatorConfig config) {
        videoPadding = config.count(SimulatorSetting.VIDEO_PADDING);
    }

    private static byte[] resource(String name) {
        try (InputStream in = GeneratedMedia.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type that answers state, which is wrong for {@link Fault#JPEG_AS_PNG}. */
    String statedType(SimulatedJob job) {
        return switch (job.request().kind()) {
            case IMAGE -> "image/png";
            case AUDIO -> job.request().format().mimeType();
            case VIDEO -> "video/mp4";
        };
    }

    /** The bytes of a result. */
    byte[] of(SimulatedJob job, int index) {
        String mark = job.operation() + " result " + index;
        SimulatedRequest request = job.request();
        return switch (request.kind()) {
            case IMAGE ->
                job.has(Fault.JPEG_AS_PNG)
                        ? jpeg(mark)
                        : PngImage.draw(request.shape(), Draw.mix(job.number(), index), mark);
            case AUDIO -> new WavTone(request).encode(job.number(), mark);
            case VIDEO -> mp4(mark, Draw.mix(job.number(), index));
        };
    }

    /** SHA-256, in hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The photo with a comment after its first segment (ITU-T T.81, B.2.4.5). */
    private byte[] jpeg(String mark) {
        byte[] comment = mark.getBytes(StandardCharsets.US_ASCII);
        // The marker SOI, then a marker and its length.
        int at = 4 + (ByteBuffer.wrap(photo).getShort(4) & 0xFFFF);
        ByteArrayOutputStream out = new ByteArrayOutputStream(photo.length + comment.length + 4);
        out.write(photo, 0, at);
        out.write(0xFF);
        out.write(0xFE);
        out.write((comment.length + 2) >> 8);
        out.write(comment.length + 2);
        out.writeBytes(comment);
        out.write(photo, at, photo.length - at);
        return out.toByteArray();
    }

    /** The clip with a box of type "free" at the end (ISO/IEC 14496-12, 8.1.2), which players skip. */
    private byte[] mp4(String mark, long seed) {
        byte[] text = mark.getBytes(StandardCharsets.US_ASCII);
        byte[] padding = new byte[videoPadding];
        new Random(seed).nextBytes(padding);
        int box = 8 + text.length + padding.length;
        return ByteBuffer.allocate(clip.length + box)
                .put(clip)
                .putInt(box)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .put(text)
                .put(padding)
                .array();
    }
}
