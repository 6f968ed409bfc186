package io.github.reelstore.media.corpus;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** The mean colours of an image in 8 columns and 8 rows, on grey where it is transparent: red, green, blue, from 0 to 255. */
final class Cells {

    static final int SIDE = 8;
    static final int BYTES = SIDE * SIDE * 3;

    /** What is behind transparent pixels. */
    static final int GREY = 128;

    private final double[] channels;

    private Cells(double[] channels) {
        this.channels = channels;
    }

    /** Three bytes for each cell, row by row. */
    static Cells ofBytes(byte[] rgb, int from) {
        double[] channels = new double[BYTES];
        Arrays.setAll(channels, i -> Byte.toUnsignedInt(rgb[from + i]));
        return new Cells(channels);
    }

    static Cells of(BufferedImage image) {
        double[] channels = new double[BYTES];
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            double[] mean = mean(image, cell % SIDE, cell / SIDE);
            System.arraycopy(mean, 0, channels, cell * 3, 3);
        }
        return new Cells(channels);
    }

    /** Pixels that are only partly within the cell count for that part. */
    private static double[] mean(BufferedImage image, int column, int row) {
        double width = (double) image.getWidth() / SIDE;
        double height = (double) image.getHeight() / SIDE;
        double[] sum = new double[3];
        for (int y = (int) (row * height); y < Math.min(image.getHeight(), (row + 1) * height); y++) {
            for (int x = (int) (column * width); x < Math.min(image.getWidth(), (column + 1) * width); x++) {
                double part = overlap(x, column * width, width) * overlap(y, row * height, height);
                add(sum, new Color(image.getRGB(x, y), true), part / (width * height));
            }
        }
        return sum;
    }

    private static double overlap(int pixel, double start, double length) {
        return Math.max(0, Math.min(pixel + 1, start + length) - Math.max(pixel, start));
    }

    private static void add(double[] sum, Color color, double weight) {
        double alpha = color.getAlpha() / 255.0;
        double behind = (1 - alpha) * GREY;
        sum[0] += weight * (alpha * color.getRed() + behind);
        sum[1] += weight * (alpha * color.getGreen() + behind);
        sum[2] += weight * (alpha * color.getBlue() + behind);
    }

    /** The largest difference of a channel of a cell. */
    int distance(Cells other) {
        double largest = 0;
        for (int i = 0; i < BYTES; i++) {
            largest = Math.max(largest, Math.abs(channels[i] - other.channels[i]));
        }
        return (int) Math.round(largest);
    }
}
