package io.github.reelstore.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What EXIF (CIPA DC-008, TIFF 6.0 within) says of how an image is to be turned. */
final class Exif {

    /** As it is. */
    static final int UPRIGHT = 1;

    /** The most that is read of it: what an APP1 segment of JPEG can hold. */
    static final int MOST_BYTES = 0xFFFF;

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private Exif() {}

    /**
     * The orientation, 1 to 8; upright where none can be read.
     *
     * @param tiff from the byte order mark on
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

    /** Whether the orientation lays the image on its side. */
    static boolean isTurned(int orientation) {
        return orientation >= 5;
    }
}
