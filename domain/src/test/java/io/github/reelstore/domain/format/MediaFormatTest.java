package io.github.reelstore.domain.format;

import static io.github.reelstore.domain.format.Heads.MP3_FRAME;
import static io.github.reelstore.domain.format.Heads.MP3_HEADER;
import static io.github.reelstore.domain.format.Heads.box;
import static io.github.reelstore.domain.format.Heads.bytes;
import static io.github.reelstore.domain.format.Heads.ebml;
import static io.github.reelstore.domain.format.Heads.frame;
import static io.github.reelstore.domain.format.Heads.ftyp;
import static io.github.reelstore.domain.format.Heads.id3;
import static io.github.reelstore.domain.format.Heads.int32;
import static io.github.reelstore.domain.format.Heads.join;
import static io.github.reelstore.domain.format.Heads.mp3Frames;
import static io.github.reelstore.domain.format.Heads.oggOpening;
import static io.github.reelstore.domain.format.Heads.oggPage;
import static io.github.reelstore.domain.format.Heads.real;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MediaFormatTest {

    @ParameterizedTest
    @CsvSource({
        "PNG,  IMAGE, png,  image/png",
        "JPEG, IMAGE, jpg,  image/jpeg",
        "WEBP, IMAGE, webp, image/webp",
        "GIF,  IMAGE, gif,  image/gif",
        "AVIF, IMAGE, avif, image/avif",
        "HEIC, IMAGE, heic, image/heic",
        "MP3,  AUDIO, mp3,  audio/mpeg",
        "WAV,  AUDIO, wav,  audio/wav",
        "FLAC, AUDIO, flac, audio/flac",
        "OGG,  AUDIO, ogg,  audio/ogg",
        "AAC,  AUDIO, aac,  audio/aac",
        "M4A,  AUDIO, m4a,  audio/mp4",
        "MP4,  VIDEO, mp4,  video/mp4",
        "MOV,  VIDEO, mov,  video/quicktime",
        "WEBM, VIDEO, webm, video/webm",
        "MKV,  VIDEO, mkv,  video/matroska",
        "MKA,  AUDIO, mka,  audio/matroska",
        "THREE_GP, VIDEO, 3gp, video/3gpp",
        "THREE_GA, AUDIO, 3ga, audio/3gpp",
    })
    void hasAKindAnExtensionAndAMediaType(MediaFormat format, MediaKind kind, String extension, String mimeType) {
        assertThat(format.kind()).isEqualTo(kind);
        assertThat(format.extension()).isEqualTo(extension);
        assertThat(format.mimeType()).isEqualTo(mimeType);
    }

    @Test
    void extensionsAndMediaTypesAreDistinct() {
        assertThat(MediaFormat.values()).extracting(MediaFormat::extension).doesNotHaveDuplicates();
        assertThat(MediaFormat.values()).extracting(MediaFormat::mimeType).doesNotHaveDuplicates();
    }

    static Stream<Arguments> realHeads() {
        return real().entrySet().stream().map(head -> arguments(head.getKey(), head.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("realHeads")
    void detectsFilesOfRealEncoders(String name, byte[] head) {
        assertThat(MediaFormat.detect(head)).isEqualTo(formatOf(name));
    }

    static Stream<Arguments> builtHeads() {
        return Stream.of(
                arguments("PNG", bytes("\211PNG\r\n\32\n")),
                arguments("JPEG with Exif", bytes("\377\330\377\341\1\2Exif\0\0")),
                arguments("JPEG without an application segment", bytes("\377\330\377\333\0\103\0")),
                arguments("WEBP lossless", bytes("RIFF\1\2\3\4WEBPVP8L")),
                arguments("GIF 87", bytes("GIF87a")),
                arguments("AVIF", ftyp("avif", "mif1", "miaf")),
                arguments("AVIF sequence", ftyp("avis", "avif", "msf1", "iso8")),
                arguments("AVIF under HEIF's own brand", ftyp("mif1", "mif1", "avif", "miaf")),
                arguments("HEIC as a phone writes it", ftyp("heic", "mif1", "MiHB", "MiHE", "heic")),
                arguments("HEIC of 10 bits", ftyp("heix", "mif1")),
                arguments("HEIC sequence", ftyp("hevc", "msf1", "iso8")),
                arguments("HEIC under HEIF's own brand", ftyp("mif1", "mif1", "heic")),
                arguments("HEIC that may play as a movie", ftyp("mif1", "isom", "heic")),
                arguments("HEIC of unknown codec", ftyp("mif1", "mif1")),
                arguments("HEIC sequence of unknown codec", ftyp("msf1")),
                arguments("MP3", mp3Frames(2)),
                arguments("MP3 whose second frame lies beyond the head", frame(MP3_HEADER, 100)),
                arguments("MP3 with padding and another bit rate", join(frame(0xFFFB9200, 418), frame(0xFFFBB000, 32))),
                arguments("MP3 of MPEG-2 at 64 kbit/s", join(frame(0xFFF38000, 208), frame(0xFFF38000, 32))),
                arguments("MP3 of MPEG-2.5 at 16 kbit/s", join(frame(0xFFE32000, 104), frame(0xFFE32000, 32))),
                arguments("MP3 after a tag", join(id3(300), mp3Frames(2))),
                arguments("MP3 after a tag with padding", join(id3(300), new byte[77], mp3Frames(2))),
                arguments("MP3 after two tags", join(id3(300), id3(0), mp3Frames(2))),
                arguments(
                        "MP3 after a tag with a footer",
                        join(bytes("ID3\4\0\20\0\0\0\0" + "3DI7654321"), mp3Frames(2))),
                arguments("MP3 after a tag longer than the head", Arrays.copyOf(id3(200_000), MediaFormat.HEAD_BYTES)),
                arguments("WAV", bytes("RIFF\1\2\3\4WAVEfmt ")),
                arguments("WAV in RF64", bytes("RF64\377\377\377\377WAVEds64")),
                arguments("WAV in BW64", bytes("BW64\377\377\377\377WAVEds64")),
                arguments("FLAC", bytes("fLaC\0\0\0\42")),
                arguments("FLAC after a tag", join(id3(20), bytes("fLaC\0\0\0\42"))),
                arguments("OGG after a tag", join(id3(20), oggOpening("OpusHead\1"))),
                arguments("WAV after a tag", join(id3(20), bytes("RIFF\1\2\3\4WAVEfmt "))),
                arguments("AAC after a tag", join(id3(20), adts(200), adts(40))),
                arguments("M4A after a tag", join(id3(20), ftyp("M4A ", "isom"))),
                arguments("OGG with Speex", oggOpening("Speex   1.2")),
                arguments("OGG that opens with a skeleton", join(oggOpening("fishead\0\3"), oggOpening("\1vorbis"))),
                arguments("AAC", join(adts(200), adts(40))),
                arguments("AAC of MPEG-2, with checksums", join(adts(0xFFF85080, 200), adts(0xFFF85080, 40))),
                arguments("M4A audio book", ftyp("M4B ", "M4A ", "mp42", "isom")),
                arguments("M4A under a brand of its shop", ftyp("aax ", "aax ", "M4B ", "mp42", "isom")),
                arguments("MP4", ftyp("mp42", "isom", "mp42")),
                arguments("MP4 without compatible brands", ftyp("mp41")),
                arguments("MP4 of a later ISO edition", ftyp("iso6", "iso6", "dash")),
                arguments("MP4 that a shop sells and music players read", ftyp("M4V ", "M4V ", "M4A ", "mp42", "isom")),
                arguments("MP4 that a QuickTime player reads", ftyp("mp42", "qt  ", "isom")),
                arguments("THREE_GP of a phone", ftyp("3gp4", "isom", "3gp4")),
                arguments("THREE_GP", ftyp("3gp4", "3gp4")),
                arguments("THREE_GP of a later release", ftyp("3gp9", "3gp9", "isom")),
                arguments("THREE_GP for streaming", ftyp("3gs6", "3gp6")),
                arguments("THREE_GP under an unknown brand", ftyp("none", "3gp5")),
                arguments("THREE_GP of 3GPP2", ftyp("3g2a", "3g2a")),
                arguments("THREE_GP of 3GPP2 that an MP4 player reads", ftyp("3g2b", "isom", "mp42")),
                arguments("MP4 that a phone plays", ftyp("mp42", "3gp4", "isom")),
                arguments("MKV", ebml("\102\202\210matroska")),
                arguments("MKV padded with zeros", ebml("\102\202\211matroska\0")),
                arguments("MP4 of a camera", ftyp("XAVC", "XAVC", "mp42", "iso2")),
                arguments("MOV", ftyp("qt  ", "qt  ")),
                arguments("MOV that an MP4 player reads", ftyp("qt  ", "mp42", "isom")),
                arguments("MOV without brands, movie first", box(0x3000, "moov")),
                arguments("MOV without brands, data first", box(0x7000_0000, "mdat")),
                arguments("MOV without brands, data of 64-bit size", box(1, "mdat")),
                arguments("MOV without brands, space for a size", join(box(8, "wide"), bytes("\0\0\0\0mdat"))),
                arguments("WEBM", ebml("\102\202\204webm")),
                arguments("WEBM after other elements", ebml("\102\206\201\1\102\367\201\1\354\202??\102\202\204webm")),
                arguments("WEBM padded with zeros", ebml("\102\202\210webm\0\0\0\0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("builtHeads")
    void detectsEveryVariant(String name, byte[] head) {
        assertThat(MediaFormat.detect(head)).isEqualTo(formatOf(name));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PCM", "ULAW", "WEBA", "MKA", "THREE_GA"})
    void everyFormatIsDetectedAtLeastOnce(MediaFormat format) {
        assertThat(Stream.concat(realHeads(), builtHeads()).map(head -> (String) head.get()[0]))
                .anyMatch(name -> formatOf(name).equals(Optional.of(format)));
    }

    static Stream<Arguments> nearMisses() {
        return Stream.of(
                arguments("nothing", new byte[0]),
                arguments("a PNG whose line ends were converted", bytes("\211PNG\n\32\n\0\0\0\rIHDR")),
                arguments("a PNG whose high bit was stripped", bytes("\11PNG\r\n\32\n")),
                arguments("half a JPEG marker", bytes("\377\330")),
                arguments("an unknown GIF version", bytes("GIF88a")),
                arguments("RIFF of another form", bytes("RIFF\1\2\3\4AVI LIST")),
                arguments("RIFF cut before its form", bytes("RIFF\1\2\3\4")),
                arguments("WEBP without an image chunk", bytes("RIFF\1\2\3\4WEBPEXIF")),
                arguments("UTF-16 text, little endian", utf16("\uFEFFHello, world", false)),
                arguments("UTF-16 text, big endian", utf16("\uFEFFHello, world", true)),
                arguments("one MP3 frame, then anything", join(frame(MP3_HEADER, MP3_FRAME), new byte[100])),
                arguments("one MP3 frame, then a longer one", join(frame(MP3_HEADER, MP3_FRAME + 1), mp3Frames(1))),
                arguments("MP3 frames of two rates", join(mp3Frames(1), frame(0xFFFB9400, MP3_FRAME))),
                arguments("MP3 frames of two MPEG versions", join(mp3Frames(1), frame(0xFFF39000, MP3_FRAME))),
                arguments("MP3 of a forbidden bit rate", frame(0xFFFBF000, 32)),
                arguments("MP3 of a free bit rate", frame(0xFFFB0000, 32)),
                arguments("MP3 of a reserved sampling rate", frame(0xFFFB9C00, 32)),
                arguments("MP3 of a reserved version", frame(0xFFEB9000, 32)),
                arguments("MP3 of a reserved emphasis", frame(0xFFFB9002, 32)),
                arguments("MPEG audio of layer II", frame(0xFFFD9000, 32)),
                arguments("a sentence about ID3", bytes("ID3 is a tag that stands before the audio.")),
                arguments("a tag of an unknown version", bytes("ID3\5\0\0\0\0\0\0")),
                arguments("a tag whose size is not in 7-bit bytes", bytes("ID3\4\0\0\200\0\0\0")),
                arguments("a tag with unknown flags", bytes("ID3\4\0\1\0\0\0\0")),
                arguments("a tag cut short", bytes("ID3\4\0\0\0\0\0")),
                arguments("a tag, then a page", join(id3(40), bytes("<html>"))),
                arguments("a tag, then an image", join(id3(40), bytes("GIF89a"))),
                arguments("ADTS frames of two sampling rates", join(adts(200), adts(0xFFF14080, 40))),
                arguments("one ADTS frame, then anything", join(adts(200), new byte[100])),
                arguments("ADTS of a forbidden sampling rate", adts(0xFFF17480, 40)),
                arguments("ADTS shorter than its header", join(int32(0xFFF15080), bytes("\0\340\0\0\0\0"))),
                arguments("an Ogg page in mid-stream", oggPage(0, "\1vorbis")),
                arguments("Ogg of an unknown codec", oggOpening("nonesuch")),
                arguments("Ogg of a later version", bytes("OggS\1\2")),
                arguments("Theora", oggOpening("\200theora\3\2\1")),
                arguments("Theora after its audio", join(oggOpening("\1vorbis"), oggOpening("\200theora\3\2\1"))),
                arguments("VP8 in Ogg with Opus", join(oggOpening("OpusHead\1"), oggOpening("OVP80\1\1"))),
                arguments("a DocType that begins as WebM's", ebml("\102\202\205webmx")),
                arguments("a DocType that is cut", ebml("\102\202\203web")),
                arguments("EBML without a DocType", ebml("\102\206\201\1")),
                arguments(
                        "EBML with an endless element", ebml("\102\206\1\377\377\377\377\377\377\376\102\202\204webm")),
                arguments("EBML with an invalid ID", ebml("\0\0\0\0\0\0\102\202\204webm")),
                arguments("WebM's DocType beyond the header", join(ebml("\102\206\201\1"), bytes("\102\202\204webm"))),
                arguments("ISO media of an unknown brand", ftyp("none", "such")),
                arguments("ISO media without a brand", bytes("\0\0\0\20ftyp")),
                arguments("a brand in the place of the version", join(int32(16), bytes("ftypnoneisom"))),
                arguments("a brand after the file type box", join(ftyp("none"), bytes("isomisom"))),
                arguments("a Canon raw image", ftyp("crx ", "crx ", "isom")),
                arguments("a fragment", box(24, "moof")),
                arguments("a sentence about ftyp", bytes("the ftypisom brand")),
                arguments("a sentence with free in it", bytes("the free encyclopedia")),
                arguments("a box smaller than its header", box(7, "moov")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nearMisses")
    void doesNotDetectSimilarFiles(String name, byte[] head) {
        assertThat(MediaFormat.detect(head)).as(name).isEmpty();
    }

    @Test
    void acceptsHeadersOfAnyLength() {
        Stream.concat(realHeads(), builtHeads()).forEach(arguments -> {
            String name = (String) arguments.get()[0];
            byte[] head = (byte[]) arguments.get()[1];
            for (int length = 0; length <= Math.min(head.length, 2_000); length++) {
                byte[] truncated = Arrays.copyOf(head, length);
                assertThat(MediaFormat.detect(truncated).stream())
                        .as("%s, truncated to %d bytes", name, length)
                        .isSubsetOf(plausible(name));
                assertThat(MediaFormat.describe(truncated)).isNotBlank();
            }
        });
    }

    /** The formats that may be detected from a truncated header. */
    private static Set<MediaFormat> plausible(String name) {
        Set<MediaFormat> formats = EnumSet.noneOf(MediaFormat.class);
        formatOf(name).ifPresent(formats::add);
        if (name.endsWith("tagged") || name.contains("after a tag")) {
            formats.add(MediaFormat.MP3);
        }
        if (name.contains("HEIF's own brand") || name.contains("may play as a movie")) {
            formats.addAll(Set.of(MediaFormat.HEIC, MediaFormat.MP4));
        }
        return formats;
    }

    @Test
    void aLongerHeaderMayChangeTheDetectedFormat() {
        byte[] head = real("aac-tagged");
        assertThat(MediaFormat.detect(Arrays.copyOf(head, 20))).contains(MediaFormat.MP3);
        assertThat(MediaFormat.detect(head)).contains(MediaFormat.AAC);
    }

    @Test
    void readsOnlyTheFirstBytes() {
        byte[] file = Arrays.copyOf(join(id3(MediaFormat.HEAD_BYTES), bytes("<html>")), 1_000_000);
        assertThat(MediaFormat.detect(file)).contains(MediaFormat.MP3);
        assertThat(MediaFormat.detect(Arrays.copyOf(file, MediaFormat.HEAD_BYTES)))
                .contains(MediaFormat.MP3);
    }

    static Stream<Arguments> taggedAudio() {
        return Stream.of(
                arguments(MediaFormat.FLAC, bytes("fLaC\0\0\0\42")),
                arguments(MediaFormat.AAC, join(adts(200), adts(40))),
                arguments(MediaFormat.MP3, mp3Frames(2)),
                arguments(MediaFormat.OGG, oggOpening("OpusHead\1")),
                arguments(MediaFormat.WAV, bytes("RIFF\1\2\3\4WAVEfmt ")),
                arguments(MediaFormat.M4A, ftyp("M4A ", "isom")));
    }

    @ParameterizedTest
    @MethodSource("taggedAudio")
    void formatBehindALongTagIsDetected(MediaFormat format, byte[] audio) throws IOException {
        int head = MediaFormat.HEAD_BYTES;
        for (byte[] tags : List.of(
                id3(200_000),
                id3(head - 10),
                id3(head - 14),
                join(id3(100), id3(300_000)),
                join(id3(300_000), id3(20_000)),
                join(id3(20_000), new byte[3 * head]))) {
            assertThat(detect(join(tags, audio))).contains(format);
        }
    }

    @Test
    void fileOfALongTagAndUnknownBytesCountsAsMp3() throws IOException {
        byte[] tag = id3(200_000);
        assertThat(detect(join(tag, bytes("\1\2\3")))).contains(MediaFormat.MP3);
        assertThat(detect(tag)).contains(MediaFormat.MP3);
        assertThat(detect(Arrays.copyOf(tag, 100_000))).contains(MediaFormat.MP3);
        assertThat(detect(join(tag, new byte[10_000_000]))).contains(MediaFormat.MP3);
    }

    @Test
    void fileWithoutALongTagIsReadOnce() throws IOException {
        for (byte[] file : List.of(bytes("fLaC\0\0\0\42"), join(id3(5_000), mp3Frames(2)), new byte[0])) {
            assertThat(MediaFormat.detect(file, offset -> {
                        throw new IOException("read again");
                    }))
                    .isEqualTo(MediaFormat.detect(file));
        }
    }

    /** A tag that consists of many tags is not read to its end. */
    @Test
    void numberOfReadsIsLimited() throws IOException {
        byte[] tag = Arrays.copyOf(id3(MediaFormat.HEAD_BYTES), MediaFormat.HEAD_BYTES);
        AtomicInteger reads = new AtomicInteger();
        assertThat(MediaFormat.detect(tag, offset -> {
                    reads.incrementAndGet();
                    return tag;
                }))
                .contains(MediaFormat.MP3);
        assertThat(reads).hasValueLessThan(20);
    }

    private static Optional<MediaFormat> detect(byte[] file) throws IOException {
        return MediaFormat.detect(part(file, 0), offset -> part(file, offset));
    }

    private static byte[] part(byte[] file, long offset) {
        int start = (int) Math.min(offset, file.length);
        return Arrays.copyOfRange(file, start, Math.min(file.length, start + MediaFormat.HEAD_BYTES));
    }

    @Test
    void randomBytesAreNotDetectedAsMedia() {
        Random random = new Random(20261122);
        for (int i = 0; i < 5_000; i++) {
            byte[] head = new byte[random.nextInt(2_000)];
            random.nextBytes(head);
            assertThat(MediaFormat.detect(head)).as("round %d", i).isEmpty();
            assertThat(MediaFormat.describe(head)).isNotBlank();
        }
    }

    @Test
    void damagedHeadersDoNotThrow() {
        Random random = new Random(20261123);
        byte[][] heads = Stream.concat(Stream.concat(realHeads(), builtHeads()), nearMisses())
                .map(arguments -> (byte[]) arguments.get()[1])
                .filter(head -> head.length > 0)
                .toArray(byte[][]::new);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = heads[random.nextInt(heads.length)].clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[random.nextInt(Math.min(damaged.length, 64))] = (byte) random.nextInt(256);
            }
            byte[] truncated = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            assertThat(MediaFormat.detect(truncated)).isNotNull();
            assertThat(MediaFormat.describe(truncated)).isNotBlank();
        }
    }

    private static Optional<MediaFormat> formatOf(String name) {
        String first = name.split("[- ]", -1)[0].toUpperCase(Locale.ROOT);
        return first.equals("OTHER") ? Optional.empty() : Optional.of(MediaFormat.valueOf(first));
    }

    private static byte[] utf16(String text, boolean bigEndian) {
        return text.getBytes(bigEndian ? UTF_16BE : UTF_16LE);
    }

    private static byte[] adts(int length) {
        return adts(0xFFF15080, length);
    }

    /** An ADTS frame: its length is in the last 2 bits of the header's 4th byte and the 11 after. */
    private static byte[] adts(int header, int length) {
        byte[] frame = frame(header | length >> 11, length);
        frame[4] = (byte) (length >> 3);
        frame[5] = (byte) (length << 5);
        return frame;
    }
}
