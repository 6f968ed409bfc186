package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.reader.Deadline;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Scales a picture down: each pixel of the result is the mean of the area that it covers. What the picture leaves free
 * of its canvas is transparent.
 */
final class Downscaler {

    /** The sums of a pixel: red, green and blue, each times opacity, and opacity. */
    private static final int SUMS = 4;

    private final ArgbRows picture;
    private final Axis across;
    private final Axis down;
    private final int[] row;
    private final int[] columns;
    private final double[] inColumn;
    private final double[] inNextColumn;
    private final double[] sums;

    Downscaler(ArgbRows picture, Axis across, Axis down) {
        this.picture = picture;
        this.across = across;
        this.down = down;
        this.row = new int[picture.width()];
        // a column more, which a pixel that ends with the last one begins
        this.sums = new double[(across.shown() + 1) * SUMS];
        this.columns = new int[row.length];
        this.inColumn = new double[row.length];
        this.inNextColumn = new double[row.length];
        for (int x = 0; x < row.length; x++) {
            // no pixel is wider than one of the result, so it is part of at most two
            columns[x] = (int) across.start(x);
            double border = columns[x] + 1.0;
            inColumn[x] = Math.min(across.end(x), border) - across.start(x);
            inNextColumn[x] = Math.max(0, across.end(x) - border);
        }
    }

    BufferedImage scaled(Deadline deadline) throws MalformedMediaException {
        boolean alpha = picture.hasAlpha() || !across.isCovered() || !down.isCovered();
        BufferedImage image = new BufferedImage(
                across.shown(), down.shown(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < down.shown(); y++) {
            Arrays.fill(sums, 0);
            for (int from = down.at(y); from < picture.height() && down.start(from) < y + 1; from++) {
                deadline.check();
                double weight = Math.min(down.end(from), y + 1) - Math.max(down.start(from), y);
                if (weight > 0) {
                    picture.read(from, row);
                    addRow(weight);
                }
            }
            for (int x = 0; x < across.shown(); x++) {
                image.setRGB(x, y, mean(x * SUMS));
            }
        }
        return image;
    }

    private void addRow(double weight) {
        for (int x = 0; x < row.length; x++) {
            add(columns[x], row[x], inColumn[x] * weight);
            if (inNextColumn[x] > 0) {
                add(columns[x] + 1, row[x], inNextColumn[x] * weight);
            }
        }
    }

    private void add(int x, int argb, double area) {
        double opacity = (argb >>> 24) * area;
        int at = x * SUMS;
        sums[at] += (argb >> 16 & 0xFF) * opacity;
        sums[at + 1] += (argb >> 8 & 0xFF) * opacity;
        sums[at + 2] += (argb & 0xFF) * opacity;
        sums[at + 3] += opacity;
    }

    private int mean(int at) {
        double opacity = sums[at + 3];
        if (opacity == 0) {
            return 0;
        }
        int rgb = Colours.rgb(
                rounded(sums[at] / opacity), rounded(sums[at + 1] / opacity), rounded(sums[at + 2] / opacity));
        return rounded(opacity) << 24 | rgb;
    }

    private static int rounded(double value) {
        return (int) Math.min(255, Math.round(value));
    }
}
