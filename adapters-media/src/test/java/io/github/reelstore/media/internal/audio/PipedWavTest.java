package io.github.reelstore.media.internal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WAV as programs write it into a pipe, where they cannot go back to fill in the sizes. */
class PipedWavTest {

    private static final int HERTZ = 8000;
    private static final int HEADER = 44;
    private static final String EARLY = "The file ends too early.";

    private static MediaMetadata probe(byte[] bytes) {
        return new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(bytes), MediaFormat.WAV);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Half a second of 16 bits, with these sizes. */
    private static byte[] wav(long riff, long data, String trailer) {
        byte[] samples = new byte[HERTZ];
        Arrays.fill(samples, (byte) 0xF1);
        return header(ByteBuffer.allocate(HEADER + samples.length + trailer.length()), riff, data)
                .put(samples)
                .put(latin1(trailer))
                .array();
    }

    private static ByteBuffer header(ByteBuffer into, long riff, long data) {
        return into.order(ByteOrder.LITTLE_ENDIAN)
                .put(latin1("RIFF"))
                .putInt((int) riff)
                .put(latin1("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(HERTZ)
                .putInt(2 * HERTZ)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(latin1("data"))
                .putInt((int) data);
    }

    @ParameterizedTest
    @CsvSource({
        "0x7FFFF024,0x7FFFF000", // espeak-ng, SoX
        "0x7FFFF048,0x7FFFF000", // SoX, 32 bits
        "0x7FFF0024,0x7FFF0000", // GStreamer
        "0x80000023,0x7FFFFFFF", // LAME
        "0x7FFFFFFF,0x7FFFFFFF", // opusdec
        "2000000036,2000000000",
        "0xFFFFFFFF,0xFFFFFFFF", // FFmpeg
        "36,0" // mpg123
    })
    void placeholderIsNotATruncation(String riff, String data) {
        MediaMetadata metadata = probe(wav(Long.decode(riff), Long.decode(data), ""));
        assertThat(metadata.warnings()).isEmpty();
        assertThat(metadata.durationMs()).contains(500L);
        assertThat(metadata.bitrate()).contains(128_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7FFFF002L, 0x7FFFFFFEL, 2_000_000_002L, 0xFFFFFFFEL, 8002, 1L << 30})
    void anyOtherSizePastTheEndIsATruncation(long data) {
        MediaMetadata metadata = probe(wav(data + 36, data, ""));
        assertThat(metadata.warnings()).containsExactly(EARLY);
        assertThat(metadata.durationMs()).contains(500L);
    }

    @Test
    void secondHeaderAtTheEndIsNotAudio() {
        byte[] second = header(ByteBuffer.allocate(HEADER), HERTZ + 36, HERTZ).array();
        byte[] festival = wav(36, 0, new String(second, StandardCharsets.ISO_8859_1));
        assertThat(festival).hasSize(2 * HEADER + HERTZ);
        MediaMetadata metadata = probe(festival);
        assertThat(metadata.durationMs()).contains(500L);
        assertThat(metadata.bitrate()).contains(128_000);
        assertThat(metadata.warnings()).isEmpty();
    }

    @Test
    void emptyListAtTheEndIsNotAudio() {
        // 1 ms of audio more would be 16 bytes, so the bit rate shows it
        MediaMetadata metadata = probe(wav(0x7FFF0024L, 0x7FFF0000L, "LIST\4\0\0\0INFO"));
        assertThat(metadata.durationMs()).contains(500L);
        assertThat(metadata.bitrate()).contains(128_000);
        assertThat(metadata.warnings()).isEmpty();
    }

    @Test
    void emptyDataBeforeAnotherChunkIsEmpty() {
        MediaMetadata metadata = probe(Arrays.copyOf(wav(36, 0, ""), HEADER));
        assertThat(metadata.durationMs()).contains(0L);
        byte[] list = header(ByteBuffer.allocate(HEADER + 12), 48, 0)
                .put(latin1("LIST\4\0\0\0INFO"))
                .array();
        assertThat(probe(list).durationMs()).contains(0L);
        assertThat(probe(list).warnings()).isEmpty();
    }

    /** SoX rounds its placeholder down to blocks of all channels. */
    @ParameterizedTest
    @CsvSource({"2,24", "3,16", "1,24", "6,32"})
    void placeholderOfWholeBlocksIsNotATruncation(int channels, int bits) {
        int block = channels * bits / 8;
        byte[] bytes = wav(0x7FFFF024L, 0x7FFFF000L - 0x7FFFF000L % block, "");
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(22)
                .putShort((short) channels)
                .putInt(HERTZ)
                .putInt(HERTZ * block)
                .putShort((short) block)
                .putShort((short) bits);
        MediaMetadata metadata = probe(bytes);
        assertThat(metadata.warnings()).isEmpty();
        long frames = HERTZ / block;
        assertThat(metadata.durationMs()).contains(Math.round(frames * 1000.0 / HERTZ));
    }

    /** The number of samples is that of the whole file. */
    @Test
    void durationOfATruncatedFileIsThatOfItsAudio() {
        byte[] adpcm = Samples.bytes("adpcm.wav");
        long expected = probe(adpcm).durationMs().orElseThrow();
        ByteBuffer bytes = ByteBuffer.wrap(adpcm).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(adpcm, StandardCharsets.ISO_8859_1);
        bytes.putInt(text.indexOf("fact") + 8, 1_000_000);
        bytes.putInt(text.indexOf("data") + 4, 1_000_000);
        MediaMetadata metadata = probe(adpcm);
        assertThat(metadata.durationMs().orElseThrow()).isBetween(expected - 20, expected + 20);
        assertThat(metadata.warnings()).containsExactly(EARLY);
    }

    /** SoX writes a placeholder into both chunks. */
    @Test
    void numberOfSamplesIsAPlaceholderToo() {
        byte[] adpcm = Samples.bytes("adpcm.wav");
        long expected = probe(adpcm).durationMs().orElseThrow();
        ByteBuffer bytes = ByteBuffer.wrap(adpcm).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(adpcm, StandardCharsets.ISO_8859_1);
        bytes.putInt(text.indexOf("fact") + 8, 0xFC7FE070);
        bytes.putInt(text.indexOf("data") + 4, 0x7FFFF000);
        assertThat(probe(adpcm).durationMs().orElseThrow()).isBetween(expected - 20, expected + 20);
        assertThat(probe(adpcm).warnings()).isEmpty();
    }
}
