package io.github.reelstore.media.internal.mp4;

import static io.github.reelstore.media.samples.Bytes.box;
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
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MP4 and MOV files of few boxes: what is hard to get from an encoder. */
class BuiltMoviesTest {

    private static final byte[] FTYP = box("ftyp", latin1("isom"), u32(0), latin1("isommp41"));
    private static final byte[] AAC_LC_24000 = hex("1308");

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    private MediaMetadata probe(byte[]... boxes) {
        byte[] file = join(FTYP, join(boxes));
        MediaMetadata metadata =
                probe.probe(Samples.file(file), MediaFormat.detect(file).orElseThrow());
        assertThat(metadata.warnings()).isEmpty();
        return metadata;
    }

    private static byte[] moov(long milliseconds, byte[]... boxes) {
        return box("moov", box("mvhd", u32(0, 0, 0, 1000, milliseconds), new byte[80]), join(boxes));
    }

    private static byte[] track(int id, String handler, long scale, long duration, byte[]... tables) {
        return shownTrack(
                id, handler, scale, duration, u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000, 0, 0), tables);
    }

    /** A track; its header ends with a matrix and the size as shown. */
    private static byte[] shownTrack(
            int id, String handler, long scale, long duration, byte[] matrixAndSize, byte[]... tables) {
        return box(
                "trak",
                box("tkhd", u32(7, 0, 0, id), new byte[24], matrixAndSize),
                box(
                        "mdia",
                        box("mdhd", u32(0, 0, 0, scale, duration, 0)),
                        box("hdlr", u32(0, 0), latin1(handler), new byte[13]),
                        box("minf", box("stbl", tables))));
    }

    private static byte[] stsd(byte[] entry) {
        return box("stsd", u32(0, 1), entry);
    }

    private static byte[] video(String type, int width, int height, byte[]... boxes) {
        return stsd(box(
                type,
                new byte[6],
                u16(1),
                new byte[16],
                u16(width, height),
                new byte[46],
                u16(24, 0xFFFF),
                join(boxes)));
    }

    private static byte[] audio(String type, int channels, int bits, int hertz, byte[]... boxes) {
        return stsd(box(
                type,
                new byte[6],
                u16(1),
                new byte[8],
                u16(channels, bits, 0, 0),
                u32((long) hertz << 16),
                join(boxes)));
    }

    private static byte[] esds(int objectType, long bitrate, byte[] specific) {
        byte[] info = join(new byte[] {5, (byte) specific.length}, specific);
        byte[] config = join(
                new byte[] {4, (byte) (13 + info.length), (byte) objectType, 0x15},
                new byte[3],
                u32(bitrate, bitrate),
                info);
        return box("esds", u32(0), new byte[] {3, (byte) (3 + config.length), 0, 1, 0}, config);
    }

    private static byte[] stts(long count, long duration) {
        return box("stts", u32(0, 1, count, duration));
    }

    /** A fragment of a track: so many samples of the same duration and size. */
    private static byte[] fragment(int track, long start, long count, long duration, long size) {
        return box(
                "moof",
                box(
                        "traf",
                        box("tfhd", u32(0x20018, track, duration, size)),
                        box("tfdt", u32(0, start)),
                        box("trun", u32(0, count))));
    }

    private static byte[] lasting(int id, String handler, long milliseconds, byte[]... tables) {
        return box(
                "trak",
                box("tkhd", u32(7, 0, 0, id, 0, milliseconds), new byte[60]),
                box(
                        "mdia",
                        box("mdhd", u32(0, 0, 0, 12800, 12800 * milliseconds / 1000, 0)),
                        box("hdlr", u32(0, 0), latin1(handler), new byte[13]),
                        box("minf", box("stbl", tables))));
    }

    @ParameterizedTest
    @CsvSource({"text,4000", "sbtl,4000", "subt,4000", "tmcd,4000", "soun,9000", "xxxx,9000"})
    void durationIsThatOfPicturesAndSound(String handler, long expected) {
        byte[] video = lasting(1, "vide", 4000, video("avc1", 64, 36), stts(100, 512));
        MediaMetadata metadata = probe(moov(9000, video, lasting(2, handler, 9000)));
        assertThat(metadata.durationMs()).contains(expected);
    }

    /** A header whose duration is unknown: 0 or 0xFFFFFFFF. */
    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFFFL})
    void unknownDurationOfATrackLeavesThatOfTheMovie(long unknown) {
        byte[] video = lasting(1, "vide", unknown, video("avc1", 64, 36), stts(100, 512));
        assertThat(probe(moov(9000, video, lasting(2, "text", 9000))).durationMs())
                .contains(9000L);
    }

    @Test
    void samplesOfTheMovieHeaderCountBesideFragments() {
        MediaMetadata metadata = probe(
                moov(1000, track(1, "vide", 12800, 12800, video("avc1", 64, 36), stts(25, 512))),
                fragment(1, 12800, 25, 512, 10),
                fragment(1, 25600, 50, 512, 10));
        assertThat(metadata.durationMs()).contains(4000L);
        assertThat(metadata.frameRate().map(Object::toString)).contains("25/1");
    }

    /** Chromium writes the duration of the movie in milliseconds into mdhd, under a time scale of 30,000. */
    @Test
    void durationOfTheMediaHeaderIsNotTakenFromFragmentedFiles() {
        MediaMetadata metadata = probe(
                moov(2014, track(1, "vide", 30000, 2014, video("vp09", 64, 36), stts(0, 0))),
                fragment(1, 0, 60, 1000, 10));
        assertThat(metadata.durationMs()).contains(2014L);
        assertThat(metadata.frameRate().map(Object::toString)).contains("30/1");
    }

    @Test
    void fragmentsThatBeginLateLastFromTheirBeginning() {
        MediaMetadata metadata = probe(
                moov(0, track(1, "vide", 12800, 0, video("avc1", 64, 36), stts(0, 0))),
                fragment(1, 128000, 50, 512, 10));
        assertThat(metadata.durationMs()).contains(2000L);
    }

    /** The encoder said 128 kbit/s and made 24. */
    @Test
    void bitRateIsThatOfTheSamples() {
        byte[] entry = audio("mp4a", 1, 16, 24000, esds(0x40, 128_000, AAC_LC_24000));
        byte[] sizes = box("stsz", u32(0, 0, 3, 1000, 1000, 1000));
        byte[] mdat = box("mdat", new byte[10_000]);
        MediaMetadata whole = probe(moov(1000, track(1, "soun", 24000, 24000, entry, stts(24, 1000), sizes)), mdat);
        assertThat(whole.format()).isEqualTo(MediaFormat.M4A);
        assertThat(whole.bitrate()).contains(24_000);

        MediaMetadata fragmented =
                probe(moov(0, track(1, "soun", 24000, 0, entry, stts(0, 0))), fragment(1, 0, 48, 1000, 125), mdat);
        assertThat(fragmented.durationMs()).contains(2000L);
        assertThat(fragmented.bitrate()).contains(24_000);
    }

    @Test
    void bitRateOfCompactSizes() {
        byte[] entry = audio("mp4a", 1, 16, 24000, esds(0x40, 128_000, AAC_LC_24000));
        byte[] sizes = box("stz2", u32(0, 8, 4), hex("FA FA 64 64"));
        assertThat(probe(moov(1000, track(1, "soun", 24000, 24000, entry, sizes)), box("mdat", new byte[700]))
                        .bitrate())
                .contains(700 * 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"meta", "odsm", "sdsm", "tmcd", "hint", "text", "sbtl", "subp", "camm", "nrtm", "fdsm", "hapt"})
    void tracksWithoutPicturesLeaveItAudio(String handler) {
        byte[] sound = track(1, "soun", 24000, 24000, audio("mp4a", 1, 16, 24000, esds(0x40, 0, AAC_LC_24000)));
        byte[] other = track(2, handler, 1000, 1000, stsd(box("mett", new byte[20])));
        assertThat(probe(moov(1000, other, sound)).format()).isEqualTo(MediaFormat.M4A);
        byte[] unknown = track(2, "v\0de", 1000, 1000, stsd(box("mett", new byte[20])));
        assertThat(probe(moov(1000, unknown, sound)).format()).isEqualTo(MediaFormat.MP4);
    }

    @ParameterizedTest
    @CsvSource({
        // 24000 Hz, stereo, then 2B7, SBR with 48000 Hz
        "1310 56E598, 48000, 2",
        // the same with a core coder delay
        "1312 0001 5B96 60, 48000, 2",
        // mono, then 2B7, SBR with 48000 Hz, 548, parametric stereo
        "1308 56E59D4880, 48000, 2",
        // 2B7 without SBR
        "1310 56E500, 24000, 2",
        // SBR in front
        "2B11 8800, 48000, 2",
        "1310, 24000, 2"
    })
    void backwardCompatibleHeAacHasTheRateOfItsDecoder(String config, int hertz, int channels) {
        MediaMetadata metadata = probe(moov(
                1000, track(1, "soun", 24000, 24000, audio("mp4a", 2, 16, 24000, esds(0x40, 0, hex(config))))));
        assertThat(metadata.sampleRate()).contains(hertz);
        assertThat(metadata.channels()).contains(channels);
        assertThat(metadata.codecs()).containsExactly("aac");
    }

    @ParameterizedTest
    @CsvSource({"mp4, 96000", "mp4, 192000"})
    void rateThatTheEntryCannotHold(String name, int hertz) {
        byte[] alac = box("alac", u32(0, 4096), hex("00 18 28 0A 0E 02 00FF"), u32(0, 0, hertz));
        // as Apple does, with the lower half of the rate
        MediaMetadata lossless =
                probe(moov(1000, track(1, "soun", hertz, hertz, audio("alac", 2, 24, hertz & 0xFFFF, alac))));
        assertThat(lossless.sampleRate()).as(name).contains(hertz);
        assertThat(lossless.channels()).contains(2);

        byte[] streamInfo =
                join(u32(0), hex("80000022"), hex("1000 1000 000000 000000"), u32((long) hertz << 12), new byte[22]);
        MediaMetadata flac =
                probe(moov(1000, track(1, "soun", hertz, hertz, audio("fLaC", 2, 24, 0, box("dfLa", streamInfo)))));
        assertThat(flac.sampleRate()).contains(hertz);

        byte[] pcm = audio("ipcm", 2, 24, 0, box("pcmC", u32(0), new byte[] {1, 24}));
        assertThat(probe(moov(1000, track(1, "soun", hertz, hertz, pcm))).sampleRate())
                .contains(hertz);

        // AudioSampleEntryV1 (ISO/IEC 14496-12, 12.2.3.1), which differs from QuickTime's version 1
        byte[] entry = box(
                "ipcm",
                new byte[6],
                u16(1, 1, 0, 0, 0, 2, 24, 0, 0),
                u32(1 << 16),
                box("srat", u32(0, hertz)),
                box("pcmC", u32(0), new byte[] {1, 24}));
        MediaMetadata wide = probe(moov(1000, track(1, "soun", 1000, 1000, box("stsd", u32(1 << 24, 1), entry))));
        assertThat(wide.sampleRate()).contains(hertz);
        assertThat(wide.codecs()).containsExactly("pcm_s24le");
    }

    @ParameterizedTest
    @CsvSource({
        "ipcm, 1, 16, pcm_s16le",
        "ipcm, 0, 16, pcm_s16be",
        "ipcm, 1, 24, pcm_s24le",
        "ipcm, 0, 32, pcm_s32be",
        "fpcm, 1, 32, pcm_f32le",
        "fpcm, 0, 64, pcm_f64be"
    })
    void pcmOfMp4(String type, int flags, int bits, String codec) {
        byte[] entry = audio(type, 2, 16, 48000, box("pcmC", u32(0), new byte[] {(byte) flags, (byte) bits}));
        assertThat(probe(moov(1000, track(1, "soun", 48000, 48000, entry))).codecs())
                .containsExactly(codec);
    }

    @ParameterizedTest
    @CsvSource({
        "in24, 0, pcm_s24be",
        "in24, 1, pcm_s24le",
        "in32, 1, pcm_s32le",
        "fl32, 0, pcm_f32be",
        "fl64, 1, pcm_f64le"
    })
    void pcmOfQuickTime(String type, int little, String codec) {
        byte[] wave = box("wave", box("frma", latin1(type)), box("enda", u16(little)), u32(8, 0));
        byte[] entry = stsd(box(
                type, new byte[6], u16(1, 1, 0), new byte[4], u16(2, 16, 0, 0), u32(48000L << 16, 1, 3, 6, 2), wave));
        assertThat(probe(moov(1000, track(1, "soun", 48000, 48000, entry))).codecs())
                .containsExactly(codec);
    }

    @ParameterizedTest
    @CsvSource({
        "mp4v, 20, mpeg4",
        "mp4v, 61, mpeg2video",
        "mp4v, 6A, mpeg1video",
        "mp4v, 6C, mjpeg",
        "mp4v, 6D, png",
        "mp4v, 6E, jpeg2000",
        "m2v1, -, mpeg2video",
        "'rle ', -, qtrle",
        "Hap1, -, hap",
        "HapM, -, hap",
        "avc1, -, h264",
        "dvh1, -, hevc",
        "s263, -, h263",
        "AVdn, -, dnxhd",
        "icod, -, icod",
        "a/\u00e9\u00e9, -, a???"
    })
    void namesOfVideoCodecs(String type, String objectType, String codec) {
        byte[][] boxes = objectType.equals("-")
                ? new byte[0][]
                : new byte[][] {esds(Integer.parseInt(objectType, 16), 0, new byte[] {0})};
        assertThat(probe(moov(1000, track(1, "vide", 25, 25, video(type, 64, 36, boxes))))
                        .codecs())
                .containsExactly(codec);
    }

    @ParameterizedTest
    @CsvSource({"ima4, adpcm_ima_qt", ".mp2, mp2", "samr, amr_nb", "sawb, amr_wb", "raw , pcm_u8", "QDM2, qdm2"})
    void namesOfAudioCodecs(String type, String codec) {
        String padded = (type + "   ").substring(0, 4);
        assertThat(probe(moov(1000, track(1, "soun", 8000, 8000, audio(padded, 1, 8, 8000))))
                        .codecs())
                .containsExactly(codec);
    }

    @Test
    void videoIsNamedBeforeAudio() {
        assertThat(probe(moov(
                                1000,
                                track(
                                        1,
                                        "soun",
                                        24000,
                                        24000,
                                        audio("mp4a", 1, 16, 24000, esds(0x40, 0, AAC_LC_24000))),
                                track(2, "vide", 25, 25, video("avc1", 64, 36))))
                        .codecs())
                .containsExactly("h264", "aac");
    }

    @Test
    void codecsOfAllTracksAreNamedAndTheFirstGiveTheFacts() {
        MediaMetadata metadata = probe(moov(
                1000,
                track(1, "soun", 24000, 24000, audio("mp4a", 1, 16, 24000, esds(0x40, 0, AAC_LC_24000))),
                track(2, "vide", 25, 25, video("avc1", 64, 36)),
                track(3, "soun", 48000, 48000, audio("ac-3", 2, 16, 48000)),
                track(4, "vide", 1, 1, video("jpeg", 640, 360, box("pasp", u32(2, 1))))));
        assertThat(metadata.codecs()).containsExactly("h264", "mjpeg", "aac", "ac3");
        assertThat(metadata.width()).contains(64);
        assertThat(metadata.sampleRate()).contains(24_000);
    }

    @Test
    void losslessAudioOfMpeg4IsNotAac() {
        byte[] entry = audio("mp4a", 2, 16, 48000, esds(0x40, 0, hex("F8860000")));
        assertThat(probe(moov(1000, track(1, "soun", 48000, 48000, entry))).codecs())
                .containsExactly("mp4als");
    }

    @ParameterizedTest
    @CsvSource({"samr, 8000", "sawb, 16000"})
    void speechOfAPhoneHasOneChannelWhateverTheEntrySays(String type, int hertz) {
        MediaMetadata metadata = probe(moov(1000, track(1, "soun", hertz, hertz, audio(type, 2, 16, 44100))));
        assertThat(metadata.channels()).contains(1);
        assertThat(metadata.sampleRate()).contains(hertz);
    }

    /** QuickTime puts a table of colours before the boxes if the pixels are indexes. */
    @Test
    void shapeOfThePixelsBehindAColourTable() {
        byte[] colours = join(u32(1), u16(0x8000, 1), new byte[16]);
        byte[] entry = stsd(box(
                "rle ",
                new byte[6],
                u16(1),
                new byte[16],
                u16(720, 576),
                new byte[46],
                u16(8, 0),
                colours,
                box("pasp", u32(64, 45))));
        MediaMetadata metadata = probe(moov(1000, track(1, "vide", 25, 25, entry)));
        assertThat(metadata.width()).contains(1024);
        assertThat(metadata.height()).contains(576);
        assertThat(metadata.codedSize()).contains("720x576");
        assertThat(metadata.pixelAspect()).contains("64:45");
    }

    @ParameterizedTest
    @CsvSource({"0, 45", "64, 0", "4294967295, 1", "1, 4294967295", "2, 2"})
    void impossiblePixelsAreSquare(long horizontal, long vertical) {
        MediaMetadata metadata = probe(moov(
                1000, track(1, "vide", 25, 25, video("avc1", 720, 576, box("pasp", u32(horizontal, vertical))))));
        assertThat(metadata.width()).contains(720);
        assertThat(metadata.codedSize()).isEmpty();
        assertThat(metadata.pixelAspect()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"719, 576, 720x576", "720, 576, -", "721, 576, -"})
    void sizeAsCodedIsNotedIfTheTrackHeaderShowsLess(int across, int down, String coded) {
        byte[] header = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000, across << 16, down << 16);
        MediaMetadata metadata = probe(moov(1000, shownTrack(1, "vide", 25, 25, header, video("avc1", 720, 576))));
        assertThat(metadata.codedSize().orElse("-")).isEqualTo(coded);
    }

    /** Parameters: clap's width, height and offsets of the centre, each as two numbers. */
    @ParameterizedTest
    @CsvSource({
        "'704 1 480 1 0 1 0 1', 704, 480, 720x486",
        "'1407 2 480 1 0 1 3 1', 704, 480, 720x486",
        "'704 1 480 1 8 1 -3 1', 704, 480, 720x486",
        // it does not fit, makes no sense, or shows all
        "'704 1 480 1 9 1 0 1', 720, 486, -",
        "'0 1 480 1 0 1 0 1', 720, 486, -",
        "'704 0 480 1 0 1 0 1', 720, 486, -",
        "'-704 1 480 1 0 1 0 1', 720, 486, -",
        "'720 1 486 1 0 1 0 1', 720, 486, -"
    })
    void cleanApertureIsWhatIsShown(String numbers, int width, int height, String coded) {
        byte[] clap = box(
                "clap",
                u32(java.util.stream.Stream.of(numbers.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray()));
        MediaMetadata metadata = probe(moov(1000, track(1, "vide", 25, 25, video("apcn", 720, 486, clap))));
        assertThat(metadata.width()).contains(width);
        assertThat(metadata.height()).contains(height);
        assertThat(metadata.codedSize().orElse("-")).isEqualTo(coded);
    }

    @Test
    void shapeOfThePixelsAppliesToTheCleanAperture() {
        byte[] entry = video("apcn", 720, 486, box("pasp", u32(10, 11)), box("clap", u32(704, 1, 480, 1, 0, 1, 0, 1)));
        MediaMetadata metadata = probe(moov(1000, track(1, "vide", 25, 25, entry)));
        assertThat(metadata.width()).contains(640);
        assertThat(metadata.height()).contains(480);
        assertThat(metadata.codedSize()).contains("720x486");
        assertThat(metadata.pixelAspect()).contains("10:11");
    }

    @Test
    void coverOfAnAudioBookIsNoVideo() {
        byte[] sound = track(
                1,
                "soun",
                24000,
                24000,
                audio("mp4a", 1, 16, 24000, esds(0x40, 0, AAC_LC_24000)),
                box("stsz", u32(0, 1000, 3)));
        byte[] cover = track(2, "vide", 1000, 1000, video("jpeg", 640, 640), stts(1, 1000));
        byte[] file =
                join(box("ftyp", latin1("M4B "), u32(0)), moov(1000, cover, sound), box("mdat", new byte[90_000]));
        MediaMetadata metadata =
                probe.probe(Samples.file(file), MediaFormat.detect(file).orElseThrow());
        assertThat(metadata.format()).isEqualTo(MediaFormat.M4A);
        assertThat(metadata.width()).isEmpty();
        assertThat(metadata.height()).isEmpty();
        assertThat(metadata.frameRate()).isEmpty();
        assertThat(metadata.bitrate()).contains(24_000);
        assertThat(metadata.codecs()).containsExactly("mjpeg", "aac");
    }

    @Test
    void audioBehindATagIsRead() {
        byte[] tag = join(latin1("ID3\4\0\0\0\0\1\0"), new byte[128]);
        byte[] sound = track(1, "soun", 24000, 24000, audio("mp4a", 1, 16, 24000, esds(0x40, 0, AAC_LC_24000)));
        byte[] file = join(tag, box("ftyp", latin1("M4A "), u32(0)), moov(1000, sound));
        MediaMetadata metadata = probe.probe(Samples.file(file), MediaFormat.M4A);
        assertThat(metadata.durationMs()).contains(1000L);
        assertThat(metadata.sampleRate()).contains(24_000);
        assertThat(metadata.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ac-3, dac3, 10 0A 00, 1",
        "ac-3, dac3, 10 3D 40, 6",
        "ec-3, dec3, 0600 20 02 00, 1",
        "ec-3, dec3, 0600 20 0F 00, 6"
    })
    void channelsOfDolbyAreThoseOfItsBox(String type, String box, String content, int channels) {
        byte[] entry = audio(type, 2, 16, 48000, box(box, hex(content)));
        assertThat(probe(moov(1000, track(1, "soun", 48000, 48000, entry))).channels())
                .contains(channels);
    }

    /** Programs write two channels into the entry, whatever the frames say. */
    @ParameterizedTest
    @CsvSource({
        "6B, FFFB90C4, 1",
        "6B, FFFB9064, 2",
        "6B, 00000000, 2",
        "A9, 7FFE8001 FC3C0FF2 74E002, 6",
        "A9, 7FFE8001 FC3C0FF0 34E000, 1",
        "A9, 01020304 05060708 090A0B, 2"
    })
    void channelsAreThoseOfTheFirstFrame(String objectType, String frame, int channels) {
        byte[] entry = audio("mp4a", 2, 16, 48000, esds(Integer.parseInt(objectType, 16), 0, new byte[] {0}));
        byte[] head = join(FTYP, box("mdat", hex(frame)));
        for (String type : new String[] {"stco", "co64"}) {
            byte[] offset = join(u32(0, 1), type.equals("co64") ? u32(0) : new byte[0], u32(FTYP.length + 8));
            byte[] file = join(head, moov(1000, track(1, "soun", 48000, 48000, entry, box(type, offset))));
            // the frame may be cut off by the end of its box
            assertThat(probe.probe(Samples.file(file), MediaFormat.MP4).channels())
                    .contains(channels);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1024, 576, 1024, 576, 64:45",
        "1, 0, 720, 576, 720, 576, -",
        "1, 0, 720, 574, 720, 576, -",
        "1, 0, 719, 576, 719, 576, -",
        "1, 0, 721, 576, 720, 576, -",
        "1, 0, 360, 288, 720, 576, -",
        "0, 1, 720, 576, 576, 720, -",
        "0, 1, 576, 720, 576, 720, -",
        "0, 1, 1024, 576, 576, 1024, 64:45"
    })
    void sizeInTheTrackHeaderGivesTheShapeOfThePixels(
            int a, int b, int across, int down, int width, int height, String aspect) {
        byte[] header = u32(a << 16, b << 16, 0, -b << 16, a << 16, 0, 0, 0, 0x40000000, across << 16, down << 16);
        MediaMetadata metadata = probe(moov(1000, shownTrack(1, "vide", 25, 25, header, video("avc1", 720, 576))));
        assertThat(metadata.width()).contains(width);
        assertThat(metadata.height()).contains(height);
        assertThat(metadata.pixelAspect().orElse("-")).isEqualTo(aspect);
    }

    @Test
    void xmpInTheUserDataOfAMovie() {
        byte[] udta = box("udta", box("XMP_", latin1("<x:xmpmeta/>")), u32(0));
        assertThat(probe(moov(1000, track(1, "vide", 25, 25, video("avc1", 64, 36)), udta))
                        .provenance())
                .containsExactly("xmp");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysOfGeneratorsAreNoted(boolean quickTime) {
        byte[] hdlr = box("hdlr", u32(0, 0), latin1("mdta"), new byte[13]);
        byte[] keys = box(
                "keys",
                u32(0, 4),
                box("mdta", latin1("prompt")),
                box("mdta", latin1("encoder")),
                box("mdta", latin1("workflow")),
                box("mdta", latin1("x".repeat(3000))));
        byte[] meta = quickTime ? box("meta", hdlr, keys) : box("udta", box("meta", u32(0), hdlr, keys));
        assertThat(probe(moov(1000, track(1, "vide", 25, 25, video("avc1", 64, 36)), meta))
                        .provenance())
                .containsExactly("text:prompt", "text:workflow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000358", "000000086B65797300000000", "FFFFFFFF6D657461"})
    void damagedUserDataIsNotADamagedFile(String content) {
        byte[] udta = box("udta", box("meta", u32(0), hex(content)), hex(content));
        assertThat(probe(moov(1000, udta, track(1, "vide", 25, 25, video("avc1", 64, 36))))
                        .width())
                .contains(64);
        byte[] track = track(1, "vide", 25, 25, video("avc1", 64, 36, hex("0000000241414141"), new byte[8]));
        assertThat(probe(moov(1000, track)).codecs()).containsExactly("h264");
    }

    /** A stack has room for some thousand calls. */
    @Test
    void deeplyNestedBoxesAreNotFollowed() {
        int depth = 100_000;
        byte[] nested = new byte[8 * depth];
        for (int i = 0; i < depth; i++) {
            System.arraycopy(join(u32(8L * (depth - i)), latin1("wave")), 0, nested, 8 * i, 8);
        }
        assertThat(probe(moov(1000, track(1, "soun", 8000, 8000, audio("ulaw", 1, 16, 8000, nested))))
                        .codecs())
                .containsExactly("pcm_mulaw");
    }

    @Test
    void movieOfAPhoneThatHasOnlySoundIs3gpAudio() {
        byte[] phone = box("ftyp", latin1("3gp4"), u32(0), latin1("isom3gp4"));
        byte[] file = join(phone, moov(1000, track(1, "soun", 8000, 8000, audio("samr", 1, 16, 8000))));
        assertThat(MediaFormat.detect(Arrays.copyOf(file, 64))).contains(MediaFormat.THREE_GP);
        MediaMetadata metadata = probe.probe(Samples.file(file), MediaFormat.THREE_GP);
        assertThat(metadata.format()).isEqualTo(MediaFormat.THREE_GA);
        assertThat(metadata.codecs()).containsExactly("amr_nb");
    }
}
