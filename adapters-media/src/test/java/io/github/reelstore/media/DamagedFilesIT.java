package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.samples.Jpegs;
import io.github.reelstore.media.samples.Samples;
import io.github.reelstore.media.samples.Samples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A truncated, damaged, huge or endless file is parsed as far as possible, with a warning. */
@Tag("large")
class DamagedFilesIT {

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    static List<Sample> samples() {
        return Samples.all();
    }

    private MediaMetadata probe(byte[] bytes, MediaFormat format) {
        return probe.probe(Samples.file(bytes), format);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fileMayBeTruncatedAnywhere(Sample sample) {
        byte[] whole = sample.bytes();
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 300)) {
            assertThat(probe(Arrays.copyOf(whole, length), sample.head()).format())
                    .isIn(sample.head(), sample.format());
        }
    }

    /** As a recorder leaves it when it is killed. */
    @ParameterizedTest
    @ValueSource(strings = {"opus.weba", "vorbis.weba"})
    void truncatedAudioIsDetectedAsAudio(String file) {
        byte[] whole = Samples.bytes(file);
        MediaMetadata metadata = probe(Arrays.copyOf(whole, whole.length * 3 / 4), MediaFormat.WEBM);
        assertThat(metadata.format()).isEqualTo(MediaFormat.WEBA);
        assertThat(metadata.warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arbitraryBytesAreParsed(Sample sample) {
        Random random = new Random(sample.file().hashCode());
        for (int i = 0; i < 300; i++) {
            byte[] bytes = sample.bytes();
            for (int j = 0; j <= i % 20; j++) {
                bytes[random.nextInt(Math.min(bytes.length, 1 + 50 * (1 + i % 40)))] = (byte) random.nextInt();
            }
            MediaFormat format = probe(bytes, sample.head()).format();
            // a damaged video may contain only audio
            assertThat(sample.head().mayBe(format.kind())).isTrue();
        }
    }

    /** Excludes formats without a length, whose frames are counted: they end with the last complete frame. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.png",
                "colour.jpg",
                "lossy.webp",
                "still.gif",
                "still.avif",
                "64x48.heic",
                "vbr.mp3",
                "mono.wav",
                "mono.flac",
                "vorbis.ogg",
                "opus.ogg",
                "stereo.m4a",
                "faststart.mp4",
                "plain.mov",
                "vp9.webm"
            })
    void truncatedFileHasAWarning(String file) {
        byte[] whole = Samples.bytes(file);
        MediaFormat format = MediaFormat.detect(whole).orElseThrow();
        MediaMetadata metadata = probe(Arrays.copyOf(whole, whole.length - whole.length / 5), format);
        assertThat(metadata.warnings()).isNotEmpty();
    }

    @Test
    void metadataBeforeTheTruncationIsRead() {
        MediaMetadata png = probe(Arrays.copyOf(Samples.bytes("rgb.png"), 60), MediaFormat.PNG);
        assertThat(png.width()).contains(60);
        assertThat(png.warnings()).containsExactly("The file ends too early.");
        MediaMetadata wav = probe(Arrays.copyOf(Samples.bytes("mono.wav"), 8044), MediaFormat.WAV);
        assertThat(wav.durationMs()).contains(500L);
        assertThat(wav.warnings()).containsExactly("The file ends too early.");
    }

    @Test
    void headerWithAWrongChecksumIsIgnored() {
        byte[] bytes = Samples.bytes("rgb.png");
        bytes[17]++;
        MediaMetadata metadata = probe(bytes, MediaFormat.PNG);
        assertThat(metadata.width()).isEmpty();
        assertThat(metadata.warnings()).containsExactly("The file is damaged: its header makes no sense.");
    }

    @Test
    void imageOfMoreThan100MillionPixelsHasItsSizeAndAWarning() {
        byte[] bytes = Samples.bytes("rgb.png");
        byte[] huge = {0, 0, (byte) 0xC3, 0x50, 0, 0, (byte) 0xC3, 0x50};
        System.arraycopy(huge, 0, bytes, 16, 8);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        for (int i = 0; i < 4; i++) {
            bytes[29 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        MediaMetadata metadata = probe(bytes, MediaFormat.PNG);
        assertThat(metadata.width()).contains(50_000);
        assertThat(metadata.warnings().toString()).contains("2500000000 pixels");
    }

    /** A file of many terabytes of frames, generated while it is read. */
    @Test
    void probeIsStoppedAtTheTimeLimit() {
        byte[] frame = Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x40}, 417);
        MediaBytes endless = new MediaBytes("endless", Long.MAX_VALUE / 2, offset -> new Repeated(frame));
        ParsingProbe probeWithShortLimit =
                new ParsingProbe(new MediaConfig(1, Duration.ofMillis(200), Optional.empty()));
        long start = System.nanoTime();
        MediaMetadata metadata = probeWithShortLimit.probe(endless, MediaFormat.MP3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(metadata.sampleRate()).contains(44_100);
        assertThat(metadata.warnings()).containsExactly("Reading the file was stopped after 200 ms.");
    }

    /** Repeats the same bytes endlessly. */
    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private int position;

        Repeated(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            position = (position + 1) % bytes.length;
            return bytes[(position + bytes.length - 1) % bytes.length] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            for (int i = 0; i < count; i++) {
                into[from + i] = (byte) read();
            }
            return count;
        }
    }

    @Test
    void unreadableFileIsUnavailable() {
        MediaBytes broken = new MediaBytes("broken", 100, offset -> {
            throw new IOException("the disk is gone");
        });
        Assertions.assertThatThrownBy(() -> probe.probe(broken, MediaFormat.PNG))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void contentCredentialsAndXmpAreDetectedInAJpeg() {
        byte[] jpeg = Samples.bytes("colour.jpg");
        byte[] marked = Jpegs.withSegment(jpeg, 0xEB, "JP\0\1\0\0\0\1\0\0\0\100jumb\0\0\0\40jumdc2pa\0\21\0\20");
        marked = Jpegs.withSegment(marked, 0xE1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>");
        assertThat(probe(marked, MediaFormat.JPEG).provenance()).containsExactly("xmp", "c2pa");
        assertThat(probe(jpeg, MediaFormat.JPEG).provenance()).isEmpty();
    }

    @Test
    void contentCredentialsAndTextAreDetectedInAPng() throws IOException {
        byte[] png = Samples.bytes("rgb.png");
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(png, 0, 33);
        marked.writeBytes(chunk("caBX", "jumb"));
        marked.writeBytes(chunk("tEXt", "parameters\0a lighthouse"));
        marked.writeBytes(chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>"));
        marked.write(png, 33, png.length - 33);
        MediaMetadata metadata = probe(marked.toByteArray(), MediaFormat.PNG);
        assertThat(metadata.provenance()).containsExactly("c2pa", "text:parameters", "xmp");
        assertThat(metadata.warnings()).isEmpty();
    }

    private static byte[] chunk(String type, String data) {
        byte[] bytes = (type + data).getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, (byte) data.length()});
        out.writeBytes(bytes);
        out.writeBytes(new byte[4]);
        return out.toByteArray();
    }

    @Test
    void contentCredentialsAreDetectedInAVideo() {
        byte[] mp4 = Samples.bytes("silent.mp4");
        byte[] uuid = new byte[24];
        byte[] head = HexFormat.of().parseHex("0000001875756964d8fec3d61b0e483c");
        System.arraycopy(head, 0, uuid, 0, head.length);
        byte[] marked = Arrays.copyOf(mp4, mp4.length + uuid.length);
        System.arraycopy(uuid, 0, marked, mp4.length, uuid.length);
        MediaMetadata metadata = probe(marked, MediaFormat.MP4);
        assertThat(metadata.provenance()).containsExactly("c2pa");
        assertThat(metadata.durationMs()).contains(1500L);
    }
}
