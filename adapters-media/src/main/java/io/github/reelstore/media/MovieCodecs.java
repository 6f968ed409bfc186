package io.github.reelstore.media;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Maps the codecs registered at mp4ra.org, and QuickTime's, to ffmpeg's names. */
final class MovieCodecs {

    private static final Map<String, String> VIDEO = names("""
            h264 avc1 avc2 avc3 avc4 dvav dva1
            hevc hvc1 hev1 dvh1 dvhe
            vvc vvc1 vvi1
            av1 av01 dav1
            vp8 vp08
            vp9 vp09
            mpeg4 mp4v DIVX XVID
            mpeg2video m2v1 mp2v hdv1 hdv2 hdv3 hdv4 hdv5 hdv6 hdv7 hdv8 hdv9 xdv1 xdv2 xdv3 xdv4 xdv5 xdv6 xdv7 xdv8 xdv9 \
            xdva xdvb xdvc xdvd xdve xdvf xd54 xd55 xd59 xd5a xd5b xd5c xd5d xd5e xd5f mx5n mx5p mx4n mx4p mx3n mx3p
            mpeg1video m1v1 m1v mpeg
            mjpeg jpeg mjpa dmb1
            mjpegb mjpb
            jpeg2000 mjp2
            png png
            gif gif
            tiff tiff
            prores apch apcn apcs apco ap4h ap4x aprn
            dnxhd AVdn AVdh
            cfhd CFHD
            hap Hap1 Hap5 HapY HapM HapA
            qtrle rle
            rpza rpza
            smc smc
            cinepak cvid
            svq1 SVQ1
            svq3 SVQ3
            h263 h263 s263 H263
            h261 h261
            dvvideo dvc dvcp dvpp dv5n dv5p dvhp dvhq dvh2 dvh3 dvh5 dvh6 AVdv AVd1
            rawvideo raw 2vuy yuv2 yuvs UYVY I420 yv12 b16g b48r
            v210 v210
            v308 v308
            v408 v408
            v410 v410
            r210 r210
            vc1 vc-1
            ffv1 FFV1
            huffyuv HFYU
            dirac drac
            """);

    private static final Map<String, String> AUDIO = names("""
            aac mp4a
            mp3 .mp3
            mp2 .mp2
            alac alac
            opus Opus
            flac fLaC
            ac3 ac-3 sac3
            eac3 ec-3
            ac4 ac-4
            dts dtsc dtsh dtsl dtse dtsx
            truehd mlpa
            mpegh_3d_audio mha1 mhm1
            pcm_mulaw ulaw
            pcm_alaw alaw
            pcm_u8 raw
            adpcm_ima_qt ima4
            mace3 MAC3
            mace6 MAC6
            qdm2 QDM2
            qdmc QDMC
            qcelp Qclp QCLP sqcp
            amr_nb samr
            amr_wb sawb
            evrc sevc
            gsm agsm
            speex spex
            """);

    private MovieCodecs() {}

    /** Each line has a codec's name and then its types, without spaces. */
    private static Map<String, String> names(String table) {
        Map<String, String> names = new HashMap<>();
        table.lines().map(line -> line.split(" ")).forEach(words -> {
            for (int i = 1; i < words.length; i++) {
                names.put(words[i], words[0]);
            }
        });
        return Map.copyOf(names);
    }

    static String video(String type) {
        return named(VIDEO, type);
    }

    /**
     * The codec of an audio track.
     *
     * @param pcm how its samples are stored, if they are not compressed
     */
    static String audio(String type, PcmFormat pcm) {
        return switch (type) {
            case "sowt" -> pcm.withLittleEndian(true).codec();
            case "twos", "ipcm", "fpcm", "lpcm" -> pcm.codec();
            case "in24" -> pcm.ofBits(24).codec();
            case "in32" -> pcm.ofBits(32).codec();
            case "fl32" -> pcm.asFloat(32).codec();
            case "fl64" -> pcm.asFloat(64).codec();
            // a tag of Microsoft's (RFC 2361)
            case "ms\0\2" -> "adpcm_ms";
            case "ms\0\21" -> "adpcm_ima_wav";
            case "ms\0U" -> "mp3";
            default -> named(AUDIO, type);
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

    private static String named(Map<String, String> names, String type) {
        String known = names.get(type.strip());
        return known != null ? known : type.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "?");
    }
}
