package io.github.reelstore.media.corpus;

import java.util.List;
import java.util.Optional;

/**
 * What a program says about a file. Values that it does not say are empty.
 *
 * @param durationMs the length
 * @param size width and height as shown
 * @param codecs by ffmpeg's names, video before audio; empty if the program has other names
 */
record Facts(
        Optional<Long> durationMs,
        Optional<Size> size,
        List<String> codecs,
        Optional<Integer> sampleRate,
        Optional<Integer> channels) {

    static final Facts NONE =
            new Facts(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    /** Width and height in pixels. */
    record Size(long width, long height) {

        Size rotated(boolean byQuarter) {
            return byQuarter ? new Size(height, width) : this;
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** The size; empty if a side is missing or zero. */
    static Optional<Size> size(Optional<Long> width, Optional<Long> height) {
        return width.filter(pixels -> pixels > 0)
                .flatMap(w -> height.filter(pixels -> pixels > 0).map(h -> new Size(w, h)));
    }

    /** A number that a program printed; empty if it printed something else. */
    static Optional<Double> number(String printed) {
        try {
            return Optional.of(Double.valueOf(printed.strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> whole(String printed) {
        return number(printed).map(Math::round);
    }

    static Optional<Integer> positive(String printed) {
        return whole(printed).filter(value -> value > 0).map(Math::toIntExact);
    }
}
