package io.github.reelstore.media.internal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Bytes;
import io.github.reelstore.media.samples.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The silence that an encoder adds to an MP3, which LAME's part of Xing's header contains. */
class EncoderDelayTest {

    /** MPEG-2, layer III, one channel of 16 kHz at 64 kbit/s: 576 samples, 288 bytes. */
    private static final int FRAME = 0xFFF388C4;

    private static final int FRAME_BYTES = 288;

    /** The frames of four seconds, 576 samples before and 1088 after them. */
    private static final int FRAMES = 114;

    private static final int DELAYS = 576 << 12 | 1088;

    private static byte[] mp3(String mark, int flags, String encoder, int delays) {
        ByteBuffer bytes = ByteBuffer.allocate((FRAMES + 1) * FRAME_BYTES);
        bytes.putInt(FRAME).position(4 + 9);
        bytes.put(latin1(mark)).putInt(flags).putInt(FRAMES);
        int optional = ((flags & 2) == 0 ? 0 : 4) + ((flags & 4) == 0 ? 0 : 100) + ((flags & 8) == 0 ? 0 : 4);
        bytes.position(bytes.position() + optional);
        bytes.put(latin1(encoder)).position(bytes.position() + 21 - encoder.length());
        bytes.put((byte) (delays >> 16)).putShort((short) delays);
        for (int i = 1; i <= FRAMES; i++) {
            bytes.putInt(i * FRAME_BYTES, FRAME);
        }
        return bytes.array();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MediaMetadata probe(byte[] mp3) {
        assertThat(MediaFormat.detect(mp3)).contains(MediaFormat.MP3);
        return new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(mp3), MediaFormat.MP3);
    }

    @ParameterizedTest
    @CsvSource({
        "Info,LAME3.100,15,4000",
        "Xing,LAME3.99r,15,4000",
        "Info,Lavc59.37,15,4000",
        "Info,Lavf58.20,15,4000",
        "Info,LAME3.100,1,4000",
        "Info,LAME3.100,7,4000",
        "Info,LAME3.100,11,4000",
        "Info,GOGO3.13,15,4104",
        "Xing,'',15,4104"
    })
    void isNotPartOfTheDuration(String mark, String encoder, int flags, long expectedMs) {
        MediaMetadata metadata = probe(mp3(mark, flags, encoder, DELAYS));
        assertThat(metadata.durationMs()).contains(expectedMs);
        // the bit rate is that of the frames
        assertThat(metadata.bitrate().orElseThrow()).isBetween(63_900, 64_600);
        assertThat(metadata.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,4104", "0xFFFFFF,3592"})
    void maySayNothingOrTheMost(String delays, long expectedMs) {
        assertThat(probe(mp3("Info", 15, "LAME3.100", Integer.decode(delays))).durationMs())
                .contains(expectedMs);
    }

    /** All of it would be silence, so the header is wrong. */
    @ParameterizedTest
    @CsvSource({"3", "14"})
    void isIgnoredIfItIsLongerThanTheFrames(int frames) {
        byte[] mp3 = mp3("Info", 15, "LAME3.100", 0xFFFFFF);
        ByteBuffer.wrap(mp3).putInt(4 + 9 + 8, frames);
        assertThat(probe(mp3).durationMs()).contains(Math.round(frames * 576 / 16.0));
    }

    /** Programs that speak a long text in parts join their files; a tag may be before each. */
    @ParameterizedTest
    @CsvSource({"'',2", "'',3", "'ID3\4\0\0\0\0\0\5\0\0\0\0\0',2"})
    void headerOfTheFirstOfJoinedFilesIsNotThatOfAll(String tag, int parts) {
        byte[] one = mp3("Info", 3, "LAME3.100", DELAYS);
        ByteBuffer.wrap(one).putInt(4 + 9 + 12, one.length);
        assertThat(probe(one).durationMs()).contains(4000L);
        byte[] joined = one;
        for (int i = 1; i < parts; i++) {
            joined = Bytes.join(joined, latin1(tag), one);
        }
        // what a decoder gives: the silence between the parts too
        assertThat(probe(joined).durationMs()).contains(36L * parts * (FRAMES + 1));
    }

    /** LAME writes no header into small constant bit rates, and ffmpeg none into a pipe. */
    @ParameterizedTest
    @CsvSource({"'',2", "'',3", "'ID3\4\0\0\0\0\0\5\0\0\0\0\0',2"})
    void joinedFilesMayHaveNoHeader(String tag, int parts) {
        byte[] one = mp3("Info", 3, "LAME3.100", DELAYS);
        ByteBuffer.wrap(one).putInt(4 + 9 + 12, one.length);
        byte[] joined = one;
        for (int i = 1; i < parts; i++) {
            joined = Bytes.join(joined, latin1(tag), Arrays.copyOfRange(one, FRAME_BYTES, one.length));
        }
        assertThat(probe(joined).durationMs()).contains(36L * (parts * FRAMES + 1));
    }

    /** Some encoders do not count the frame of the header, so that the last frame comes after the end. */
    @Test
    void oneFrameAfterTheEndIsNoFile() {
        byte[] mp3 = mp3("Info", 3, "LAME3.100", DELAYS);
        ByteBuffer.wrap(mp3).putInt(4 + 9 + 12, mp3.length - FRAME_BYTES);
        assertThat(probe(mp3).durationMs()).contains(4000L);
    }
}
