package io.github.reelstore.media.samples;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;

/** ICC profiles whose effect is easy to see. */
public final class Profiles {

    private Profiles() {}

    public static byte[] srgb() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /** sRGB with red and blue swapped. */
    public static byte[] swapped() {
        byte[] profile = srgb();
        String text = new String(profile, StandardCharsets.ISO_8859_1);
        profile[text.indexOf("rXYZ")] = 'b';
        profile[text.indexOf("bXYZ")] = 'r';
        return profile;
    }

    /** A profile of linear light. */
    public static byte[] linear(boolean grey) {
        return ICC_Profile.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_LINEAR_RGB)
                .getData();
    }

    /** A profile that says it is for other channels than RGB. */
    public static byte[] of(String channels) {
        byte[] profile = srgb();
        System.arraycopy(channels.getBytes(StandardCharsets.ISO_8859_1), 0, profile, 16, 4);
        return profile;
    }

    public static BufferedImage swapped(BufferedImage image) {
        BufferedImage swapped = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                swapped.setRGB(x, y, (argb & 0xFF00FF00) | (argb & 0xFF) << 16 | (argb >> 16 & 0xFF));
            }
        }
        return swapped;
    }
}
