package io.github.reelstore.media.internal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Bytes;
import io.github.reelstore.media.samples.Samples;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FLAC files without their first frames: {@code ffmpeg -ss -c copy} leaves the header and the numbers of the frames. */
class CutFlacTest {

    private static MediaMetadata probe(byte[] flac) {
        return new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(flac), MediaFormat.FLAC);
    }

    private static int frame(byte[] flac, int block, int number) {
        for (int at = 42; at < flac.length; at++) {
            if ((flac[at] & 0xFF) == 0xFF
                    && (flac[at + 1] & 0xFE) == 0xF8
                    && FlacFrame.endAt(flac, at, block) == (number + 1L) * block) {
                return at;
            }
        }
        throw new IllegalArgumentException("no frame " + number);
    }

    @ParameterizedTest
    @CsvSource({"mono.flac,1152,1", "mono.flac,1152,3", "deep.flac,4608,1", "streamed.flac,1152,2"})
    void lengthIsThatOfTheFramesLeft(String name, int block, int frames) {
        byte[] flac = Samples.bytes(name);
        MediaMetadata whole = probe(flac);
        int first = frame(flac, block, 0);
        int kept = frame(flac, block, frames);
        byte[] cut = Bytes.join(Arrays.copyOf(flac, first), Arrays.copyOfRange(flac, kept, flac.length));
        long missing = Math.round(1000.0 * frames * block / whole.sampleRate().orElseThrow());
        MediaMetadata metadata = probe(cut);
        assertThat(metadata.durationMs().orElseThrow())
                .isBetween(
                        whole.durationMs().orElseThrow() - missing - 1,
                        whole.durationMs().orElseThrow() - missing + 1);
        assertThat(metadata.warnings()).isEqualTo(whole.warnings());
    }
}
