package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaMetadata;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the metadata read from a file. Impossible values, such as a negative width, are ignored. */
final class MediaMetadataBuilder {

    static final String C2PA = "c2pa";
    static final String XMP = "xmp";

    /** The maximum number of codecs, provenance marks and warnings each; further ones are ignored. */
    private static final int MAX_ENTRIES = 32;

    /** Wider or higher pixels are damage. */
    private static final int MAX_PIXEL_RATIO = 100;

    private static final long MAX_DURATION_MS = 1000L * 60 * 60 * 24 * 366;

    private MediaFormat format;
    private final List<String> videoCodecs = new ArrayList<>();
    private final List<String> codecs = new ArrayList<>();
    private final Set<String> provenance = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Optional<Integer> width = Optional.empty();
    private Optional<Integer> height = Optional.empty();
    private Optional<Long> durationMs = Optional.empty();
    private Optional<Integer> sampleRate = Optional.empty();
    private Optional<Integer> channels = Optional.empty();
    private Optional<Integer> bitrate = Optional.empty();
    private Optional<FrameRate> frameRate = Optional.empty();
    private long pixelWidth = 1;
    private long pixelHeight = 1;
    private boolean rotated;
    private int orientation = Exif.UPRIGHT;
    private long decoderBytes;
    private int bytesPerPixel = Integer.BYTES;

    MediaMetadataBuilder(MediaFormat format) {
        this.format = format;
    }

    MediaFormat format() {
        return format;
    }

    /** Changes the format to that of the same container with only audio, if there is one. */
    void audioOnly() {
        format = format.audioOnly().orElse(format);
    }

    /** Sets the size as encoded; {@link #pixelAspect} widens it, and {@link #rotated} swaps width and height. */
    void size(long codedWidth, long codedHeight) {
        width = positive(codedWidth);
        height = positive(codedHeight);
    }

    /** Sets the shape of the pixels; they are square by default. */
    void pixelAspect(long horizontal, long vertical) {
        long divisor =
                BigInteger.valueOf(horizontal).gcd(BigInteger.valueOf(vertical)).longValue();
        double ratio = (double) horizontal / vertical;
        if (horizontal > 0 && vertical > 0 && ratio <= MAX_PIXEL_RATIO && ratio >= 1.0 / MAX_PIXEL_RATIO) {
            pixelWidth = horizontal / divisor;
            pixelHeight = vertical / divisor;
        }
    }

    boolean hasSquarePixels() {
        return pixelWidth == pixelHeight;
    }

    void frameRate(Optional<FrameRate> rate) {
        frameRate = rate;
    }

    boolean hasSize() {
        return width.isPresent() && height.isPresent();
    }

    /** Sets whether the image is shown rotated by 90 or 270 degrees. */
    void rotated(boolean rotatedByQuarter) {
        rotated = rotatedByQuarter;
    }

    /** Sets how the image is rotated and mirrored, by EXIF's numbers. */
    void orientation(int number) {
        orientation = number;
        rotated = Exif.isRotated(number);
    }

    int orientation() {
        return orientation;
    }

    /** Sets the memory that decoding takes in addition to the decoded image, if it cannot be decoded row by row. */
    void decoderBytes(long bytes) {
        decoderBytes = bytes;
    }

    long decoderBytes() {
        return decoderBytes;
    }

    /** Sets the duration in units of 1/{@code perSecond} seconds. */
    void duration(long units, long perSecond) {
        seconds((double) units / perSecond);
    }

    /** Sets the duration. */
    void seconds(double seconds) {
        double ms = seconds * 1000;
        if (ms >= 0 && ms <= MAX_DURATION_MS) {
            durationMs = Optional.of(Math.round(ms));
        }
    }

    Optional<Long> durationMs() {
        return durationMs;
    }

    void audio(long hertz, long audioChannels) {
        sampleRate = positive(hertz);
        channels = positive(audioChannels);
    }

    Optional<Integer> sampleRate() {
        return sampleRate;
    }

    void bitrate(long bitsPerSecond) {
        bitrate = positive(bitsPerSecond);
    }

    boolean hasBitrate() {
        return bitrate.isPresent();
    }

    /** Sets the mean bit rate of {@code bytes} over the duration, if the duration is known. */
    void bitrateOf(long bytes) {
        durationMs.filter(ms -> ms > 0).ifPresent(ms -> bitrate(Math.round(bytes * 8000.0 / ms)));
    }

    boolean hasCodec() {
        return !codecs.isEmpty() || !videoCodecs.isEmpty();
    }

    void codec(String name) {
        add(name, codecs);
    }

    /** Adds the codec of a video, which is listed before those of audio. */
    void videoCodec(String name) {
        add(name, videoCodecs);
    }

    private static void add(String name, List<String> names) {
        if (names.size() < MAX_ENTRIES && !names.contains(name)) {
            names.add(name);
        }
    }

    void mark(String provenanceMark) {
        if (provenance.size() < MAX_ENTRIES) {
            provenance.add(provenanceMark);
        }
    }

    /** Marks a text with this name, by a program that describes how it made the file. */
    void markText(String name) {
        mark("text:" + name.replaceAll("\\p{Cntrl}", "?"));
    }

    void warn(String sentence) {
        if (warnings.size() < MAX_ENTRIES) {
            warnings.add(sentence);
        }
    }

    void endsEarly() {
        warn(MalformedMediaException.ends().sentence());
    }

    private static Optional<Integer> positive(long number) {
        return number > 0 && number <= Integer.MAX_VALUE ? Optional.of((int) number) : Optional.empty();
    }

    /** Sets the size of a pixel in memory. The default is four channels of one byte. */
    void bytesPerPixel(int bytes) {
        bytesPerPixel = bytes;
    }

    int bytesPerPixel() {
        return bytesPerPixel;
    }

    /** The width as encoded; 0 if unknown. */
    long width() {
        return width.orElse(0);
    }

    /** The height as encoded; 0 if unknown. */
    long height() {
        return height.orElse(0);
    }

    /** The number of pixels; 0 if the size is unknown. */
    long pixels() {
        return width() * height();
    }

    /** The size as encoded, if the video is shown in another. */
    private Optional<String> codedSize() {
        boolean differs = rotated || !hasSquarePixels();
        return hasSize() && differs && format.kind() == MediaKind.VIDEO
                ? Optional.of(width() + "x" + height())
                : Optional.empty();
    }

    MediaMetadata build() {
        // the height stays, as in the track headers that ffmpeg writes
        Optional<Integer> shown =
                width.flatMap(pixels -> positive(Math.max(1, Math.round((double) pixels * pixelWidth / pixelHeight))));
        return new MediaMetadata(
                format,
                rotated ? height : shown,
                rotated ? shown : height,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                frameRate.map(FrameRate::toString),
                codedSize(),
                Optional.of(pixelWidth + ":" + pixelHeight).filter(aspect -> hasSize() && !hasSquarePixels()),
                Stream.concat(videoCodecs.stream(), codecs.stream()).distinct().toList(),
                List.copyOf(provenance),
                List.copyOf(warnings));
    }
}
