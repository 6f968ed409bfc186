package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has been read of a file so far. What cannot be, such as a negative width, is not taken. */
final class MediaMetadataBuilder {

    static final String C2PA = "c2pa";
    static final String XMP = "xmp";

    /** A file that has more names than this is not described by them. */
    private static final int MOST_MARKS = 32;

    private static final long LONGEST_MS = 1000L * 60 * 60 * 24 * 366;

    private MediaFormat format;
    private final List<String> codecs = new ArrayList<>();
    private final Set<String> provenance = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Optional<Integer> width = Optional.empty();
    private Optional<Integer> height = Optional.empty();
    private Optional<Long> durationMs = Optional.empty();
    private Optional<Integer> sampleRate = Optional.empty();
    private Optional<Integer> channels = Optional.empty();
    private Optional<Integer> bitrate = Optional.empty();
    private boolean turned;
    private int orientation = Exif.UPRIGHT;
    private long bytesHeld;
    private int bytesAPixel = Integer.BYTES;

    MediaMetadataBuilder(MediaFormat format) {
        this.format = format;
    }

    MediaFormat format() {
        return format;
    }

    /** It is a container of videos that holds nothing but sound. */
    void onlySound(MediaFormat itsFormat) {
        format = itsFormat;
    }

    /** The pixels as they are coded; {@link #turned} swaps them. */
    void size(long codedWidth, long codedHeight) {
        width = positive(codedWidth);
        height = positive(codedHeight);
    }

    boolean hasSize() {
        return width.isPresent() && height.isPresent();
    }

    /** Whether it is shown lying on its side. */
    void turned(boolean byAQuarter) {
        turned = byAQuarter;
    }

    /** How an image is to be turned and mirrored, by EXIF's numbers. */
    void orientation(int number) {
        orientation = number;
        turned = Exif.isTurned(number);
    }

    int orientation() {
        return orientation;
    }

    /** What drawing it takes beside the picture that is drawn, where it cannot be decoded row by row. */
    void bytesHeld(long bytes) {
        bytesHeld = bytes;
    }

    long bytesHeld() {
        return bytesHeld;
    }

    /** So many units of which a second has so many. */
    void duration(long units, long perSecond) {
        seconds((double) units / perSecond);
    }

    /** How long it is. */
    void seconds(double seconds) {
        double ms = seconds * 1000;
        if (ms >= 0 && ms <= LONGEST_MS) {
            durationMs = Optional.of(Math.round(ms));
        }
    }

    Optional<Long> durationMs() {
        return durationMs;
    }

    void sound(long hertz, long soundChannels) {
        sampleRate = positive(hertz);
        channels = positive(soundChannels);
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

    /** The mean of so many bytes over the duration, where that is known. */
    void bitrateOf(long bytes) {
        durationMs.filter(ms -> ms > 0).ifPresent(ms -> bitrate(Math.round(bytes * 8000.0 / ms)));
    }

    boolean hasCodec() {
        return !codecs.isEmpty();
    }

    void codec(String name) {
        if (codecs.size() < MOST_MARKS && !codecs.contains(name)) {
            codecs.add(name);
        }
    }

    void mark(String provenanceMark) {
        if (provenance.size() < MOST_MARKS) {
            provenance.add(provenanceMark);
        }
    }

    void warn(String sentence) {
        if (warnings.size() < MOST_MARKS) {
            warnings.add(sentence);
        }
    }

    void endsEarly() {
        warn(MalformedMediaException.ends().sentence());
    }

    private static Optional<Integer> positive(long number) {
        return number > 0 && number <= Integer.MAX_VALUE ? Optional.of((int) number) : Optional.empty();
    }

    /** Of a picture in memory: four colours, of one byte each unless it says otherwise. */
    void bytesAPixel(int bytes) {
        bytesAPixel = bytes;
    }

    int bytesAPixel() {
        return bytesAPixel;
    }

    /** As it is coded; 0 where it is not known. */
    long width() {
        return width.orElse(0);
    }

    long height() {
        return height.orElse(0);
    }

    /** Of an image of which both sides are known. */
    long pixels() {
        return width() * height();
    }

    MediaMetadata facts() {
        return new MediaMetadata(
                format,
                turned ? height : width,
                turned ? width : height,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                codecs,
                List.copyOf(provenance),
                List.copyOf(warnings));
    }
}
