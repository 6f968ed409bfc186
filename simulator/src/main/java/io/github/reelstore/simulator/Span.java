package io.github.reelstore.simulator;

/**
 * A range of durations, such as {@code 50ms..300ms}.
 *
 * @param shortest in milliseconds
 * @param longest in milliseconds
 */
record Span(long shortest, long longest) {

    /** @throws IllegalArgumentException if the text is no duration and no range of durations */
    static Span parse(String text) {
        int dots = text.indexOf("..");
        Span span = dots < 0
                ? new Span(millis(text), millis(text))
                : new Span(millis(text.substring(0, dots)), millis(text.substring(dots + 2)));
        if (span.shortest < 0 || span.longest < span.shortest) {
            throw new IllegalArgumentException("\"" + text + "\" is no range of durations, such as 50ms..300ms");
        }
        return span;
    }

    /** @throws IllegalArgumentException if the text is no number with a unit */
    static long millis(String text) {
        try {
            if (text.endsWith("ms")) {
                return Long.parseLong(text.substring(0, text.length() - 2));
            }
            if (!text.isEmpty()) {
                return Math.multiplyExact(
                        Long.parseLong(text.substring(0, text.length() - 1)), unit(text.charAt(text.length() - 1)));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // The message below says what is expected.
        }
        throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 250ms, 2s, 1m, 48h or 2d");
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 's' -> 1_000;
            case 'm' -> 60_000;
            case 'h' -> 3_600_000;
            case 'd' -> 86_400_000;
            default -> throw new NumberFormatException();
        };
    }

    long draw(long bits) {
        return Draw.between(bits, shortest, longest);
    }
}
