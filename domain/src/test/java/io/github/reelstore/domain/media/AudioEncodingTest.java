package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioEncodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"mp3_44100_128", "pcm_24000", "ulaw_8000", "opus_48000_64"})
    void namesOfProvidersAreParsedAndFormatted(String text) {
        assertThat(AudioEncoding.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pcm",
                "pcm_",
                "s16le_24000",
                "pcm_99",
                "pcm_24000_",
                "pcm_0",
                "pcm_999999",
                "pcm_24000_1_2",
                "_8000",
                "pcm-24000"
            })
    void invalidNamesAreRefused(String text) {
        assertThatThrownBy(() -> AudioEncoding.parse(text)).isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void acceptsTheNameMulawAndUpperCase() {
        assertThat(AudioEncoding.parse("mulaw_8000").headless()).contains(MediaFormat.ULAW);
        assertThat(AudioEncoding.parse("PCM_24000")).isEqualTo(AudioEncoding.parse("pcm_24000"));
    }

    @Test
    void pcmHasTwoBytesPerSampleAndUlawOne() {
        MediaMetadata pcm = AudioEncoding.parse("pcm_24000").metadataOf(36_000);
        assertThat(pcm.durationMs()).contains(750L);
        assertThat(pcm.sampleRate()).contains(24_000);
        assertThat(pcm.channels()).contains(1);
        assertThat(pcm.bitrate()).contains(384_000);
        assertThat(pcm.codecs()).containsExactly("pcm_s16le");
        MediaMetadata ulaw = AudioEncoding.parse("ulaw_8000").metadataOf(12_000);
        assertThat(ulaw.durationMs()).contains(1_500L);
        assertThat(ulaw.bitrate()).contains(64_000);
    }

    @Test
    void anIncompleteSampleAtTheEndCausesAWarning() {
        assertThat(AudioEncoding.parse("pcm_24000").metadataOf(3).warnings()).hasSize(1);
    }

    @Test
    void headerlessAudioIsNotAnIdentifiableFormat() {
        assertThat(MediaFormat.mayBeHeadless(new byte[500])).isTrue();
        assertThat(MediaFormat.mayBeHeadless(new byte[] {12, -7, 3, 99, -100, 14}))
                .isTrue();
        assertThat(MediaFormat.mayBeHeadless(latin1("{\"detail\": \"quota exceeded\"}")))
                .isFalse();
        assertThat(MediaFormat.mayBeHeadless(latin1("<html><body>502"))).isFalse();
        assertThat(MediaFormat.mayBeHeadless(latin1("RIFF    WAVEfmt "))).isFalse();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpeg", "A.JPG", "b.c.jfif"})
    void theFormatOfANameIsThatOfItsExtension(String name) {
        assertThat(MediaFormat.ofName(name)).contains(MediaFormat.JPEG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "a.", "", "a.txt", "response"})
    void aNameWithoutAKnownExtensionHasNoFormat(String name) {
        assertThat(MediaFormat.ofName(name)).isEmpty();
    }
}
