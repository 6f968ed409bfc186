package io.github.reelstore.media;

import java.util.Locale;
import java.util.Map;

/** Maps the codecs registered at mp4ra.org, and QuickTime's, to ffmpeg's names. */
final class MovieCodecs {

    private static final Map<String, String> VIDEO = Map.ofEntries(
            Map.entry("avc1", "h264"),
            Map.entry("avc3", "h264"),
            Map.entry("hvc1", "hevc"),
            Map.entry("hev1", "hevc"),
            Map.entry("av01", "av1"),
            Map.entry("vp08", "vp8"),
            Map.entry("vp09", "vp9"),
            Map.entry("mp4v", "mpeg4"),
            Map.entry("jpeg", "mjpeg"),
            Map.entry("mjpa", "mjpeg"),
            Map.entry("png ", "png"),
            Map.entry("apch", "prores"),
            Map.entry("apcn", "prores"),
            Map.entry("apcs", "prores"),
            Map.entry("apco", "prores"),
            Map.entry("ap4h", "prores"),
            Map.entry("ap4x", "prores"));

    private static final Map<String, String> AUDIO = Map.ofEntries(
            Map.entry("mp4a", "aac"),
            Map.entry(".mp3", "mp3"),
            Map.entry("alac", "alac"),
            Map.entry("Opus", "opus"),
            Map.entry("fLaC", "flac"),
            Map.entry("ac-3", "ac3"),
            Map.entry("ec-3", "eac3"),
            Map.entry("ulaw", "pcm_mulaw"),
            Map.entry("alaw", "pcm_alaw"),
            Map.entry("raw ", "pcm_u8"));

    private MovieCodecs() {}

    static String video(String type) {
        return VIDEO.getOrDefault(type, other(type));
    }

    static String audio(String type, int bits) {
        return switch (type) {
            case "sowt" -> bits == 8 ? "pcm_s8" : "pcm_s" + bits + "le";
            case "twos" -> bits == 8 ? "pcm_s8" : "pcm_s" + bits + "be";
            default -> AUDIO.getOrDefault(type, other(type));
        };
    }

    /** The codec of an object type indication, as registered at mp4ra.org. */
    static String object(int type) {
        return switch (type) {
            case 0x40, 0x66, 0x67, 0x68 -> "aac";
            case 0x69, 0x6B -> "mp3";
            case 0xA9 -> "dts";
            case 0xDD -> "vorbis";
            default -> "mp4a_" + Integer.toHexString(type);
        };
    }

    static boolean isAac(int type) {
        return object(type).equals("aac");
    }

    private static String other(String type) {
        return type.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "?");
    }
}
