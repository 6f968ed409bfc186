package io.github.reelstore.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.samples.Samples;
import io.github.reelstore.media.samples.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the metadata with ffprobe's. */
class MetadataOfSamplesTest {

    private static final long TOLERANCE_MS = 50;
    private static final double TOLERANCE_OF_BITRATE = 0.1;

    private final ParsingProbe probe = new ParsingProbe(MediaConfig.DEFAULT);

    static List<Sample> samples() {
        return Samples.all();
    }

    private MediaMetadata metadataOf(Sample sample) {
        return probe.probe(Samples.file(sample.bytes()), sample.head());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sizeSampleRateAndChannelsEqualFfprobes(Sample sample) {
        MediaMetadata metadata = metadataOf(sample);
        assertThat(metadata.width()).isEqualTo(sample.width());
        assertThat(metadata.height()).isEqualTo(sample.height());
        assertThat(metadata.sampleRate()).isEqualTo(sample.sampleRate());
        assertThat(metadata.channels()).isEqualTo(sample.channels());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void durationIsWithin50MillisecondsOfFfprobes(Sample sample) {
        Optional<Long> duration = metadataOf(sample).durationMs();
        assertThat(duration.isPresent()).isEqualTo(sample.durationMs().isPresent());
        sample.durationMs()
                .ifPresent(expected ->
                        assertThat(Math.abs(expected - duration.orElseThrow())).isLessThanOrEqualTo(TOLERANCE_MS));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bitRateIsWithinTenPercentOfFfprobes(Sample sample) {
        // ffprobe 5.1 reports ADPCM's four bits per sample as sixteen
        assumeFalse(sample.codecs().contains("adpcm_ima_wav"));
        Optional<Integer> bitrate = metadataOf(sample).bitrate();
        sample.bitrate()
                .ifPresent(expected -> assertThat(Math.abs(expected - bitrate.orElseThrow()))
                        .isLessThanOrEqualTo((int) (expected * TOLERANCE_OF_BITRATE)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void formatFollowsTheContent(Sample sample) {
        assertThat(metadataOf(sample).format()).isEqualTo(sample.format());
        assertThat(sample.head().mayBe(sample.format().kind())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void codecsEqualFfprobes(Sample sample) {
        assertThat(metadataOf(sample).codecs()).isEqualTo(sample.codecs());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void intactFileHasNoWarnings(Sample sample) {
        assertThat(metadataOf(sample).warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatWithAHeaderHasAtLeastTwoSamples(MediaFormat format) {
        assertThat(Samples.of(format)).hasSizeGreaterThanOrEqualTo(format.isHeadless() ? 0 : 2);
    }

    /** The report: {@code mvn test -Dtest=MetadataOfSamplesTest} writes it to target/media-facts.md. */
    @Test
    void comparisonTableIsWritten() throws IOException {
        StringBuilder table = new StringBuilder("""
                Reelstore's values, and ffprobe's in brackets; "packets" and "samples" mean that the duration is the sum of the packets or of ffmpeg's decoded samples.

                | format | file | duration ms (ffprobe) | difference in ms | shown as (ffprobe) | Hz (ffprobe) | channels (ffprobe) | bit/s (ffprobe) | codecs (ffprobe) |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Sample sample : Samples.all()) {
            MediaMetadata metadata = metadataOf(sample);
            table.append("| ")
                    .append(String.join(
                            " | ",
                            sample.format().name(),
                            sample.file(),
                            pair(metadata.durationMs(), sample.durationMs())
                                    + (sample.durationFrom().length() > 1
                                                    && !sample.durationFrom().equals("format")
                                            ? " " + sample.durationFrom()
                                            : ""),
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

    private static String pair(Optional<?> actual, Optional<?> expected) {
        if (actual.isEmpty() && expected.isEmpty()) {
            return "-";
        }
        return actual.map(Object::toString).orElse("-") + " ("
                + expected.map(Object::toString).orElse("-") + ")";
    }
}
