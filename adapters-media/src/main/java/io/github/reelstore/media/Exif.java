package io.github.reelstore.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Parses the orientation of an image from EXIF (CIPA DC-008, which uses TIFF 6.0). */
final class Exif {

    /** No rotation. */
    static final int UPRIGHT = 1;

    /** The maximum number of bytes read: the capacity of an APP1 segment of JPEG. */
    static final int MAX_BYTES = 0xFFFF;

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private Exif() {}

    /**
     * The orientation, 1 to 8; {@link #UPRIGHT} if it cannot be read.
     *
     * @param tiff the data, beginning with the byte order mark
     */
    static int orientation(byte[] tiff) {
        try {
            return find(ByteBuffer.wrap(tiff));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return UPRIGHT;
        }
    }

    private static int find(ByteBuffer tiff) {
        int order = tiff.getShort();
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.getShort();
        tiff.position(tiff.getInt());
        int entries = tiff.getShort() & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int tag = tiff.getShort() & 0xFFFF;
            int type = tiff.getShort();
            tiff.getInt();
            int value = tiff.getShort();
            tiff.getShort();
            if (tag == ORIENTATION && type == SHORT) {
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether the orientation rotates the image by 90 or 270 degrees. */
    static boolean isRotated(int orientation) {
        return orientation >= 5;
    }
}
