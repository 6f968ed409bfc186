package io.github.reelstore.media.internal.metadata;

/**
 * How an image is turned and mirrored to be shown, by the numbers of EXIF (CIPA DC-008, tag 0x0112).
 *
 * @param number 1 to 8
 */
public record Orientation(int number) {

    /** No rotation. */
    public static final Orientation UPRIGHT = new Orientation(1);

    /** The orientation with a number; {@link #UPRIGHT} if there is no such number. */
    public static Orientation of(int number) {
        return number >= 1 && number <= 8 ? new Orientation(number) : UPRIGHT;
    }

    /** Whether the image is rotated by 90 or 270 degrees. */
    public boolean isRotated() {
        return number >= 5;
    }

    /** Whether a row, as stored, begins at the right or, if rotated, at the bottom. */
    public boolean isFromRight() {
        return number == 2 || number == 3 || number == 7 || number == 8;
    }

    /** Whether a column, as stored, begins at the bottom or, if rotated, at the right. */
    public boolean isFromBottom() {
        return number == 3 || number == 4 || number == 6 || number == 7;
    }
}
