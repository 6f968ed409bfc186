package io.github.reelstore.media.internal.thumbnail;

/** What the samples of a decoded image mean. */
enum Colours {
    GREY(1),
    RGB(3),
    /** JPEG's luma and colour differences (ITU-T T.871). */
    YCBCR(3),
    /** Adobe's inverted CMYK, in which 255 means no ink. */
    CMYK(4),
    /** Adobe's inverted CMYK with the inks except black stored as YCbCr. */
    YCCK(4);

    /** The bits behind the point of the factors 1.402, 0.344, 0.714 and 1.772. */
    private static final int FRACTION = 16;

    private static final int HALF = 1 << (FRACTION - 1);

    private final int channels;

    Colours(int channels) {
        this.channels = channels;
    }

    /** The number of channels without alpha, which a profile must have too. */
    int channels() {
        return channels;
    }

    /**
     * Converts the samples of a pixel to channels: grey, red, green and blue, or the amounts of the four inks.
     *
     * @param samples samples of 8 bits
     * @param from the index of the first sample of the pixel
     * @param to the index of its first channel
     */
    void toChannels(int[] samples, int from, byte[] out, int to) {
        switch (this) {
            case GREY -> out[to] = (byte) samples[from];
            case RGB -> {
                out[to] = (byte) samples[from];
                out[to + 1] = (byte) samples[from + 1];
                out[to + 2] = (byte) samples[from + 2];
            }
            case YCBCR -> fromYcc(samples, from, out, to);
            case CMYK -> {
                for (int i = 0; i < 4; i++) {
                    out[to + i] = (byte) ~samples[from + i];
                }
            }
            case YCCK -> {
                fromYcc(samples, from, out, to);
                out[to + 3] = (byte) ~samples[from + 3];
            }
        }
    }

    private static void fromYcc(int[] samples, int from, byte[] out, int to) {
        int luma = samples[from];
        int blue = samples[from + 1] - 128;
        int red = samples[from + 2] - 128;
        out[to] = clamped(luma + ((91_881 * red + HALF) >> FRACTION));
        out[to + 1] = clamped(luma + ((-22_554 * blue - 46_802 * red + HALF) >> FRACTION));
        out[to + 2] = clamped(luma + ((116_130 * blue + HALF) >> FRACTION));
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }

    /** The colour of a pixel without a profile: {@code 0xRRGGBB}. */
    int toRgb(byte[] channels, int from) {
        return switch (this) {
            case GREY -> rgb(channels[from], channels[from], channels[from]);
            case RGB, YCBCR -> rgb(channels[from], channels[from + 1], channels[from + 2]);
            case CMYK, YCCK -> {
                int black = channels[from + 3];
                yield rgb(
                        printed(channels[from], black),
                        printed(channels[from + 1], black),
                        printed(channels[from + 2], black));
            }
        };
    }

    /** The light that an ink and the black ink leave. */
    private static int printed(int ink, int black) {
        return ((~ink & 0xFF) * (~black & 0xFF) + 127) / 255;
    }

    /** Joins the lowest 8 bits of each to {@code 0xRRGGBB}. */
    static int rgb(int red, int green, int blue) {
        return (red & 0xFF) << 16 | (green & 0xFF) << 8 | (blue & 0xFF);
    }
}
