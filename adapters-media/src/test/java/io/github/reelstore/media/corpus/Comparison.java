package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.media.corpus.Decoder.Decoded;
import io.github.reelstore.media.corpus.Facts.Size;
import io.github.reelstore.media.corpus.Subject.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares our values of a file with those of other programs.
 *
 * @param theirs the facts of each program, by its name
 * @param decoded what a decoder made of the file
 */
record Comparison(Subject ours, Map<String, Facts> theirs, Decoded decoded) {

    /** The name of the column of what a decoder made. */
    static final String DECODED = "decoded";

    static final long LENGTH_MS = 100;
    static final int COLOUR = 12;
    static final double ASPECT = 0.02;

    /** A JPEG blurs cells of less than two pixels. */
    static final int SHARP_SIDE = 2 * Cells.SIDE;

    /** The aspect of a smaller thumbnail follows from rounding. */
    static final int SHORT_SIDE = 25;

    List<Difference> differences() {
        List<Difference> found = new ArrayList<>();
        ours.failure().ifPresent(e -> found.add(new Difference("exception", e, Map.of(), true)));
        if (ours.failure().isEmpty()) {
            compare("length", Facts::durationMs, decoded.durationMs(), Comparison::isSameLength)
                    .ifPresent(found::add);
            compare("size", Facts::size, decodedSize(), Size::equals).ifPresent(found::add);
            compare("codecs", facts -> codecs(facts.codecs()), Optional.empty(), String::equals)
                    .ifPresent(found::add);
            compare("Hz", Facts::sampleRate, Optional.empty(), Integer::equals).ifPresent(found::add);
            compare("channels", Facts::channels, Optional.empty(), Integer::equals)
                    .ifPresent(found::add);
            thumbnail().ifPresent(found::add);
        }
        return found;
    }

    /** Whether the header of a file that ends too early tells the whole length: ffprobe reads the same there. */
    boolean isCutOff() {
        Optional<Long> mine = ours.facts().durationMs();
        Optional<Long> ffprobes = Optional.ofNullable(theirs.get("ffprobe")).flatMap(Facts::durationMs);
        return ours.warnings().contains("The file ends too early.")
                && mine.isPresent()
                && ffprobes.filter(length -> isSameLength(length, mine.get())).isPresent();
    }

    private static boolean isSameLength(long first, long second) {
        return Math.abs(first - second) <= LENGTH_MS;
    }

    private static Optional<String> codecs(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join("+", names));
    }

    /** A decoder's frames do not tell the shape of the pixels of a video, as ffprobe does. */
    private Optional<Size> decodedSize() {
        return ours.format().kind() == MediaKind.VIDEO
                ? Optional.ofNullable(theirs.get("ffprobe")).flatMap(Facts::size)
                : decoded.size();
    }

    /** A value that only others have is a difference; one that only we have is not. */
    private <T> Optional<Difference> compare(
            String what, Function<Facts, Optional<T>> value, Optional<T> truth, BiPredicate<T, T> isSame) {
        Optional<T> mine = value.apply(ours.facts());
        Predicate<T> differs =
                other -> mine.filter(own -> isSame.test(own, other)).isEmpty();
        Map<String, String> columns = new TreeMap<>();
        theirs.forEach((name, facts) -> value.apply(facts).ifPresent(other -> columns.put(name, other.toString())));
        truth.ifPresent(other -> columns.put(DECODED, other.toString()));
        boolean broken = truth.filter(differs).isPresent();
        boolean other =
                theirs.values().stream().map(value).flatMap(Optional::stream).anyMatch(differs);
        return broken || other
                ? Optional.of(new Difference(what, mine.map(Objects::toString).orElse("-"), columns, broken))
                : Optional.empty();
    }

    private Optional<Difference> thumbnail() {
        boolean drawn = !decoded.pictures().isEmpty() || decoded.refusal().isPresent();
        if (!ours.thumbnailSupported() || !drawn) {
            return Optional.empty();
        }
        List<String> faults = ours.thumbnail().map(this::faults).orElse(List.of("missing"));
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(
                        "thumbnail",
                        faults.stream().collect(Collectors.joining(", ")),
                        decodedSize()
                                .map(size -> Map.of(DECODED, size.toString()))
                                .orElse(Map.of()),
                        true));
    }

    private List<String> faults(Picture thumbnail) {
        List<String> faults = new ArrayList<>();
        int distance = decoded.pictures().stream()
                .map(picture -> picture.distance(thumbnail.cells()))
                .min(Comparator.naturalOrder())
                .orElse(0); // what only we can draw
        if (distance > COLOUR && isAtLeast(SHARP_SIDE, thumbnail.size())) {
            faults.add("colours off by " + distance);
        }
        decodedSize()
                .filter(size -> !isSameAspect(thumbnail.size(), size))
                .ifPresent(size -> faults.add("shape " + thumbnail.size()));
        return faults;
    }

    private static boolean isSameAspect(Size small, Size whole) {
        double ratio = (double) small.width() * whole.height() / ((double) small.height() * whole.width());
        return !isAtLeast(SHORT_SIDE, small) || Math.abs(ratio - 1) <= ASPECT;
    }

    private static boolean isAtLeast(int side, Size size) {
        return Math.min(size.width(), size.height()) >= side;
    }
}
