package io.github.reelstore.media.internal.matroska;

import static io.github.reelstore.media.samples.Bytes.element;
import static io.github.reelstore.media.samples.Bytes.endless;
import static io.github.reelstore.media.samples.Bytes.hex;
import static io.github.reelstore.media.samples.Bytes.join;
import static io.github.reelstore.media.samples.Bytes.latin1;
import static io.github.reelstore.media.samples.Bytes.u16;
import static io.github.reelstore.media.samples.Bytes.u32;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Samples;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matroska and WebM files of few elements: what is hard to get from an encoder. */
class BuiltMatroskaTest {

    private static final String SEGMENT = "18538067";
    private static final String INFO = "1549A966";
    private static final String TRACKS = "1654AE6B";
    private static final String CLUSTER = "1F43B675";
    private static final String TAGS = "1254C367";

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    private MediaMetadata probe(String docType, byte[] segment) {
        byte[] file = join(element("1A45DFA3", element("4282", latin1(docType))), segment);
        MediaMetadata metadata =
                probe.probe(Samples.file(file), MediaFormat.detect(file).orElseThrow());
        assertThat(metadata.warnings()).isEmpty();
        return metadata;
    }

    private static byte[] duration(double milliseconds) {
        return element(
                INFO,
                element("4489", ByteBuffer.allocate(8).putDouble(milliseconds).array()));
    }

    private static byte[] track(int number, int type, String codec, byte[]... more) {
        return element(
                "AE",
                element("D7", new byte[] {(byte) number}),
                element("83", new byte[] {(byte) type}),
                element("86", latin1(codec)),
                join(more));
    }

    private static byte[] video(byte[]... more) {
        return track(1, 1, "V_VP8", element("E0", element("B0", u16(64)), element("BA", u16(36)), join(more)));
    }

    private static byte[] audio(int number, String codec, float hertz, byte[]... more) {
        return track(
                number,
                2,
                codec,
                element(
                        "E1",
                        element("B5", ByteBuffer.allocate(4).putFloat(hertz).array()),
                        join(more)));
    }

    private static byte[] header(int track, int time, int flags) {
        return join(new byte[] {(byte) (0x80 | track)}, u16(time), new byte[] {(byte) flags});
    }

    private static byte[] block(int track, int time) {
        return element("A3", header(track, time, 0), new byte[5]);
    }

    private static byte[] blocks(int track, int... times) {
        byte[] all = {};
        for (int time : times) {
            all = join(all, block(track, time));
        }
        return all;
    }

    private static byte[] live(byte[] tracks, byte[]... clusters) {
        return endless(SEGMENT, element(TRACKS, tracks), join(clusters));
    }

    private static byte[] cluster(long time, byte[]... blocks) {
        return endless(CLUSTER, element("E7", u32(time)), join(blocks));
    }

    private static byte[] real(double number) {
        return ByteBuffer.allocate(8).putDouble(number).array();
    }

