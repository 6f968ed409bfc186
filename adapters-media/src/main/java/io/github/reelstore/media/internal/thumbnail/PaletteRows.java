package io.github.reelstore.media.internal.thumbnail;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/** Reads an image whose samples are positions in a palette. */
final class PaletteRows implements ArgbRows {

    private static final int OPAQUE = 0xFF000000;

    private final Raster raster;
    private final boolean alpha;
    private final int[] palette;
    private final int[] samples;

    PaletteRows(Raster raster, IndexColorModel model, Optional<byte[]> profile) {
        this.raster = raster;
        this.alpha = model.hasAlpha();
        this.palette = new int[model.getMapSize()];
        this.samples = new int[raster.getWidth()];
        model.getRGBs(palette);
        profile.flatMap(bytes -> IccProfile.of(bytes, Colours.RGB.channels())).ifPresent(this::convert);
    }

    private void convert(IccProfile profile) {
        byte[] channels = new byte[palette.length * 3];
        for (int i = 0; i < palette.length; i++) {
            channels[3 * i] = (byte) (palette[i] >> 16);
            channels[3 * i + 1] = (byte) (palette[i] >> 8);
            channels[3 * i + 2] = (byte) palette[i];
        }
        byte[] rgb = profile.toSrgb(channels);
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (palette[i] & OPAQUE) | Colours.RGB.toRgb(rgb, 3 * i);
        }
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public boolean hasAlpha() {
        return alpha;
    }

    @Override
    public void read(int y, int[] argb) {
        raster.getPixels(0, y, samples.length, 1, samples);
        for (int x = 0; x < samples.length; x++) {
            argb[x] = samples[x] < palette.length ? palette[samples[x]] : OPAQUE;
        }
    }
}
