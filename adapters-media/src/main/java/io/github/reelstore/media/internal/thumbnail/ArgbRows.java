package io.github.reelstore.media.internal.thumbnail;

/** A decoded image whose rows can be read as colours. */
interface ArgbRows {

    int width();

    int height();

    boolean hasAlpha();

    /** Reads a row in sRGB with alpha, not premultiplied: {@code 0xAARRGGBB}. */
    void read(int y, int[] argb);
}
