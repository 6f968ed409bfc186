#!/usr/bin/env bash
# Java reads the transparent pixels of a grey PNG of 2 bits as opaque.
#
# Expected: tRNS of a grey image names one sample value that is transparent (PNG, third edition, 11.3.1.1); in an image of 2 bits with
# tRNS 1, the pixels 0, 1, 2, 3 have the opacities 255, 0, 255, 255.
# Observed with Java 17: ImageIO returns an image with alpha in which every pixel is opaque: the reader scales samples to 8 bits (1 becomes
# 85) before it compares them with the value of the chunk. With 8 bits a sample it is right. Optimisers make such files: they reduce the bits
# of drawings with few greys.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/Finding.java" <<'JAVA'
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

public class Finding {
    public static void main(String[] args) throws Exception {
        System.out.println("2 bits: " + opacities(2, new byte[] {0b00_01_10_11}));
        System.out.println("8 bits: " + opacities(8, new byte[] {0, 1, 2, 3}));
    }

    /** Of an image of four pixels with the samples 0 to 3, of which 1 is transparent. */
    static String opacities(int bits, byte[] row) throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(png, "IHDR", new byte[] {0, 0, 0, 4, 0, 0, 0, 1, (byte) bits, 0, 0, 0, 0});
        chunk(png, "tRNS", new byte[] {0, 1});
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(0);
            deflater.write(row);
        }
        chunk(png, "IDAT", packed.toByteArray());
        chunk(png, "IEND", new byte[0]);
        var image = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
        StringBuilder seen = new StringBuilder();
        for (int x = 0; x < 4; x++) {
            seen.append(image.getRGB(x, 0) >>> 24).append(' ');
        }
        return seen.toString().trim();
    }

    static void chunk(ByteArrayOutputStream png, String type, byte[] content) throws Exception {
        ByteArrayOutputStream checked = new ByteArrayOutputStream();
        checked.write(type.getBytes("US-ASCII"));
        checked.write(content);
        CRC32 crc = new CRC32();
        crc.update(checked.toByteArray());
        DataOutputStream out = new DataOutputStream(png);
        out.writeInt(content.length);
        out.write(checked.toByteArray());
        out.writeInt((int) crc.getValue());
    }
}
JAVA
java -version 2>&1 | head -n 1
java "$place/Finding.java" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
2 bits: 255 255 255 255
8 bits: 255 0 255 255
SEEN
