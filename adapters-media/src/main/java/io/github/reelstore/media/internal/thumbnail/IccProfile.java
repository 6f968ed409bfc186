package io.github.reelstore.media.internal.thumbnail;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.stream.IntStream;

/** The ICC profile (ISO 15076-1) of an image: converts its channels to sRGB. */
final class IccProfile {

    /** The maximum size of a profile; those of printers have up to three million bytes. */
    static final int MAX_BYTES = 4 << 20;

    private final ColorConvertOp toSrgb;
    private final int channels;

    private IccProfile(ICC_Profile profile) {
        ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        this.toSrgb = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
        this.channels = profile.getNumComponents();
    }

    /**
     * Reads a profile.
     *
     * @param channels the number of channels of the image: 1 for grey, 3 for RGB, 4 for CMYK
     * @return empty if the profile is damaged or for other channels; then the image is drawn without it
     */
    static Optional<IccProfile> of(byte[] bytes, int channels) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            if (profile.getColorSpaceType() != colourSpace(channels)) {
                return Optional.empty();
            }
            IccProfile icc = new IccProfile(profile);
            // some damage is only noticed when the profile is used
            icc.toSrgb(new byte[channels]);
            return Optional.of(icc);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static int colourSpace(int channels) {
        return switch (channels) {
            case 1 -> ColorSpace.TYPE_GRAY;
            case 3 -> ColorSpace.TYPE_RGB;
            default -> ColorSpace.TYPE_CMYK;
        };
    }

    /** Converts the channels of pixels to red, green and blue of each. */
    byte[] toSrgb(byte[] pixels) {
        int count = pixels.length / channels;
        byte[] rgb = new byte[count * 3];
        toSrgb.filter(row(pixels, count, channels), row(rgb, count, 3));
        return rgb;
    }

    private static WritableRaster row(byte[] bytes, int pixels, int bands) {
        int[] offsets = IntStream.range(0, bands).toArray();
        DataBufferByte buffer = new DataBufferByte(bytes, bytes.length);
        return Raster.createInterleavedRaster(buffer, pixels, 1, pixels * bands, bands, offsets, new Point());
    }
}
