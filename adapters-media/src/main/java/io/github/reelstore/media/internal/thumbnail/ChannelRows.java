package io.github.reelstore.media.internal.thumbnail;

import java.awt.image.Raster;
import java.util.Optional;

/**
 * Reads an image whose samples are amounts of colours, in the last band those of opacity. Java's own conversion is not
 * used, because it takes grey with alpha and CMYK for linear light.
 */
final class ChannelRows implements ArgbRows {

    private final Raster raster;
    private final Colours colours;
    private final boolean alpha;
    private final Optional<IccProfile> profile;
    private final int max;
    private final int[] samples;
    private final byte[] channels;

    ChannelRows(Raster raster, Colours colours, boolean alpha, Optional<byte[]> profile) {
        this.raster = raster;
        this.colours = colours;
        this.alpha = alpha;
        this.profile = profile.flatMap(bytes -> IccProfile.of(bytes, colours.channels()));
        this.max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        this.samples = new int[raster.getWidth() * raster.getNumBands()];
        this.channels = new byte[raster.getWidth() * colours.channels()];
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
        int bands = raster.getNumBands();
        raster.getPixels(0, y, width(), 1, samples);
        if (max != 255) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (int) ((samples[i] * 255L + max / 2) / max);
            }
        }
        for (int x = 0; x < width(); x++) {
            colours.toChannels(samples, x * bands, channels, x * colours.channels());
        }
        byte[] rgb = profile.map(icc -> icc.toSrgb(channels)).orElse(channels);
        Colours shown = profile.isPresent() ? Colours.RGB : colours;
        for (int x = 0; x < width(); x++) {
            int opacity = alpha ? samples[(x + 1) * bands - 1] : 255;
            argb[x] = opacity << 24 | shown.toRgb(rgb, x * shown.channels());
        }
    }
}
