package io.github.reelstore.media.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Detects Content Credentials (C2PA Technical Specification 2.1, appendix A) and XMP (XMP Specification, part 3) in
 * each format, and the texts of image generators. They are inserted into a sample as the specification, or the source
 * of the generator, says.
 */
class ProvenanceTest {

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    private MediaMetadata probe(byte[] bytes) {
        return probe.probe(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow());
    }

    private void assertMarked(String sample, byte[] marked, String... marks) {
        MediaMetadata without = probe(Samples.bytes(sample));
        MediaMetadata metadata = probe(marked);
        assertThat(without.provenance()).isEmpty();
        assertThat(metadata.provenance()).containsExactly(marks);
        assertThat(metadata.width()).isEqualTo(without.width());
        assertThat(metadata.durationMs()).isEqualTo(without.durationMs());
        assertThat(metadata.warnings()).isEmpty();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] big(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** A RIFF file with an additional chunk at its end. */
    private static byte[] riff(String sample, String chunk) {
        byte[] bytes = Samples.bytes(sample);
        byte[] data = latin1("some bytes");
        byte[] whole = joined(bytes, latin1(chunk), little(data.length), data);
        System.arraycopy(little(whole.length - 8), 0, whole, 4, 4);
        return whole;
    }

    @ParameterizedTest
    @CsvSource({"animated.webp,C2PA,c2pa", "animated.webp,'XMP ',xmp", "mono.wav,C2PA,c2pa", "mono.wav,_PMX,xmp"})
    void chunkOfARiffFile(String sample, String chunk, String mark) {
        assertMarked(sample, riff(sample, chunk), mark);
    }

    @ParameterizedTest
    @CsvSource({"C2PA_GIF,c2pa", "XMP DataXMP,xmp"})
    void applicationExtensionOfAGif(String application, String mark) {
        byte[] gif = Samples.bytes("still.gif");
        byte[] extension = joined(
                new byte[] {0x21, (byte) 0xFF, (byte) application.length()}, latin1(application), new byte[] {2, 1, 1, 0
                });
        byte[] marked = joined(Arrays.copyOf(gif, gif.length - 1), extension, from(gif, gif.length - 1));
        assertMarked("still.gif", marked, mark);
    }

    @ParameterizedTest
    @CsvSource({"3", "4"})
    void frameOfAnId3Tag(int version) {
        byte[] credentials = joined(latin1("\0application/x-c2pa-manifest-store\0\0c2pa\0"), new byte[200]);
        byte[] packet = latin1("XMP\0<x:xmpmeta/>");
        byte[] frames = joined(frame("GEOB", credentials, version), frame("PRIV", packet, version));
        byte[] tag = joined(latin1("ID3"), new byte[] {(byte) version, 0, 0}, syncSafe(frames.length), frames);
        assertMarked("cbr-headless.mp3", joined(tag, Samples.bytes("cbr-headless.mp3")), "c2pa", "xmp");
    }

    private static byte[] frame(String id, byte[] data, int version) {
        return joined(latin1(id), version == 4 ? syncSafe(data.length) : big(data.length), new byte[2], data);
    }

    private static byte[] syncSafe(int size) {
        return new byte[] {0, 0, (byte) (size >> 7 & 0x7F), (byte) (size & 0x7F)};
    }

    @ParameterizedTest
    @CsvSource({
        "64x48.heic,d8fec3d61b0e483c92975828877ec481,c2pa",
        "still.avif,d8fec3d61b0e483c92975828877ec481,c2pa",
        "stereo.m4a,d8fec3d61b0e483c92975828877ec481,c2pa",
        "silent.mp4,be7acfcb97a942e89c71999491e3afac,xmp"
    })
    void topLevelUuidBox(String sample, String uuid, String mark) {
        byte[] file = Samples.bytes(sample);
        int fileType = ByteBuffer.wrap(file).getInt();
        byte[] box = joined(big(24 + 10), latin1("uuid"), HexFormat.of().parseHex(uuid), latin1("some bytes"));
        // at the end, because no offset refers to anything after it
        assertThat(fileType).isLessThan(file.length);
        assertMarked(sample, joined(file, box), mark);
    }

    @Test
    void itemOfAnAvif() {
        byte[] avif = Samples.bytes("still.avif");
        String text = new String(avif, StandardCharsets.ISO_8859_1);
        int infe = text.indexOf("infe");
        assertThat(infe).isPositive();
        // the item list and the enclosing boxes grow by one entry; of what follows, only the size is read here
        byte[] content = latin1("\2\0\0\1\0\7\0\0mimeXMP\0application/rdf+xml\0");
        byte[] entry = joined(big(8 + content.length), latin1("infe"), content);
        int at = infe - 4;
        byte[] marked = joined(Arrays.copyOf(avif, at), entry, from(avif, at));
        grow(marked, text.indexOf("iinf") - 4, entry.length);
        grow(marked, text.indexOf("meta") - 4, entry.length);
        MediaMetadata metadata = probe(marked);
        assertThat(metadata.provenance()).containsExactly("xmp");
        assertThat(metadata.width()).isEqualTo(probe(avif).width());
    }

    /** A TIFF directory at the start of EXIF, and one with a comment; all values follow them. */
    private static byte[] exif(ByteOrder order, int commentType, byte[] comment, Map<Integer, String> texts) {
        int first = 8 + 2 + 12 * (texts.size() + 1) + 4;
        int second = first + 2 + 12 + 4;
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(second).order(order);
        bytes.put(latin1(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42);
        bytes.putInt(8).putShort((short) (texts.size() + 1));
        new TreeMap<>(texts).forEach((tag, text) -> {
            bytes.putShort(tag.shortValue()).putShort((short) 2).putInt(text.length() + 1);
            bytes.putInt(second + values.size());
            values.writeBytes(latin1(text + "\0"));
        });
        bytes.putShort((short) 0x8769)
                .putShort((short) 4)
                .putInt(1)
                .putInt(first)
                .putInt(0);
        bytes.putShort((short) 1)
                .putShort((short) 0x9286)
                .putShort((short) commentType)
                .putInt(comment.length);
        bytes.putInt(second + values.size());
        return joined(bytes.array(), values.toByteArray(), comment);
    }

    private static byte[] comment(String code, Charset charset, String text) {
        return joined(Arrays.copyOf(latin1(code), 8), text.getBytes(charset));
    }

    /** JPEG, PNG and WebP with EXIF. */
    private static Map<String, byte[]> withExif(byte[] exif) {
        byte[] jpeg = Samples.bytes("colour.jpg");
        byte[] png = Samples.bytes("rgb.png");
        byte[] webp = Samples.bytes("animated.webp");
        String marked = new String(joined(latin1("Exif\0\0"), exif), StandardCharsets.ISO_8859_1);
        byte[] inWebp = joined(webp, latin1("EXIF"), little(exif.length), exif, new byte[exif.length & 1]);
        byte[] marker = latin1(marked);
        byte[] inMarkedWebp = joined(webp, latin1("EXIF"), little(marker.length), marker, new byte[marker.length & 1]);
        Map<String, byte[]> files = new TreeMap<>();
        if (marker.length < 0xFFFD) {
            files.put("colour.jpg", Jpegs.withSegment(jpeg, 0xE1, marked));
        }
        files.put("rgb.png", joined(Arrays.copyOf(png, 33), chunk("eXIf", exif), from(png, 33)));
        files.put("animated.webp", inWebp);
        files.put("animated.webp ", inMarkedWebp);
        return files;
    }

    private static byte[] chunk(String type, byte[] data) {
        return joined(big(data.length), latin1(type), data, new byte[4]);
    }

    private void assertExifMarked(byte[] exif, String... marks) {
        withExif(exif).forEach((sample, file) -> assertMarked(sample.strip(), file, marks));
    }

    private static final String PARAMETERS =
            "a lighthouse, hải đăng\nNegative prompt: blur\nSteps: 20, Sampler: Euler a";

    static Stream<byte[]> commentsOfGenerators() {
        return Stream.of(
                comment("UNICODE", StandardCharsets.UTF_16BE, PARAMETERS),
                comment("UNICODE", StandardCharsets.UTF_16LE, PARAMETERS),
                comment("ASCII", StandardCharsets.US_ASCII, PARAMETERS),
                comment("UNICODE", StandardCharsets.UTF_8, PARAMETERS),
                comment("", StandardCharsets.UTF_8, PARAMETERS),
                comment("UNICODE", StandardCharsets.UTF_16BE, "x".repeat(5_000) + PARAMETERS),
                comment("ASCII", StandardCharsets.US_ASCII, "{\"prompt\": \"a lighthouse\"}"));
    }

    @ParameterizedTest
    @MethodSource("commentsOfGenerators")
    void userCommentOfAGenerator(byte[] comment) {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (int type : new int[] {7, 1, 2}) {
                assertExifMarked(exif(order, type, comment, Map.of()), "text:parameters");
            }
        }
    }

    @Test
    void userCommentOfACameraIsNotMarked() {
        for (String text : List.of("", "          ", "Sunset, f/8", "{}", "Steps up the hill")) {
            byte[] comment = comment("ASCII", StandardCharsets.US_ASCII, text);
            byte[] exif = exif(ByteOrder.BIG_ENDIAN, 7, comment, Map.of(0x010F, "Canon", 0x0110, "EOS 5D: Mark II"));
            assertExifMarked(exif);
        }
    }

    /** The workflow is longer than a segment of a JPEG. */
    @Test
    void jsonInModelAndMake() {
        String workflow = "workflow:{\"nodes\": [" + "1, ".repeat(30_000) + "1]}";
        byte[] none = comment("", StandardCharsets.UTF_8, "");
        byte[] large = exif(
                ByteOrder.BIG_ENDIAN,
                7,
                none,
                Map.of(0x0110, "prompt:{\"3\": {}}", 0x010F, workflow, 0x010E, "extra:[1]"));
        assertExifMarked(large, "text:extra", "text:workflow", "text:prompt");
        byte[] spaced = exif(ByteOrder.BIG_ENDIAN, 7, none, Map.of(0x010F, "Prompt: {\"3\": {}}"));
        assertExifMarked(spaced, "text:Prompt");
        byte[] small = exif(ByteOrder.LITTLE_ENDIAN, 7, none, Map.of(0x0110, "prompt:{\"3\": {}}"));
        assertExifMarked(small, "text:prompt");
    }

    @Test
    void damagedExifIsIgnored() {
        byte[] exif = exif(
                ByteOrder.BIG_ENDIAN,
                7,
                comment("UNICODE", StandardCharsets.UTF_16BE, PARAMETERS),
                Map.of(0x0110, "prompt:{\"3\": {}}"));
        for (int length = 0; length < exif.length; length++) {
            byte[] cut = Arrays.copyOf(exif, length);
            byte[] changed = exif.clone();
            changed[length] = (byte) 0xFF;
            for (byte[] damaged : List.of(cut, changed)) {
                withExif(damaged).forEach((sample, file) -> {
                    MediaMetadata metadata = probe(file);
                    assertThat(metadata.width()).isPresent();
                    assertThat(metadata.warnings()).isEmpty();
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tEXt", "zTXt", "iTXt"})
    void rawProfileOfAPng(String type) {
        byte[] png = Samples.bytes("rgb.png");
        byte[] profile = latin1("Raw profile type xmp\0\nxmp\n      14\n3c783a786d706d6574612f3e\n");
        assertMarked("rgb.png", joined(Arrays.copyOf(png, 33), chunk(type, profile), from(png, 33)), "xmp");
    }

    /** ComfyUI writes it after the first frame. */
    @Test
    void textsOfAnAnimatedPng() {
        byte[] png = Samples.bytes("rgb.png");
        int end = png.length - 12;
        byte[] texts = joined(
                chunk("comf", latin1("prompt\0{\"3\": {}}")), chunk("comf", latin1("workflow\0{\"nodes\": []}")));
        assertMarked("rgb.png", joined(Arrays.copyOf(png, end), texts, from(png, end)), "text:prompt", "text:workflow");
    }

    @Test
    void commentOfAGif() {
        byte[] gif = Samples.bytes("still.gif");
        byte[] text = latin1("a lighthouse" + " at dusk".repeat(40) + "\nSteps: 20, Sampler: Euler a");
        int end = gif.length - 1;
        byte[] comment = joined(
                new byte[] {0x21, (byte) 0xFE, (byte) 255},
                Arrays.copyOf(text, 255),
                new byte[] {(byte) (text.length - 255)},
                from(text, 255),
                new byte[1]);
        assertMarked("still.gif", joined(Arrays.copyOf(gif, end), comment, from(gif, end)), "text:parameters");
        byte[] other = joined(new byte[] {0x21, (byte) 0xFE, 5}, latin1("Hello"), new byte[1]);
        assertMarked("still.gif", joined(Arrays.copyOf(gif, end), other, from(gif, end)));
    }

    /** The item is at the end of the file. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void exifItemOfAnAvif(int version) {
        byte[] exif =
                exif(ByteOrder.BIG_ENDIAN, 7, comment("UNICODE", StandardCharsets.UTF_16BE, PARAMETERS), Map.of());
        byte[] type = box("ftyp", latin1("avif\0\0\0\0mif1avif"));
        byte[] items = box("iinf", big(0), new byte[] {0, 1}, box("infe", latin1("\2\0\0\0\0\7\0\0Exif\0")));
        byte[] size =
                box("iprp", box("ipco", box("ispe", big(0), big(64), big(48))), box("ipma", big(0), big(1), new byte[] {
                    0, 1, 1, (byte) 0x81
                }));
        byte[] data = joined(big(6), latin1("Exif\0\0"), exif);
        int wide = version == 2 ? 4 : 2;
        int locationBytes = 8 + 4 + 2 + wide + 2 * (wide + (version == 0 ? 0 : 2) + 2 + 2 + 8);
        int meta = 8 + 4 + 14 + items.length + size.length + locationBytes;
        int start = type.length + meta + 8;
        byte[] locations = box(
                "iloc",
                big(version << 24),
                new byte[] {0x44, 0},
                number(wide, 2),
                location(version, wide, 1, 0, 1),
                location(version, wide, 7, start, data.length));
        assertThat(locations).hasSize(locationBytes);
        byte[] file = joined(
                type,
                box("meta", big(0), box("pitm", big(0), new byte[] {0, 1}), items, size, locations),
                box("mdat", data));
        MediaMetadata metadata = probe(file);
        assertThat(metadata.provenance()).containsExactly("text:parameters");
        assertThat(metadata.width()).contains(64);
        assertThat(metadata.warnings()).isEmpty();
        assertThat(probe(Arrays.copyOf(file, start + 2)).width()).contains(64);
    }

    private static byte[] location(int version, int wide, int item, int offset, int length) {
        return joined(
                number(wide, item),
                new byte[version == 0 ? 0 : 2],
                number(2, 0),
                number(2, 1),
                big(offset),
                big(length));
    }

    private static byte[] number(int bytes, int value) {
        return from(big(value), 4 - bytes);
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] data = joined(content);
        return joined(big(8 + data.length), latin1(type), data);
    }

    private static void grow(byte[] file, int box, int by) {
        ByteBuffer.wrap(file).putInt(box, ByteBuffer.wrap(file).getInt(box) + by);
    }
}
