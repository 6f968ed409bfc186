package io.github.reelstore.media.internal.thumbnail;

/**
 * How the columns or the rows of a decoded picture lie in a thumbnail.
 *
 * @param offset the first pixel of the picture on its canvas
 * @param length the number of pixels of the picture
 * @param canvas the number of pixels of the canvas
 * @param step every {@code step}th pixel was decoded, and stands for those up to the next
 * @param shown the number of pixels of the thumbnail, at most {@code canvas}
 */
record Axis(int offset, int length, int canvas, int step, int shown) {

    /** Where a decoded pixel begins, in pixels of the thumbnail. */
    double start(int pixel) {
        return scaled(offset + (long) pixel * step);
    }

    /** Where a decoded pixel ends, in pixels of the thumbnail. */
    double end(int pixel) {
        return scaled(offset + Math.min((pixel + 1L) * step, length));
    }

    private double scaled(long position) {
        return Math.max(0, Math.min(position, canvas)) * (double) shown / canvas;
    }

    /** The decoded pixel in which a pixel of the thumbnail begins, or the first one. */
    int at(int pixel) {
        long position = (long) pixel * canvas / shown;
        return (int) Math.max(0, (position - offset) / step);
    }

    /** Whether the picture leaves nothing of the canvas free. */
    boolean isCovered() {
        return offset <= 0 && offset + (long) length >= canvas;
    }
}