    private static byte[] crop(int left, int right, int top, int bottom) {
        return join(
                element("54CC", u16(left)),
                element("54DD", u16(right)),
                element("54BB", u16(top)),
                element("54AA", u16(bottom)));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, 3, 1, 58, 32, 64x36",
        "0, 0, 0, 0, 64, 36, -",
        "40, 30, 0, 0, 64, 36, -",
        "64, 0, 0, 0, 64, 36, -"
    })
    void croppedPixelsAreNotShown(int left, int right, int top, int bottom, int width, int height, String coded) {
        MediaMetadata metadata =
                probe("matroska", live(video(crop(left, right, top, bottom)), cluster(0, blocks(1, 0, 40))));
        assertThat(metadata.width()).contains(width);
        assertThat(metadata.height()).contains(height);
        assertThat(metadata.codedSize().orElse("-")).isEqualTo(coded);
        assertThat(metadata.pixelAspect()).isEmpty();
    }

    @Test
    void displaySizeIsThatOfTheCroppedPicture() {
        byte[] shown = join(crop(0, 0, 2, 2), element("54B0", u16(128)), element("54BA", u16(32)));
        MediaMetadata metadata = probe("matroska", live(video(shown), cluster(0, blocks(1, 0, 40))));
        assertThat(metadata.width()).contains(128);
        assertThat(metadata.height()).contains(32);
        assertThat(metadata.pixelAspect()).contains("2:1");
        assertThat(metadata.codedSize()).contains("64x36");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 64, 36", "0, 90, 36, 64", "0, -90, 36, 64", "0, 180, 64, 36", "0, 270, 36, 64", "1, 90, 64, 36"})
    void rolledPictureIsShownRotated(int type, double degrees, int width, int height) {
        byte[] projection = element("7670", element("7671", new byte[] {(byte) type}), element("7675", real(degrees)));
        MediaMetadata metadata = probe("matroska", live(video(projection), cluster(0, blocks(1, 0, 40))));
        assertThat(metadata.width()).contains(width);
        assertThat(metadata.height()).contains(height);
    }

    /** A page that did not move: the last block comes 9.9 seconds after the one before. */
    @ParameterizedTest
    @CsvSource({
        "'0 33 66 100 133', 10033, 10066",
        "'0 9900', 19800, 19900",
        "'0 9900 19800', 29700, 29800",
        "'0 120 40 80 240 160 200', 280, 320"
    })
    void gapBeforeALateLastBlockCountsOnce(String times, int last, long milliseconds) {
        int[] before = java.util.stream.Stream.of(times.split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        MediaMetadata metadata = probe("webm", live(video(), cluster(0, blocks(1, before), block(1, last))));
        assertThat(metadata.durationMs())
                .hasValueSatisfying(found -> assertThat(found).isBetween(milliseconds - 1, milliseconds + 1));
    }

    @Test
    void durationOfTheLastBlockIsTakenIfItIsWritten() {
        byte[] group = element("A0", element("A1", header(1, 100, 0), new byte[5]), element("9B", u16(700)));
        assertThat(probe("webm", live(video(), cluster(0, blocks(1, 0, 50), group)))
                        .durationMs())
                .contains(800L);
        byte[] reversed = element("A0", element("9B", u16(700)), element("A1", header(1, 100, 0), new byte[5]));
        assertThat(probe("webm", live(video(), cluster(0, blocks(1, 0, 50), reversed)))
                        .durationMs())
                .contains(800L);
    }

    @Test
    void laceOfFramesLastsAsLongAsAllOfThem() {
        byte[] track =
                track(1, 2, "A_OPUS", element("23E383", u32(20_000_000)), element("E1", element("9F", new byte[] {1})));
        byte[] lace = element("A3", header(1, 40, 0x04), new byte[] {3}, new byte[20]);
        assertThat(probe("webm", live(track, cluster(1000, block(1, 0), lace))).durationMs())
                .contains(1120L);
    }

    @Test
    void opusHas48000HertzWhateverTheHeaderSays() {
        MediaMetadata metadata = probe("webm", live(audio(1, "A_OPUS", 24000), cluster(0, blocks(1, 0, 20))));
        assertThat(metadata.format()).isEqualTo(MediaFormat.WEBA);
        assertThat(metadata.sampleRate()).contains(48_000);
        assertThat(probe("webm", live(audio(1, "A_VORBIS", 24000), cluster(0, blocks(1, 0, 20))))
                        .sampleRate())
                .contains(24_000);
        assertThat(probe(
                                "matroska",
                                live(audio(
                                        1,
                                        "A_AAC",
                                        24000,
                                        element(
                                                "78B5",
                                                ByteBuffer.allocate(4)
                                                        .putFloat(48000)
                                                        .array()))))
                        .sampleRate())
                .contains(48_000);
    }

    /** As Chromium records it if it is asked for H.264 in WebM, and for PCM. */
    @Test
    void matroskaIsAFormatOfItsOwn() {
        byte[] h264 = track(1, 1, "V_MPEG4/ISO/AVC", element("E0", element("B0", u16(64)), element("BA", u16(36))));
        MediaMetadata video =
                probe("matroska", live(join(audio(2, "A_OPUS", 48000), h264), cluster(0, blocks(1, 0, 40, 80))));
        assertThat(video.format()).isEqualTo(MediaFormat.MKV);
        assertThat(video.codecs()).containsExactly("h264", "opus");
        assertThat(video.frameRate().map(Object::toString)).contains("25/1");

        MediaMetadata sound = probe(
                "matroska",
                live(audio(1, "A_PCM/FLOAT/IEEE", 48000, element("6264", new byte[] {32})), cluster(0, blocks(1, 0))));
        assertThat(sound.format()).isEqualTo(MediaFormat.MKA);
        assertThat(sound.codecs()).containsExactly("pcm_f32le");
    }

    @ParameterizedTest
    @CsvSource({
        "V_MPEGH/ISO/HEVC, hevc",
        "V_AV1, av1",
        "V_VP9, vp9",
        "V_MPEG4/ISO/ASP, mpeg4",
        "V_FFV1, ffv1",
        "V_SOMETHING/NEW, something/new"
    })
    void namesOfVideoCodecs(String id, String codec) {
        assertThat(probe("matroska", live(track(1, 1, id))).codecs()).containsExactly(codec);
    }

    @ParameterizedTest
    @CsvSource({
        "A_AAC, 0, aac",
        "A_AAC/MPEG4/LC/SBR, 0, aac",
        "A_FLAC, 0, flac",
        "A_VORBIS, 0, vorbis",
        "A_MPEG/L3, 0, mp3",
        "A_PCM/INT/LIT, 16, pcm_s16le",
        "A_PCM/INT/LIT, 8, pcm_u8",
        "A_PCM/INT/BIG, 24, pcm_s24be",
        "A_PCM/FLOAT/IEEE, 64, pcm_f64le",
        "A_AC3, 0, ac3"
    })
    void namesOfAudioCodecs(String id, int bits, String codec) {
        assertThat(probe("matroska", live(audio(1, id, 48000, element("6264", new byte[] {(byte) bits}))))
                        .codecs())
                .containsExactly(codec);
    }

    @Test
    void codecsOfMicrosoftsAreInThePrivateData() {
        byte[] bitmap = element("63A2", new byte[16], latin1("XVID"), new byte[20]);
        assertThat(probe("matroska", live(track(1, 1, "V_MS/VFW/FOURCC", bitmap)))
                        .codecs())
                .containsExactly("mpeg4");
        byte[] wave = element("63A2", hex("0700 0100"), new byte[14]);
        assertThat(probe("matroska", live(track(1, 2, "A_MS/ACM", wave))).codecs())
                .containsExactly("pcm_mulaw");
        assertThat(probe("matroska", live(track(1, 2, "A_MS/ACM"))).codecs()).containsExactly("ms/acm");
    }

    @ParameterizedTest
    @CsvSource({
        // pixels, one size only, an aspect ratio, and a unit that says nothing
        "1024, 576, 0, 1024, 64:45",
        "1024, 0, 0, 1024, 64:45",
        "16, 9, 3, 1024, 64:45",
        "2048, 1152, 0, 1024, 64:45",
        "16, 9, 4, 720, -",
        "720, 576, 0, 720, -"
    })
    void displaySizeGivesTheShapeOfThePixels(int across, int down, int unit, int width, String aspect) {
        byte[] size = join(element("B0", u16(720)), element("BA", u16(576)), element("54B0", u16(across)));
        byte[] shown =
                join(down == 0 ? new byte[0] : element("54BA", u16(down)), element("54B2", new byte[] {(byte) unit}));
        MediaMetadata metadata = probe("webm", live(track(1, 1, "V_VP9", element("E0", size, shown))));
        assertThat(metadata.width()).contains(width);
        assertThat(metadata.height()).contains(576);
        assertThat(metadata.pixelAspect().orElse("-")).isEqualTo(aspect);
        assertThat(metadata.codedSize().isPresent()).isEqualTo(width != 720);
    }

    @ParameterizedTest
    @CsvSource({"0x7FFFFFFF, 10, 0x7FFFFFFF, 1, 0", "16, 16, 1, 100, 1"})
    void sizeThatCannotBeIsDamageAndNotAnError(String width, int height, String across, int down, int shown) {
        byte[] size = join(element("B0", u32(Long.decode(width))), element("BA", u16(height)));
        byte[] display = join(element("54B0", u32(Long.decode(across))), element("54BA", u16(down)));
        byte[] unit = element("54B2", new byte[] {3});
        MediaMetadata metadata = probe("webm", live(track(1, 1, "V_VP9", element("E0", size, display, unit))));
        assertThat(metadata.width().orElse(0)).isEqualTo(shown);
        assertThat(metadata.height()).contains(height);
    }

    @Test
    void frameRateOfTheHeaderOrOfTheFirstBlocks() {
        byte[] rate = element("23E383", u32(41_708_333));
        byte[] size = element("E0", element("B0", u16(64)), element("BA", u16(36)));
        byte[] said = element(
                SEGMENT, duration(5000), element(TRACKS, track(1, 1, "V_VP8", rate, size)), cluster(0, block(1, 0)));
        assertThat(probe("webm", said).frameRate().map(Object::toString)).contains("24000/1001");
        byte[] measured = element(
                SEGMENT,
                duration(5000),
                element(TRACKS, video()),
                cluster(0, blocks(1, 0, 33, 67, 100, 133, 167, 200)));
        MediaMetadata metadata = probe("webm", measured);
        assertThat(metadata.frameRate().map(Object::toString)).contains("30/1");
        assertThat(metadata.durationMs()).contains(5000L);
    }

    @Test
    void tagsOfGeneratorsAreNotedInFrontAndBehind() {
        byte[] tags = element(
                TAGS,
                element(
                        "7373",
                        element("67C8", element("45A3", latin1("ENCODER")), element("4487", latin1("x"))),
                        element("67C8", element("45A3", latin1("PROMPT")), element("4487", latin1("{}"))),
                        element("67C8", element("45A3", latin1("WORKFLOW")), element("4487", latin1("{}")))));
        byte[] tracks = element(TRACKS, video());
        byte[] inFront = element(SEGMENT, duration(2000), tracks, tags, cluster(0, block(1, 0)));
        assertThat(probe("webm", inFront).provenance()).containsExactly("text:prompt", "text:workflow");

        byte[] rate = element("23E383", u32(40_000_000));
        byte[] described = join(duration(2000), element(TRACKS, track(1, 1, "V_VP8", rate)));
        byte[] clusters = element(CLUSTER, element("E7", u32(0)), block(1, 0));
        int seekHead = 4 + 8 + (2 + 8 + (2 + 8 + 4) + (2 + 8 + 4));
        byte[] position = u32(seekHead + described.length + clusters.length);
        byte[] seek = element("114D9B74", element("4DBB", element("53AB", hex(TAGS)), element("53AC", position)));
        assertThat(seek).hasSize(seekHead);
        assertThat(probe("webm", element(SEGMENT, seek, described, clusters, tags))
                        .provenance())
                .containsExactly("text:prompt", "text:workflow");
    }
}
