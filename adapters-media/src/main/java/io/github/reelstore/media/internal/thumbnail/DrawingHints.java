package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file says about showing its picture, apart from the samples that ImageIO decodes: the profile of its colours,
 * and where on its canvas the first picture of an animation lies.
 */
final class DrawingHints {

    /** Reads the hints of a format. */
    @FunctionalInterface
    interface Reader {
        void read(RandomAccessReader in, DrawingHints hints) throws IOException;
    }

    private int left;
    private int top;
    private Optional<Integer> canvasWidth = Optional.empty();
    private Optional<Integer> canvasHeight = Optional.empty();
    private Optional<byte[]> profile = Optional.empty();
    private long gamma;
    private Optional<Colours> colours = Optional.empty();
    private Optional<RawAlpha> alpha = Optional.empty();
    private final NavigableMap<Long, Byte> replaced = new TreeMap<>();

    private DrawingHints() {}

    /** Reads the hints of a file; of a damaged one, those before the damage. */
    static DrawingHints read(RandomAccessReader in, MediaFormat format) throws IOException {
        DrawingHints hints = new DrawingHints();
        try {
            readerOf(format).read(in, hints);
        } catch (MalformedMediaException e) {
            in.deadline().check();
        }
        return hints;
    }

    private static Reader readerOf(MediaFormat format) {
        return switch (format) {
            case PNG -> PngHints::read;
            case JPEG -> (in, hints) -> new JpegHints().read(in, hints);
            case GIF -> GifHints::read;
            case WEBP -> WebpHints::read;
            default -> (in, hints) -> {};
        };
    }

    /** Sets the size of the canvas; zeros mean the size of the picture. */
    void canvas(int width, int height) {
        canvasWidth = Optional.of(width).filter(pixels -> pixels > 0);
        canvasHeight = Optional.of(height).filter(pixels -> pixels > 0);
    }

    /** Sets where on the canvas the picture lies. */
    void position(int x, int y) {
        left = x;
        top = y;
    }

    void profile(byte[] icc) {
        profile = Optional.of(icc);
    }

    /** The ICC profile; it may be damaged. */
    Optional<byte[]> profile() {
        return profile;
    }

    /** Sets a PNG's gamma in its unit; 0 if it has none. */
    void gamma(long number) {
        gamma = number;
    }

    long gamma() {
        return gamma;
    }

    void colours(Colours meaning) {
        colours = Optional.of(meaning);
    }

    /** What the samples mean; empty if the decoder knows. */
    Optional<Colours> colours() {
        return colours;
    }

    void alpha(Optional<RawAlpha> ignored) {
        alpha = ignored;
    }

    /** The opacity that the decoder ignores. */
    Optional<RawAlpha> alpha() {
        return alpha;
    }

    /** Hides a byte from the decoder, which gets another one. */
    void replace(long position, int value) {
        replaced.put(position, (byte) value);
    }

    NavigableMap<Long, Byte> replaced() {
        return replaced;
    }

    /** The width of the canvas, on which a picture of this width lies. */
    int canvasWidth(int width) {
        return canvasWidth.orElse(width);
    }

    /** The height of the canvas, on which a picture of this height lies. */
    int canvasHeight(int height) {
        return canvasHeight.orElse(height);
    }

    /** The first column of the canvas that the picture fills. */
    int left() {
        return left;
    }

    /** The first row of the canvas that the picture fills. */
    int top() {
        return top;
    }
}
