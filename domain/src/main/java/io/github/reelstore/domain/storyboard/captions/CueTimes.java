package io.github.reelstore.domain.storyboard.captions;

import io.github.reelstore.domain.internal.Messages;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line with the times of a caption, such as {@code 00:00:01,000 --> 00:00:02,500}.
 *
 * @param startMs when the caption appears, in milliseconds
 * @param endMs when it disappears, in milliseconds
 */
record CueTimes(long startMs, long endMs) {

    static final String ARROW = "-->";

    private static final String TIME = "(?:([0-9]{1,13}):)?([0-9]{1,2}):([0-9]{2})[.,]([0-9]{3})";

    /** Settings may follow. Possessive, so that it takes linear time. */
    private static final Pattern TIMES =
            Pattern.compile("\\s*+" + TIME + "\\s*+" + ARROW + "\\s*+" + TIME + "(?:\\s.*+)?", Pattern.DOTALL);

    private static final int FIELDS = 4;

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final int SIXTY = 60;

    /**
     * Reads a line.
     *
     * @param index its index, for messages
     */
    static CueTimes parse(String line, int index) {
        Matcher matcher = TIMES.matcher(line);
        if (!matcher.matches()) {
            throw TextLines.invalid(
                    index,
                    "is not the times of a caption: " + Messages.quoted(line)
                            + "; write them as 00:00:01.000 --> 00:00:02.500.");
        }
        long start = millis(matcher, 1, index);
        long end = millis(matcher, 1 + FIELDS, index);
        if (end < start) {
            throw TextLines.invalid(
                    index, "ends its caption before it begins: " + Messages.quoted(line) + "; correct the times.");
        }
        return new CueTimes(start, end);
    }

    private static long millis(Matcher matcher, int group, int index) {
        long hours = matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
        int minutes = Integer.parseInt(matcher.group(group + 1));
        int seconds = Integer.parseInt(matcher.group(group + 2));
        if (minutes >= SIXTY || seconds >= SIXTY) {
            throw TextLines.invalid(
                    index, "has a time with more than 59 minutes or seconds; carry them over to the next unit.");
        }
        try {
            long rest = minutes * MINUTE + seconds * SECOND + Integer.parseInt(matcher.group(group + FIELDS - 1));
            return Math.addExact(Math.multiplyExact(hours, HOUR), rest);
        } catch (ArithmeticException e) {
            throw TextLines.invalid(index, "has a time that is too long; correct its hours.");
        }
    }

    /**
     * The line as both formats have it, with hours of at least two digits.
     *
     * @param decimalSign what separates the milliseconds
     */
    String format(char decimalSign) {
        return time(startMs, decimalSign) + " " + ARROW + " " + time(endMs, decimalSign);
    }

    private static String time(long millis, char decimalSign) {
        return digits(millis / HOUR, 2) + ":" + digits(millis % HOUR / MINUTE, 2) + ":"
                + digits(millis % MINUTE / SECOND, 2) + decimalSign + digits(millis % SECOND, 3);
    }

    private static String digits(long number, int atLeast) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, atLeast - digits.length())) + digits;
    }
}
