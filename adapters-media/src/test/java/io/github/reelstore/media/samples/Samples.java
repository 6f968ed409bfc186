package io.github.reelstore.media.samples;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample files made by {@code make-samples.sh}, with ffprobe's metadata. */
public final class Samples {

    private Samples() {}

    /**
     * A line of {@code ffprobe.tsv}, whose columns are documented in {@code make-samples.sh}.
     *
     * @param durationFrom the source of ffprobe's duration: {@code format}, {@code packets}, or
     *     {@code samples} if it is ffmpeg's number of decoded samples
     */
    public record Sample(
            String file,
            Optional<Integer> durationMs,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<Integer> sampleRate,
            Optional<Integer> channels,
            Optional<Integer> bitrate,
            List<String> codecs,
            String durationFrom) {

        private static Sample of(String line) {
            List<String> columns = List.of(line.split("\t", -1));
            return new Sample(
                    columns.get(0),
                    number(columns.get(1)),
                    number(columns.get(2)),
                    number(columns.get(3)),
                    number(columns.get(4)),
                    number(columns.get(5)),
                    number(columns.get(6)),
                    List.of(columns.get(7).split("\\+")),
                    columns.get(8));
        }

        private static Optional<Integer> number(String cell) {
            return cell.equals("-") ? Optional.empty() : Optional.of(Integer.valueOf(cell));
        }

        /** The format. */
        public MediaFormat format() {
            return MediaFormat.ofName(file).orElseThrow();
        }

        /**
         * The format detected from the first bytes, which do not show whether a video container contains only audio.
         */
        public MediaFormat head() {
            return MediaFormat.detect(bytes()).orElseThrow();
        }

        public byte[] bytes() {
            return Samples.bytes(file);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    public static List<Sample> all() {
        return new String(bytes("ffprobe.tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(Sample::of)
                .toList();
    }

    public static Stream<Sample> of(MediaFormat format) {
        return all().stream().filter(sample -> sample.format() == format);
    }

    public static byte[] bytes(String file) {
        try (InputStream stream = Samples.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(stream, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in memory. */
    public static MediaBytes file(byte[] bytes) {
        return new MediaBytes(
                "sample",
                bytes.length,
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset));
    }
}
