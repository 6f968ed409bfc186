package io.github.reelstore.media.internal.codec;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import java.util.List;
import java.util.Set;

/** AAC (ISO/IEC 14496-3): its tables, and a parser of the first fields of the AudioSpecificConfig (1.6.2.1). */
public final class AacConfig {

    /** Sample rates by sampling frequency index. */
    public static final List<Integer> HERTZ =
            List.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350);

    private static final int ESCAPE_TYPE = 31;
    private static final int EXPLICIT_HERTZ = 15;
    private static final int LOSSLESS = 36;
    private static final int SBR = 5;
    private static final int PARAMETRIC_STEREO = 29;

    /** The object types whose configuration is a GASpecificConfig (4.4.1). */
    private static final Set<Integer> GENERAL = Set.of(1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23);

    private static final int SCALABLE = 6;
    private static final int SYNC_SBR = 0x2B7;
    private static final int SYNC_PARAMETRIC_STEREO = 0x548;

    private final byte[] bytes;
    private int bit;

    private AacConfig(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The number of channels of a channel configuration; 0 if it is specified elsewhere. */
    public static int channels(int configuration) {
        return configuration == 7 ? 8 : configuration < 7 ? configuration : 0;
    }

    /** The codec: ALS, which is lossless, has the same object type indication as AAC. */
    public static String codec(byte[] config) {
        return new AacConfig(config).objectType() == LOSSLESS ? "mp4als" : "aac";
    }

    /** Reads the sample rate and the number of channels. */
    public static void read(byte[] config, MediaMetadataBuilder out) {
        if (config.length >= 2) {
            new AacConfig(config).read(out);
        }
    }

    private void read(MediaMetadataBuilder out) {
        int type = objectType();
        int hertz = hertz();
        int configuration = bits(4);
        int channels = channels(configuration);
        if (type == SBR || type == PARAMETRIC_STEREO) {
            // the output has the sample rate that follows; parametric stereo turns one channel into two
            hertz = hertz();
            channels = type == PARAMETRIC_STEREO ? 2 : channels;
        } else if (GENERAL.contains(type) && configuration > 0) {
            general(type);
            if (left() >= 16 && bits(11) == SYNC_SBR && objectType() == SBR && bits(1) == 1) {
                hertz = hertz();
                boolean parametric = left() >= 12 && bits(11) == SYNC_PARAMETRIC_STEREO && bits(1) == 1;
                channels = parametric ? 2 : channels;
            }
        }
        if (hertz > 0 && channels > 0) {
            out.audio(hertz, channels);
        }
    }

    /** Skips a GASpecificConfig; what older decoders do not understand follows it (1.6.5.2). */
    private void general(int type) {
        bits(1);
        if (bits(1) == 1) {
            bits(14);
        }
        boolean extended = bits(1) == 1;
        if (type == SCALABLE || type == 20) {
            bits(3);
        }
        if (extended) {
            bits(type == 22 ? 16 : type == 17 || type == 19 || type == 20 || type == 23 ? 3 : 0);
            bits(1);
        }
    }

    private int left() {
        return bytes.length * 8 - bit;
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
