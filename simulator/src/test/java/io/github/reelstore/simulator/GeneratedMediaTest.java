package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedMediaTest {

    private final GeneratedMedia media = new GeneratedMedia(SimulatorConfig.defaults());

    private static SimulatedJob job(int number, Map<String, Object> request, Set<Fault> traits) {
        return new SimulatedJob(
                number,
                SimulatedRequest.ofNative("generations", request),
                new SimulatedJob.Terms(0, 0, 0, 0, 0, traits, 4, BigDecimal.ZERO));
    }

    private static Map<String, Object> shaped(String shape) {
        Map<String, Object> request = Requests.image("A cat");
        request.put("parameters", MiniJson.object("aspect_ratio", shape));
        return request;
    }

    @ParameterizedTest
    @CsvSource({"16:9, 160, 90", "9:16, 90, 160", "1:1, 90, 90"})
    void imagesCanBeDecoded(String shape, int width, int height) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(media.of(job(1, shaped(shape), Set.of()), 0)));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    @Test
    void jpegImagesCanBeDecoded() throws Exception {
        byte[] file = media.of(job(1, shaped("16:9"), Set.of(Fault.JPEG_AS_PNG)), 0);
        assertThat(MediaFormat.detect(file)).contains(MediaFormat.JPEG);
        assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(160);
    }

    @ParameterizedTest
    @CsvSource({"wav_8000, 1", "wav_44100, 1", "wav_16000, 20"})
    void audioCanBeDecoded(String format, int repeated) throws Exception {
        Map<String, Object> request = Requests.audio("Bonjour la mer.".repeat(repeated), "fr");
        request.put("parameters", MiniJson.object("output_format", format));
        byte[] file = media.of(job(1, request, Set.of()), 0);
        assertThat(MediaFormat.detect(file)).contains(MediaFormat.WAV);
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(Float.parseFloat(format.substring(4)));
            assertThat(audio.getFormat().getChannels()).isEqualTo(1);
            assertThat(audio.getFrameLength() / audio.getFormat().getFrameRate())
                    .isBetween(0.89f * repeated, 0.91f * repeated);
        }
    }

    @Test
    void theLanguageChangesTheAudio() {
        byte[] german = media.of(job(1, Requests.audio("Hallo", "de"), Set.of()), 0);
        byte[] welsh = media.of(job(1, Requests.audio("Hallo", "cy"), Set.of()), 0);
        assertThat(german).hasSameSizeAs(welsh);
        assertThat(differences(german, welsh)).isGreaterThan(german.length / 4);
    }

    private static int differences(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }

    @Test
    void allResultsAreDifferent() {
        Map<String, Object> pcm = Requests.audio("Hello", "en");
        pcm.put("parameters", MiniJson.object("output_format", "pcm_8000"));
        Set<String> hashes = new HashSet<>();
        for (int number = 1; number <= 300; number++) {
            for (int index = 0; index < 4; index++) {
                hashes.add(GeneratedMedia.sha256(media.of(job(number, shaped("1:1"), Set.of()), index)));
                hashes.add(
                        GeneratedMedia.sha256(media.of(job(number, shaped("1:1"), Set.of(Fault.JPEG_AS_PNG)), index)));
                hashes.add(GeneratedMedia.sha256(media.of(job(number, Requests.video("A cat"), Set.of()), index)));
            }
            hashes.add(GeneratedMedia.sha256(media.of(job(number, Requests.audio("Hello", "en"), Set.of()), 0)));
            hashes.add(GeneratedMedia.sha256(media.of(job(number, pcm, Set.of()), 0)));
        }
        assertThat(hashes).hasSize(300 * (3 * 4 + 2));
    }

    @Test
    void aResultIsTheSameWheneverItIsMade() {
        for (Map<String, Object> request :
                List.of(Requests.image("A cat"), Requests.video("A cat"), Requests.audio("Hello", "en"))) {
            assertThat(media.of(job(7, request, Set.of()), 0)).isEqualTo(media.of(job(7, request, Set.of()), 0));
        }
    }

    @Test
    void aVideoIsAValidClipOfSmallSize() {
        byte[] file = media.of(job(1, Requests.video("A cat"), Set.of()), 0);
        assertThat(MediaFormat.detect(file)).contains(MediaFormat.MP4);
        assertThat(file).hasSizeLessThan(60_000);
        // The boxes of the file follow each other to its end.
        long at = 0;
        Stream.Builder<String> types = Stream.builder();
        while (at < file.length) {
            int box = (int) at;
            types.add(new String(file, box + 4, 4, StandardCharsets.US_ASCII));
            long size = ((file[box] & 0xFFL) << 24)
                    | ((file[box + 1] & 0xFF) << 16)
                    | ((file[box + 2] & 0xFF) << 8)
                    | (file[box + 3] & 0xFF);
            assertThat(size).isGreaterThanOrEqualTo(8);
            at += size;
        }
        assertThat(at).isEqualTo(file.length);
        assertThat(types.build()).contains("ftyp", "moov", "mdat").endsWith("free");
    }
}
