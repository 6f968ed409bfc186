package io.github.reelstore.media.internal.metadata;

/**
 * The part of the coded pixels that is shown, when encoders add pixels to fill blocks.
 *
 * @param left the columns before it
 * @param top the rows above it
 * @param width its number of columns, at least 1
 * @param height its number of rows, at least 1
 */
public record Crop(long left, long top, long width, long height) {

    /** Whether it lies within an image of this size. */
    boolean fits(long codedWidth, long codedHeight) {
        return left >= 0
                && top >= 0
                && width > 0
                && height > 0
                && left <= codedWidth - width
                && top <= codedHeight - height;
    }
}
