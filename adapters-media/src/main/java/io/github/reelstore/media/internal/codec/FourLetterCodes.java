package io.github.reelstore.media.internal.codec;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Maps four-letter codes of codecs to ffmpeg's names: those registered at mp4ra.org, QuickTime's, and Microsoft's, which
 * Matroska may contain. Programs write them in capitals or not, and some shorter than four letters.
 */
public final class FourLetterCodes {

    private static final Map<String, String> VIDEO = names("""
            h264 avc1 avc2 avc3 avc4 dvav dva1 H264 X264
            hevc hvc1 hev1 dvh1 dvhe HEVC
            vvc vvc1 vvi1
            av1 av01 dav1
            vp8 vp08
            vp9 vp09
            mpeg4 mp4v DIVX XVID DX50 FMP4
            mpeg2video m2v1 mp2v hdv1 hdv2 hdv3 hdv4 hdv5 hdv6 hdv7 hdv8 hdv9 xdv1 xdv2 xdv3 xdv4 xdv5 xdv6 xdv7 xdv8 xdv9 \
            xdva xdvb xdvc xdvd xdve xdvf xd54 xd55 xd59 xd5a xd5b xd5c xd5d xd5e xd5f mx5n mx5p mx4n mx4p mx3n mx3p
            mpeg1video m1v1 m1v mpeg
            mjpeg jpeg mjpa dmb1 MJPG
            mjpegb mjpb
            jpeg2000 mjp2
            png png MPNG
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
            h263 h263 s263
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
            ffvhuff FFVH
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
            qcelp Qclp sqcp
            amr_nb samr
            amr_wb sawb
            evrc sevc
            gsm agsm
            speex spex
            """);

    private FourLetterCodes() {}

    /** Each line has a codec's name and then its codes, without spaces. */
    private static Map<String, String> names(String table) {
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        table.lines().map(line -> line.split(" ")).forEach(words -> {
            for (int i = 1; i < words.length; i++) {
                names.put(words[i], words[0]);
            }
        });
        return names;
    }

    /** The name of a video codec; the code itself in lower case if it is unknown. */
    public static String video(String code) {
        return named(VIDEO, code);
    }

    /** The name of an audio codec; the code itself in lower case if it is unknown. */
    public static String audio(String code) {
        return named(AUDIO, code);
    }

    private static String named(Map<String, String> names, String code) {
        String known = names.get(code.strip());
        return known != null ? known : code.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "?");
    }
}
