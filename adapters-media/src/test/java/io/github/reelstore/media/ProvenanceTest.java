package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Detects Content Credentials (C2PA Technical Specification 2.1, appendix A) and XMP (XMP Specification, part 3) in
 * each format. They are inserted into a sample as the specification says.
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

    private static void grow(byte[] file, int box, int by) {
        ByteBuffer.wrap(file).putInt(box, ByteBuffer.wrap(file).getInt(box) + by);
    }
}
