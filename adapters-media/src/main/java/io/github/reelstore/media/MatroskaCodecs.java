package io.github.reelstore.media;

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

    /** Codes of Microsoft's that encoders of today write. */
    private static final Map<String, String> FOUR_LETTERS = Map.ofEntries(
            Map.entry("H264", "h264"),
            Map.entry("X264", "h264"),
            Map.entry("AVC1", "h264"),
            Map.entry("HEVC", "hevc"),
            Map.entry("HEV1", "hevc"),
            Map.entry("XVID", "mpeg4"),
            Map.entry("DIVX", "mpeg4"),
            Map.entry("DX50", "mpeg4"),
            Map.entry("FMP4", "mpeg4"),
            Map.entry("MJPG", "mjpeg"),
            Map.entry("FFVH", "ffvhuff"),
            Map.entry("HFYU", "huffyuv"),
            Map.entry("MPNG", "png"));

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

    /** The tag of a WAVEFORMATEX (RFC 2361). */
    private static String waveFormat(byte[] data, int bits) {
        int tag = data.length < 2 ? 0 : (data[0] & 0xFF) | (data[1] & 0xFF) << 8;
        return switch (tag) {
            case 1 -> bits == 8 ? "pcm_u8" : new PcmFormat(bits, false, true).codec();
            case 2 -> "adpcm_ms";
            case 3 -> new PcmFormat(bits, true, true).codec();
            case 6 -> "pcm_alaw";
            case 7 -> "pcm_mulaw";
            case 0x11 -> "adpcm_ima_wav";
            case 0x50 -> "mp2";
            case 0x55 -> "mp3";
            case 0xFF -> "aac";
            case 0x2000 -> "ac3";
            default -> "ms/acm";
        };
    }

    /** The compression in a BITMAPINFOHEADER. */
    private static String fourLetters(byte[] data) {
        if (data.length < COMPRESSION + 4) {
            return "ms/vfw/fourcc";
        }
        String code = new String(data, COMPRESSION, 4, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        return FOUR_LETTERS.getOrDefault(
                code, code.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "?"));
    }
}
