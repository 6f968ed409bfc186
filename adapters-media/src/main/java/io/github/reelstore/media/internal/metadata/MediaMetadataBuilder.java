package io.github.reelstore.media.internal.metadata;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the metadata read from a file. Impossible values, such as a negative width, are ignored. */
public final class MediaMetadataBuilder {

    /** The maximum number of codecs and warnings each; further ones are ignored. */
    private static final int MAX_ENTRIES = 32;

    /** Wider or higher pixels are damage. */
    private static final int MAX_PIXEL_RATIO = 100;

    private static final long MAX_DURATION_MS = 1000L * 60 * 60 * 24 * 366;

    private MediaFormat format;
    private final List<String> videoCodecs = new ArrayList<>();
    private final List<String> codecs = new ArrayList<>();
    private final ProvenanceMarks marks = new ProvenanceMarks();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Optional<Integer> width = Optional.empty();
    private Optional<Integer> height = Optional.empty();
    private Optional<Long> durationMs = Optional.empty();
    private Optional<Integer> sampleRate = Optional.empty();
    private Optional<Integer> channels = Optional.empty();
    private Optional<Integer> bitrate = Optional.empty();
    private Optional<FrameRate> frameRate = Optional.empty();
    private Optional<Crop> crop = Optional.empty();
    private long pixelWidth = 1;
    private long pixelHeight = 1;
    private boolean rotated;
    private Orientation orientation = Orientation.UPRIGHT;
    private long decoderBytes;
    private int bytesPerPixel = Integer.BYTES;

    public MediaMetadataBuilder(MediaFormat format) {
        this.format = format;
    }

    public MediaFormat format() {
        return format;
    }

    /** Changes the format to that of the same container with only audio, if there is one. */
    public void audioOnly() {
        format = format.audioOnly().orElse(format);
    }

    /** Sets the size as encoded; {@link #pixelAspect} widens it, and {@link #rotated} swaps width and height. */
    public void size(long codedWidth, long codedHeight) {
        width = positive(codedWidth);
        height = positive(codedHeight);
    }

    /** Sets the part of the coded size that is shown. One that does not fit, or is all of it, is ignored. */
    public void crop(Crop shown) {
        boolean all = shown.width() == width() && shown.height() == height();
        crop = Optional.of(shown).filter(part -> !all && part.fits(width(), height()));
    }

    /** The part of a picture that is shown, if it is not all of it and the picture is not rotated. */
    public Optional<Crop> shownPart() {
        return crop.filter(part -> !rotated);
    }

    /** The number of coded columns that are shown; 0 if unknown. */
    public long shownColumns() {
        return crop.map(Crop::width).orElse(width());
    }

    /** The number of coded rows that are shown; 0 if unknown. */
    public long shownRows() {
        return crop.map(Crop::height).orElse(height());
    }

    /** Sets the shape of the pixels; they are square by default. */
    public void pixelAspect(long horizontal, long vertical) {
        long divisor =
                BigInteger.valueOf(horizontal).gcd(BigInteger.valueOf(vertical)).longValue();
        double ratio = (double) horizontal / vertical;
        if (horizontal > 0 && vertical > 0 && ratio <= MAX_PIXEL_RATIO && ratio >= 1.0 / MAX_PIXEL_RATIO) {
            pixelWidth = horizontal / divisor;
            pixelHeight = vertical / divisor;
        }
    }

    public boolean hasSquarePixels() {
        return pixelWidth == pixelHeight;
    }

    public void frameRate(Optional<FrameRate> rate) {
        frameRate = rate;
    }

    public boolean hasSize() {
        return width.isPresent() && height.isPresent();
    }

    /** Sets whether the image is shown rotated by 90 or 270 degrees. */
    public void rotated(boolean rotatedByQuarter) {
        rotated = rotatedByQuarter;
    }

    /** Sets how the image is rotated and mirrored to be shown. */
    public void orientation(Orientation shown) {
        orientation = shown;
        rotated = shown.isRotated();
    }

