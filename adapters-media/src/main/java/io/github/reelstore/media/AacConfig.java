package io.github.reelstore.media;

import java.util.List;

/** ISO/IEC 14496-3: the tables of AAC, and its AudioSpecificConfig (1.6.2.1), of which the first bits are read. */
final class AacConfig {

    /** By sampling frequency index. */
    static final List<Integer> HERTZ =
            List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350);

    private static final int ESCAPE_TYPE = 31;
    private static final int EXPLICIT_HERTZ = 15;
    private static final int SBR = 5;
    private static final int PARAMETRIC_STEREO = 29;

    private final byte[] bytes;
    private int bit;

    private AacConfig(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many channels a channel configuration has; 0 where it is told elsewhere. */
    static int channels(int configuration) {
        return configuration == 7 ? 8 : configuration < 7 ? configuration : 0;
    }

    /** Notes rate and channels of the sound that this configures. */
    static void read(byte[] config, MediaMetadataBuilder out) {
        if (config.length >= 2) {
            new AacConfig(config).read(out);
        }
    }

    private void read(MediaMetadataBuilder out) {
        int type = objectType();
        int hertz = hertz();
        int channels = channels(bits(4));
        if (type == SBR || type == PARAMETRIC_STEREO) {
            // what comes out has the rate that follows, and with parametric stereo two channels of one
            hertz = hertz();
            channels = type == PARAMETRIC_STEREO ? 2 : channels;
        }
        if (hertz > 0 && channels > 0) {
            out.sound(hertz, channels);
        }
    }

    private int objectType() {
        int type = bits(5);
        return type == ESCAPE_TYPE ? 32 + bits(6) : type;
    }

    private int hertz() {
        int index = bits(4);
        if (index == EXPLICIT_HERTZ) {
            return bits(24);
        }
        return index < HERTZ.size() ? HERTZ.get(index) : 0;
    }

    /** Bits past the end are zeros. */
    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            int from = bit / 8 < bytes.length ? bytes[bit / 8] : 0;
            value = (value << 1) | ((from >> (7 - bit % 8)) & 1);
        }
        return value;
    }
}
