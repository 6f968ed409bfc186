package io.github.reelstore.media.internal.matroska;

import io.github.reelstore.media.internal.codec.FourLetterCodes;
import io.github.reelstore.media.internal.codec.PcmFormat;
import io.github.reelstore.media.internal.codec.WaveFormatTag;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Maps the codec ids of Matroska (codec specifications of the CELLAR working group) to ffmpeg's names. */
final class MatroskaCodecs {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("V_MPEG4/ISO/AVC", "h264"),
            Map.entry("V_MPEGH/ISO/HEVC", "hevc"),
            Map.entry("V_MPEGI/ISO/VVC", "vvc"),
            Map.entry("V_MPEG4/ISO/ASP", "mpeg4"),
            Map.entry("V_MPEG4/ISO/SP", "mpeg4"),
            Map.entry("V_MPEG4/ISO/AP", "mpeg4"),
            Map.entry("V_MPEG2", "mpeg2video"),
            Map.entry("V_MPEG1", "mpeg1video"),
            Map.entry("V_UNCOMPRESSED", "rawvideo"),
            Map.entry("A_MPEG/L3", "mp3"),
            Map.entry("A_MPEG/L2", "mp2"),
            Map.entry("A_MPEG/L1", "mp1"),
            Map.entry("A_WAVPACK4", "wavpack"),
            Map.entry("A_TTA1", "tta"));

    private static final int COMPRESSION = 16;

    private MatroskaCodecs() {}

    /**
     * The name of a codec.
     *
     * @param id the codec id
     * @param data the first bytes of the codec's private data
     * @param bits the number of bits of an audio sample
     */
    static String name(String id, byte[] data, int bits) {
        if (id.startsWith("A_AAC")) {
            return "aac";
        }
        return switch (id) {
            case "A_PCM/INT/LIT" -> bits == 8 ? "pcm_u8" : new PcmFormat(bits, false, true).codec();
            case "A_PCM/INT/BIG" -> bits == 8 ? "pcm_u8" : new PcmFormat(bits, false, false).codec();
            case "A_PCM/FLOAT/IEEE" -> new PcmFormat(bits, true, true).codec();
            case "A_MS/ACM" -> waveFormat(data, bits);
            case "V_MS/VFW/FOURCC" -> fourLetters(data);
            default -> NAMES.getOrDefault(id, other(id));
        };
    }

    /** Without the letter of its type, most are ffmpeg's names: V_VP9, A_FLAC. */
    private static String other(String id) {
        return id.replaceFirst("^[VAS]_", "").toLowerCase(Locale.ROOT);
    }

    /** The tag at the beginning of a WAVEFORMATEX. */
    private static String waveFormat(byte[] data, int bits) {
        return data.length < 2 ? "ms/acm" : WaveFormatTag.codec((data[0] & 0xFF) | (data[1] & 0xFF) << 8, bits);
    }

    /** The compression in a BITMAPINFOHEADER. */
    private static String fourLetters(byte[] data) {
        if (data.length < COMPRESSION + 4) {
            return "ms/vfw/fourcc";
        }
        return FourLetterCodes.video(new String(data, COMPRESSION, 4, StandardCharsets.ISO_8859_1));
    }
}
