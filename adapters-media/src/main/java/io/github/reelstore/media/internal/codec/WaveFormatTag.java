package io.github.reelstore.media.internal.codec;

/** Maps the tags of a WAVEFORMATEX (RFC 2361), which QuickTime and Matroska contain too, to ffmpeg's names. */
public final class WaveFormatTag {

    /** Linear samples. */
    public static final int PCM = 1;

    /** Microsoft's ADPCM. */
    public static final int ADPCM_MS = 2;

    /** Floating-point samples. */
    public static final int FLOAT = 3;

    /** G.711, A-law. */
    public static final int A_LAW = 6;

    /** G.711, mu-law. */
    public static final int MU_LAW = 7;

    /** The ADPCM of the Interactive Multimedia Association. */
    public static final int ADPCM_IMA = 0x11;

    private WaveFormatTag() {}

    /**
     * The codec of a tag.
     *
     * @param bits the number of bits of a sample, if the samples are not compressed
     */
    public static String codec(int tag, int bits) {
        return switch (tag) {
            case PCM -> bits <= 8 ? "pcm_u8" : "pcm_s" + (bits + 7) / 8 * 8 + "le";
            case ADPCM_MS -> "adpcm_ms";
            case FLOAT -> bits == 64 ? "pcm_f64le" : "pcm_f32le";
            case A_LAW -> "pcm_alaw";
            case MU_LAW -> "pcm_mulaw";
            case ADPCM_IMA -> "adpcm_ima_wav";
            case 0x31 -> "gsm_ms";
            case 0x50 -> "mp2";
            case 0x55 -> "mp3";
            case 0xFF, 0x1610 -> "aac";
            case 0x2000 -> "ac3";
            default -> "wav_" + Integer.toHexString(tag);
        };
    }
}
