package io.github.reelstore.media;

import java.util.List;

/** AAC (ISO/IEC 14496-3): its tables, and a parser of the first fields of the AudioSpecificConfig (1.6.2.1). */
final class AacConfig {

    /** Sample rates by sampling frequency index. */
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

    /** The number of channels of a channel configuration; 0 if it is specified elsewhere. */
    static int channels(int configuration) {
        return configuration == 7 ? 8 : configuration < 7 ? configuration : 0;
    }

    /** Reads the sample rate and the number of channels. */
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
            // the output has the sample rate that follows; parametric stereo turns one channel into two
            hertz = hertz();
            channels = type == PARAMETRIC_STEREO ? 2 : channels;
        }
        if (hertz > 0 && channels > 0) {
            out.audio(hertz, channels);
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

    /** Reads bits; those past the end are zero. */
    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            int from = bit / 8 < bytes.length ? bytes[bit / 8] : 0;
            value = (value << 1) | ((from >> (7 - bit % 8)) & 1);
        }
        return value;
    }
}
