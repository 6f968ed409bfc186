package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our facts beside ffprobe's. */
class MetadataOfSamplesTest {

    private static final long TOLERANCE_MS = 50;
    private static final double TOLERANCE_OF_BITRATE = 0.1;

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    static List<Sample> samples() {
        return Samples.all();
    }

    private MediaMetadata factsOf(Sample sample) {
        return probe.probe(Samples.file(sample.bytes()), sample.head());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sizeRateAndChannelsAreThoseOfFfprobe(Sample sample) {
        MediaMetadata metadata = factsOf(sample);
        assertThat(metadata.width()).isEqualTo(sample.width());
        assertThat(metadata.height()).isEqualTo(sample.height());
        assertThat(metadata.sampleRate()).isEqualTo(sample.sampleRate());
        assertThat(metadata.channels()).isEqualTo(sample.channels());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theDurationIsThatOfFfprobeWithin50Milliseconds(Sample sample) {
        Optional<Long> duration = factsOf(sample).durationMs();
        assertThat(duration.isPresent()).isEqualTo(sample.durationMs().isPresent());
        sample.durationMs()
                .ifPresent(expected ->
                        assertThat(Math.abs(expected - duration.orElseThrow())).isLessThanOrEqualTo(TOLERANCE_MS));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theBitRateIsThatOfFfprobeWithinATenth(Sample sample) {
        // ffprobe 5.1 takes ADPCM's four bits a sample for sixteen
        assumeFalse(sample.codecs().contains("adpcm_ima_wav"));
        Optional<Integer> bitrate = factsOf(sample).bitrate();
        sample.bitrate()
                .ifPresent(expected -> assertThat(Math.abs(expected - bitrate.orElseThrow()))
                        .isLessThanOrEqualTo((int) (expected * TOLERANCE_OF_BITRATE)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFormatIsThatOfWhatItHolds(Sample sample) {
        assertThat(factsOf(sample).format()).isEqualTo(sample.format());
        assertThat(sample.head().mayBe(sample.format().kind())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theCodecsAreThoseOfFfprobe(Sample sample) {
        assertThat(factsOf(sample).codecs()).isEqualTo(sample.codecs());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSoundFileHasNoWarnings(Sample sample) {
        assertThat(factsOf(sample).warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thereAreTwoSamplesAtLeastOfEachFormatThatHasAHeader(MediaFormat format) {
        assertThat(Samples.of(format)).hasSizeGreaterThanOrEqualTo(format.isHeadless() ? 0 : 2);
    }

    /** What is reported: {@code mvn test -Dtest=FactsOfSamplesTest} leaves it in target/media-facts.md. */
    @Test
    void theTableOfFactsIsWritten() throws IOException {
        StringBuilder table = new StringBuilder("""
                Ours, and ffprobe's where it differs in brackets; "packets" where ffprobe's duration is the sum of the packets.

                | format | file | duration ms (ffprobe) | off by ms | shown as (ffprobe) | Hz (ffprobe) | channels (ffprobe) | bit/s (ffprobe) | codecs (ffprobe) |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Sample sample : Samples.all()) {
            MediaMetadata metadata = factsOf(sample);
            table.append("| ")
                    .append(String.join(
                            " | ",
                            sample.format().name(),
                            sample.file(),
                            pair(metadata.durationMs(), sample.durationMs())
                                    + (sample.durationFrom().equals("packets") ? " packets" : ""),
                            sample.durationMs()
                                    .map(ms ->
                                            String.valueOf(metadata.durationMs().orElse(-1L) - ms))
                                    .orElse("-"),
                            pair(size(metadata.width(), metadata.height()), size(sample.width(), sample.height())),
                            pair(metadata.sampleRate(), sample.sampleRate()),
                            pair(metadata.channels(), sample.channels()),
                            pair(metadata.bitrate(), sample.bitrate()),
                            String.join("+", metadata.codecs()) + " (" + String.join("+", sample.codecs()) + ")"))
                    .append(" |\n");
        }
        Files.writeString(Path.of("target", "media-facts.md"), table);
        assertThat(table.toString().lines()).hasSize(Samples.all().size() + 4);
    }

    private static Optional<String> size(Optional<Integer> width, Optional<Integer> height) {
        return width.flatMap(w -> height.map(h -> w + "x" + h));
    }

    private static String pair(Optional<?> ours, Optional<?> theirs) {
        if (ours.isEmpty() && theirs.isEmpty()) {
            return "-";
        }
        return ours.map(Object::toString).orElse("-") + " ("
                + theirs.map(Object::toString).orElse("-") + ")";
    }
}
