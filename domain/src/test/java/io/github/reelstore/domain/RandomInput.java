package io.github.reelstore.domain;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Random values for a {@link PropertyTest}; the same seed gives the same values. The first seeds give only the edge
 * cases, all of them in turn; the others mix them with random values.
 */
public final class RandomInput {

    /** {@code -Dreelstore.test.seeds=100000} searches longer. */
    private static final int SEEDS = Integer.getInteger("reelstore.test.seeds", 500);

    private static final int EDGE_SEEDS = 24;

    private static final List<String> EDGE_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\n",
            "\u001B",
            "\u007F",
            "\u0085",
            "\u00A0",
            "\u202E",
            "\uFEFF",
            "\uFFFF",
            "\uD83C\uDFAC",
            "\uD83C",
            "\uDFAC",
            "\uDFAC\uD83C",
            "e\u0301",
            "\uDBFF\uDFFF",
            "a".repeat(255),
            "\uD83C\uDFAC".repeat(127));

    private final long seed;
    private final RandomGenerator random;
    private int drawn;

    private RandomInput(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    static Stream<RandomInput> ofEachSeed() {
        return ofSeeds(SEEDS);
    }

    /** For tests that take too long for the number of seeds of the others. */
    public static Stream<RandomInput> ofSeeds(int count) {
        return LongStream.range(0, count).mapToObj(RandomInput::new);
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A number of the range, both ends included; those near zero are as frequent as the others. */
    public long between(long min, long max) {
        List<Long> edges = LongStream.of(min, min + 1, -1, 0, 1, max - 1, max)
                .filter(edge -> edge >= min && edge <= max)
                .boxed()
                .toList();
        return edgeOr(edges, () -> {
            long nearest = Math.max(min, Math.min(0, max));
            long distance = (min == max ? min : random.nextLong(min, max)) - nearest;
            int bits = Long.SIZE - Long.numberOfLeadingZeros(max - min);
            return nearest + (distance >> random.nextInt(bits + 1));
        });
    }

    public int between(int min, int max) {
        return (int) between((long) min, (long) max);
    }

    /** Any text of at most 255 characters, with control characters and broken surrogate pairs. */
    public String text() {
        return edgeOr(EDGE_TEXTS, () -> {
            int characters = oneOf(0x80, 0x100, 0x1_0000, 0x11_0000);
            return random.ints(between(0, 127), 0, characters)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
        });
    }

    public String text(Predicate<String> wanted) {
        return Stream.generate(this::text).filter(wanted).findFirst().orElseThrow();
    }

    /** Whether a text can be encoded, which half a surrogate pair cannot. */
    public static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** Whether both databases can store a text. */
    public static boolean isStorable(String text) {
        return isUnicode(text) && text.indexOf(0) < 0;
    }

    /** From {@code min} to {@code max} of the parts, in any order. */
    public String joined(String separator, int min, int max, List<String> parts) {
        return String.join(separator, list(min, max, () -> oneOf(parts)));
    }

    public String ofCharacters(String characters, int min, int max) {
        return joined(
                "",
                min,
                max,
                characters.codePoints().mapToObj(Character::toString).toList());
    }

    public <T> List<T> list(int min, int max, Supplier<T> element) {
        return Stream.generate(element).limit(between(min, max)).toList();
    }

    public byte[] bytes(int max) {
        byte[] bytes = new byte[between(0, max)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T edgeOr(List<T> edges, Supplier<T> any) {
        if (seed < EDGE_SEEDS) {
            return edges.get((int) ((seed + drawn++) % edges.size()));
        }
        return random.nextInt(8) == 0 ? oneOf(edges) : any.get();
    }
}
