package io.github.reelstore.media.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Compares what two pictures show, such as a thumbnail and what another program draws of the same file. */
public final class Pictures {

    /** Both pictures are reduced to this number of cells in each direction. */
    private static final int CELLS = 8;

    /** The largest difference of a cell in red, green, blue or opacity, of 255. */
    private static final double TOLERANCE = 12;

    /** The largest difference of the aspect ratios. */
    private static final double ASPECT_TOLERANCE = 0.02;

    /** The length of a short side from which on rounding to whole pixels changes the aspect ratio by less than that. */
    private static final int SIGNIFICANT_SIDE = 25;

    private Pictures() {}

    /** Decodes a thumbnail, which must have the format that it says. */
    public static BufferedImage of(Thumbnail thumbnail) throws IOException {
        try (InputStream stream = thumbnail.source().stream().open()) {
            byte[] bytes = stream.readAllBytes();
            assertThat(MediaFormat.detect(bytes)).contains(thumbnail.format());
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
        }
    }

    /** Asserts that two pictures show the same in the same shape; their sizes may differ. */
    public static void assertAlike(String name, BufferedImage actual, BufferedImage expected) {
        if (Math.min(actual.getWidth(), actual.getHeight()) >= SIGNIFICANT_SIDE) {
            assertThat(aspect(actual) / aspect(expected))
                    .as("aspect ratio of " + name)
                    .isBetween(1 - ASPECT_TOLERANCE, 1 + ASPECT_TOLERANCE);
        }
        double[] actualCells = cells(actual);
        double[] expectedCells = cells(expected);
        for (int i = 0; i < actualCells.length; i++) {
            int cell = i / 4;
            assertThat(Math.abs(actualCells[i] - expectedCells[i]))
                    .as(
                            "%s, cell %d/%d, %s: %.0f for %.0f",
                            name,
                            cell % CELLS,
                            cell / CELLS,
                            new String[] {"red", "green", "blue", "opacity"}[i % 4],
                            actualCells[i],
                            expectedCells[i])
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static double aspect(BufferedImage image) {
        return (double) image.getWidth() / image.getHeight();
    }

    /** The means of the cells: red, green and blue, each times opacity, because they mean nothing without it. */
    private static double[] cells(BufferedImage image) {
        double[] cells = new double[CELLS * CELLS * 4];
        double across = (double) CELLS / image.getWidth();
        double down = (double) CELLS / image.getHeight();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int row = (int) (y * down); row < CELLS && row < (y + 1) * down; row++) {
                double height = Math.min((y + 1) * down, row + 1) - Math.max(y * down, row);
                for (int x = 0; x < image.getWidth(); x++) {
                    for (int column = (int) (x * across); column < CELLS && column < (x + 1) * across; column++) {
                        double width = Math.min((x + 1) * across, column + 1) - Math.max(x * across, column);
                        add(cells, 4 * (row * CELLS + column), image.getRGB(x, y), width * height);
                    }
                }
            }
        }
        return cells;
    }

    private static void add(double[] cells, int at, int argb, double area) {
        double opacity = (argb >>> 24) / 255.0 * area;
        cells[at] += (argb >> 16 & 0xFF) * opacity;
        cells[at + 1] += (argb >> 8 & 0xFF) * opacity;
        cells[at + 2] += (argb & 0xFF) * opacity;
        cells[at + 3] += 255 * opacity;
    }
}
