package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes within and after a file that do not belong to its format. */
class ExtraBytesTest {

    private static final String EARLY = "The file ends too early.";

    private static MediaMetadata probe(byte[] bytes) {
        MediaFormat format = MediaFormat.detect(bytes).orElseThrow();
        return new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(bytes), format);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static List<byte[]> stray() {
        return List.of(
                new byte[] {0},
                filled(40_000, 0),
                "vendor".getBytes(StandardCharsets.US_ASCII),
                new byte[] {1, (byte) 0xFF, 0, 2},
                filled(7, 0xFF));
    }

    private static int segmentEnd(byte[] jpeg, int start) {
        return start + 2 + ByteBuffer.wrap(jpeg).getShort(start + 2);
    }

    @ParameterizedTest
    @MethodSource("stray")
    void bytesBetweenSegmentsOfAJpegAreSkipped(byte[] stray) {
        byte[] jpeg = Samples.bytes("colour.jpg");
        byte[] marked = Jpegs.withSegment(jpeg, 0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
        // after the inserted segment, and after the one that the encoder writes first
        int first = segmentEnd(marked, 2);
        int second = segmentEnd(marked, first);
        for (int at : new int[] {first, second}) {
            byte[] bytes = joined(Arrays.copyOf(marked, at), stray, Arrays.copyOfRange(marked, at, marked.length));
            MediaMetadata metadata = probe(bytes);
            assertThat(metadata.width()).contains(60);
            assertThat(metadata.height()).contains(34);
            assertThat(metadata.provenance()).containsExactly("xmp");
            assertThat(metadata.warnings()).isEmpty();
        }
    }

    @Test
    void endlessBytesBetweenSegmentsAreDamage() {
        MediaMetadata metadata = probe(joined(Arrays.copyOf(Samples.bytes("colour.jpg"), 20), filled(3_000_000, 7)));
        assertThat(metadata.width()).isEmpty();
        assertThat(metadata.warnings()).containsExactly("The file is damaged: a marker makes no sense.");
    }

    /** The video of a motion photo, or padding, after images of which one is progressive. */
    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 131_070, 131_071, 131_072, 1_000_000})
    void tailOfAJpegIsNotATruncation(int length) {
        for (byte[] tail : List.of(filled(length, 0), filled(length, 0xFF), filled(length, 'm'))) {
            for (String sample : List.of("colour.jpg", "turned.jpg", "grey.jpg")) {
                byte[] jpeg = Samples.bytes(sample);
                MediaMetadata metadata = probe(joined(jpeg, tail));
                assertThat(metadata).isEqualTo(probe(jpeg));
                assertThat(metadata.warnings()).isEmpty();
            }
        }
    }

    @Test
    void largeJpegWithoutAnEndIsTruncated() {
        byte[] jpeg = Samples.bytes("colour.jpg");
        byte[] scan = Arrays.copyOf(jpeg, jpeg.length - 2);
        assertThat(probe(joined(scan, filled(300_000, 0x55))).warnings()).containsExactly(EARLY);
        assertThat(probe(scan).warnings()).containsExactly(EARLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "animated.webp", "mono.wav", "rgb.png", "still.gif"})
    void bytesAfterTheEndAreIgnored(String sample) {
        byte[] bytes = Samples.bytes(sample);
        for (byte[] tail : List.of(filled(128, 'T'), filled(100_000, 0xFF), filled(9, 0))) {
            assertThat(probe(joined(bytes, tail))).isEqualTo(probe(bytes));
        }
        assertThat(probe(bytes).warnings()).isEmpty();
        assertThat(probe(Arrays.copyOf(bytes, bytes.length - 10)).warnings()).containsExactly(EARLY);
    }

    @Test
    void chunksAfterTheStatedSizeAreRead() {
        byte[] wav = joined(
                Samples.bytes("mono.wav"), "C2PA\4\0\0\0jumb".getBytes(StandardCharsets.ISO_8859_1), filled(50, 'x'));
        assertThat(probe(wav).provenance()).containsExactly("c2pa");
        assertThat(probe(wav).warnings()).isEmpty();
        assertThat(probe(wav).durationMs()).isEqualTo(Optional.of(750L));
    }
}
