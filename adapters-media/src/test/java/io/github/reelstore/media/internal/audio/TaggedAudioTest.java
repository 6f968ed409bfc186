package io.github.reelstore.media.internal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Samples;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio behind an ID3 tag that is longer than the bytes from which the format is detected. */
class TaggedAudioTest {

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"mono.flac", "stereo.aac", "opus.ogg", "vorbis.ogg", "mono.wav", "vbr.mp3"})
    void metadataIsThatOfTheAudio(String sample) throws IOException {
        byte[] audio = Samples.bytes(sample);
        byte[] tag = Arrays.copyOf(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 18, 39, 96}, 10 + 300_000);
        byte[] bytes = Arrays.copyOf(tag, tag.length + audio.length);
        System.arraycopy(audio, 0, bytes, tag.length, audio.length);

        MediaBytes file = Samples.file(bytes);
        MediaFormat format = MediaFormat.detect(
                        Arrays.copyOf(bytes, MediaFormat.HEAD_BYTES),
                        offset -> file.read(offset, MediaFormat.HEAD_BYTES))
                .orElseThrow();
        MediaMetadata metadata = probe.probe(file, format);
        assertThat(metadata).isEqualTo(probe.probe(Samples.file(audio), format));
        assertThat(MediaFormat.ofName(sample)).contains(metadata.format());
        assertThat(metadata.durationMs()).isPresent();
    }
}
