package io.github.reelstore.media.samples;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Creates JPEG images with segments that ImageIO does not write. */
public final class Jpegs {

    private Jpegs() {}

    public static byte[] withOrientation(BufferedImage image, int orientation) throws IOException {
        String exif = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0" + (char) orientation + "\0\0\0\0\0\0";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return withSegment(out.toByteArray(), 0xE1, exif);
    }

    /** Writes the samples as they are, without a segment that says what they are. */
    public static byte[] of(Raster samples) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(samples, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Inserts a segment right after the start. */
    public static byte[] withSegment(byte[] jpeg, int marker, String latin1) {
        byte[] data = latin1.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xFF);
        out.write(marker);
        out.write((data.length + 2) >> 8);
        out.write(data.length + 2);
        out.writeBytes(data);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
