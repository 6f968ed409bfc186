package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The opacity of a lossy WebP that is not compressed (RFC 9649, section 2.7.1.2), which the decoder ignores: a byte of each
 * pixel, as the difference from a prediction.
 *
 * @param start the offset of the first byte
 * @param filter how the bytes are predicted
 */
record RawAlpha(long start, int filter) {

    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;
    private static final int GRADIENT = 3;

    /**
     * Reads the header of a chunk ALPH.
     *
     * @return empty if it is compressed
     */
    static Optional<RawAlpha> read(RandomAccessReader in) throws IOException {
        int flags = in.u8();
        return (flags & 3) == 0 ? Optional.of(new RawAlpha(in.position(), flags >> 2 & 3)) : Optional.empty();
    }

    /** The picture with the opacity of the pixels that were decoded: every one of {@code steps}. */
    ArgbRows of(ArgbRows picture, RandomAccessReader in, int width, int height, Steps steps) throws IOException {
        byte[][] opacity = new byte[picture.height()][picture.width()];
        byte[] above = new byte[width];
        in.seek(start);
        for (int y = 0; y < height; y++) {
            byte[] row = in.bytes(width);
            for (int x = 0; x < width; x++) {
                row[x] += (byte) predicted(row, above, x, y);
            }
            if (y % steps.down() == 0 && y / steps.down() < opacity.length) {
                byte[] kept = opacity[y / steps.down()];
                for (int x = 0; x < kept.length; x++) {
                    kept[x] = row[x * steps.across()];
                }
            }
            above = row;
        }
        return new Rows(picture, opacity);
    }

    /** The first row is predicted from the left, and the first column from above. */
    private int predicted(byte[] row, byte[] above, int x, int y) {
        if (filter == 0 || (x == 0 && y == 0)) {
            return 0;
        }
        int left = x == 0 ? 0 : row[x - 1] & 0xFF;
        int up = above[x] & 0xFF;
        if (x == 0 || y == 0) {
            return x == 0 ? up : left;
        }
        return switch (filter) {
            case HORIZONTAL -> left;
            case VERTICAL -> up;
            case GRADIENT -> Math.max(0, Math.min(255, left + up - (above[x - 1] & 0xFF)));
            default -> 0;
        };
    }

    private static final class Rows implements ArgbRows {

        private final ArgbRows picture;
        private final byte[][] opacity;

        Rows(ArgbRows picture, byte[][] opacity) {
            this.picture = picture;
            this.opacity = opacity;
        }

        @Override
        public int width() {
            return picture.width();
        }

        @Override
        public int height() {
            return picture.height();
        }

        @Override
        public boolean hasAlpha() {
            return true;
        }

        @Override
        public void read(int y, int[] argb) {
            picture.read(y, argb);
            for (int x = 0; x < width(); x++) {
                argb[x] = (argb[x] & 0xFFFFFF) | opacity[y][x] << 24;
            }
        }
    }
}
