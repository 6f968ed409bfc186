package io.github.reelstore.media.internal.thumbnail;

/**
 * Shows the samples of a PNG by its gAMA chunk (section 11.3.2.2), as browsers do: they are a power of the light, and
 * screens expect another one.
 */
final class GammaRows implements ArgbRows {

    /** The chunk's unit. */
    private static final double UNIT = 100_000;

    private static final double SCREEN = 2.2;

    /** No image has less or more. */
    private static final long LEAST = 10_000;

    private static final long MOST = 500_000;

    /** A smaller difference is not visible, and may only come from rounding. */
    private static final double VISIBLE = 0.05;

    private final ArgbRows rows;

    /** What is shown for each sample of 8 bits. */
    private final int[] shown;

    private GammaRows(ArgbRows rows, int[] shown) {
        this.rows = rows;
        this.shown = shown;
    }

    /** Adds the correction for a gAMA chunk, if it is visible. */
    static ArgbRows of(ArgbRows rows, long gamma) {
        double exponent = UNIT / (gamma * SCREEN);
        if (gamma < LEAST || gamma > MOST || Math.abs(exponent - 1) < VISIBLE) {
            return rows;
        }
        int[] shown = new int[256];
        for (int sample = 0; sample < shown.length; sample++) {
            shown[sample] = (int) Math.round(255 * Math.pow(sample / 255.0, exponent));
        }
        return new GammaRows(rows, shown);
    }

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public int height() {
        return rows.height();
    }

    @Override
    public boolean hasAlpha() {
        return rows.hasAlpha();
    }

    @Override
    public void read(int y, int[] argb) {
        rows.read(y, argb);
        for (int x = 0; x < width(); x++) {
            int pixel = argb[x];
            argb[x] = (pixel & 0xFF000000)
                    | Colours.rgb(shown[pixel >> 16 & 0xFF], shown[pixel >> 8 & 0xFF], shown[pixel & 0xFF]);
        }
    }
}