    /** How the image is rotated and mirrored to be shown. */
    public Orientation orientation() {
        return orientation;
    }

    /** Sets the memory that decoding takes in addition to the decoded image, if it cannot be decoded row by row. */
    public void decoderBytes(long bytes) {
        decoderBytes = bytes;
    }

    public long decoderBytes() {
        return decoderBytes;
    }

    /** Sets the duration in units of 1/{@code perSecond} seconds. */
    public void duration(long units, long perSecond) {
        seconds((double) units / perSecond);
    }

    /** Sets the duration. */
    public void seconds(double seconds) {
        double ms = seconds * 1000;
        if (ms >= 0 && ms <= MAX_DURATION_MS) {
            durationMs = Optional.of(Math.round(ms));
        }
    }

    public Optional<Long> durationMs() {
        return durationMs;
    }

    public void audio(long hertz, long audioChannels) {
        sampleRate = positive(hertz);
        channels = positive(audioChannels);
    }

    public Optional<Integer> sampleRate() {
        return sampleRate;
    }

    public void bitrate(long bitsPerSecond) {
        bitrate = positive(bitsPerSecond);
    }

    public boolean hasBitrate() {
        return bitrate.isPresent();
    }

    /** Sets the mean bit rate of {@code bytes} over the duration, if the duration is known. */
    public void bitrateOf(long bytes) {
        durationMs.filter(ms -> ms > 0).ifPresent(ms -> bitrate(Math.round(bytes * 8000.0 / ms)));
    }

    public boolean hasCodec() {
        return !codecs.isEmpty() || !videoCodecs.isEmpty();
    }

    public void codec(String name) {
        add(name, codecs);
    }

    /** Adds the codec of a video, which is listed before those of audio. */
    public void videoCodec(String name) {
        add(name, videoCodecs);
    }

    private static void add(String name, List<String> names) {
        if (names.size() < MAX_ENTRIES && !names.contains(name)) {
            names.add(name);
        }
    }

    /** What the file says about how it was made. */
    public ProvenanceMarks marks() {
        return marks;
    }

    public void warn(String sentence) {
        if (warnings.size() < MAX_ENTRIES) {
            warnings.add(sentence);
        }
    }

    public void endsEarly() {
        warn(MalformedMediaException.ends().sentence());
    }

    private static Optional<Integer> positive(long number) {
        return number > 0 && number <= Integer.MAX_VALUE ? Optional.of((int) number) : Optional.empty();
    }

    /** Sets the size of a pixel in memory. The default is four channels of one byte. */
    public void bytesPerPixel(int bytes) {
        bytesPerPixel = bytes;
    }

    public int bytesPerPixel() {
        return bytesPerPixel;
    }

    /** The width as encoded; 0 if unknown. */
    public long width() {
        return width.orElse(0);
    }

    /** The height as encoded; 0 if unknown. */
    public long height() {
        return height.orElse(0);
    }

    /** The number of pixels; 0 if the size is unknown. */
    public long pixels() {
        return width() * height();
    }

    /** The size as encoded, if the video is shown in another. */
    private Optional<String> codedSize() {
        boolean differs = rotated || crop.isPresent() || !hasSquarePixels();
        return hasSize() && differs && format.kind() == MediaKind.VIDEO
                ? Optional.of(width() + "x" + height())
                : Optional.empty();
    }

    public MediaMetadata build() {
        // the height stays, as in the track headers that ffmpeg writes
        Optional<Integer> across = width.flatMap(
                pixels -> positive(Math.max(1, Math.round((double) shownColumns() * pixelWidth / pixelHeight))));
        Optional<Integer> down = height.flatMap(pixels -> positive(shownRows()));
        return new MediaMetadata(
                format,
                rotated ? down : across,
                rotated ? across : down,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                frameRate,
                codedSize(),
                Optional.of(pixelWidth + ":" + pixelHeight).filter(aspect -> hasSize() && !hasSquarePixels()),
                Stream.concat(videoCodecs.stream(), codecs.stream()).distinct().toList(),
                marks.all(),
                List.copyOf(warnings));
    }
}
