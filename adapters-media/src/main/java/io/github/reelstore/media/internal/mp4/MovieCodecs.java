package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.codec.FourLetterCodes;
import io.github.reelstore.media.internal.codec.PcmFormat;
import io.github.reelstore.media.internal.codec.WaveFormatTag;

/** Maps what a sample entry says about its codec to ffmpeg's names. */
final class MovieCodecs {

    /** What the types of QuickTime begin with that end with a tag of Microsoft's. */
    private static final String MICROSOFT = "ms\0";

    private MovieCodecs() {}

    static String video(String type) {
        return FourLetterCodes.video(type);
    }

    /**
     * The codec of an audio track.
     *
     * @param pcm how its samples are stored, if they are not compressed
     */
    static String audio(String type, PcmFormat pcm) {
        if (type.startsWith(MICROSOFT)) {
            return WaveFormatTag.codec(type.charAt(3), pcm.bits());
        }
        return switch (type) {
            case "sowt" -> pcm.withLittleEndian(true).codec();
            case "twos", "ipcm", "fpcm", "lpcm" -> pcm.codec();
            case "in24" -> pcm.ofBits(24).codec();
            case "in32" -> pcm.ofBits(32).codec();
            case "fl32" -> pcm.asFloat(32).codec();
            case "fl64" -> pcm.asFloat(64).codec();
            default -> FourLetterCodes.audio(type);
        };
    }

    /** The codec of an object type indication, as registered at mp4ra.org. */
    static String object(int type) {
        return switch (type) {
            case 0x20 -> "mpeg4";
            case 0x21 -> "h264";
            case 0x23 -> "hevc";
            case 0x33 -> "vvc";
            case 0x60, 0x61, 0x62, 0x63, 0x64, 0x65 -> "mpeg2video";
            case 0x6A -> "mpeg1video";
            case 0x6C -> "mjpeg";
            case 0x6D -> "png";
            case 0x6E -> "jpeg2000";
            case 0xA3 -> "vc1";
            case 0xA4 -> "dirac";
            case 0xB1 -> "vp9";
            case 0x40, 0x66, 0x67, 0x68 -> "aac";
            case 0x69, 0x6B -> "mp3";
            case 0xA5 -> "ac3";
            case 0xA6 -> "eac3";
            case 0xA9, 0xAA, 0xAB, 0xAC -> "dts";
            case 0xAD -> "opus";
            case 0xC1 -> "flac";
            case 0xDD -> "vorbis";
            case 0xE1 -> "qcelp";
            default -> "mp4a_" + Integer.toHexString(type);
        };
    }

    static boolean isAac(int type) {
        return object(type).equals("aac");
    }
}
