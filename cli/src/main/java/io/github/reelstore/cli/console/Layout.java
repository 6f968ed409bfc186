package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.FrameRate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The layout of text output.
 *
 * @param width the number of columns of a line
 * @param style with or without colours
 * @param zone the time zone of displayed times
 */
public record Layout(int width, TextStyle style, ZoneId zone) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    /** A time to the minute. */
    public String time(Instant instant) {
        return MINUTES.format(instant.atZone(zone));
    }

    /** A size with its unit: {@code 512 B}, {@code 12.3 kB} (1 kB is 1,000 bytes). */
    public static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // 999,950 would be printed as 1000.0 of its unit
        while (value >= 999.95) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[Math.max(unit, 0)]);
    }

    /** A duration: {@code 8.0 s}, {@code 2:05.3 min}. */
    public static String duration(long ms) {
        long tenths = Math.round(ms / 100.0);
        return tenths < 600
                ? String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10)
                : String.format(Locale.ROOT, "%d:%02d.%d min", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** Frames per second without a denominator of one: {@code 25 fps}, {@code 24000/1001 fps}. */
    public static String frameRate(FrameRate rate) {
        return rate.toString().replaceFirst("/1$", "") + " fps";
    }

    /** Width by height, if both are known. */
    public static Optional<String> pixels(Optional<Integer> width, Optional<Integer> height) {
        return width.flatMap(across -> height.map(down -> across + "x" + down));
    }

    /** A count with its noun: {@code 1 file}, {@code 2 files}, {@code 2 audio}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 || noun.equals("audio") ? "" : "s");
    }

    /** Cuts the text to the rest of a line whose first {@code before} columns are used. */
    public String cut(String text, int before) {
        return SafeText.cut(text, width == Integer.MAX_VALUE ? width : Math.max(width - before, 1));
    }

    /** The text that is shown instead of a key for a video without a file in the store. */
    public static String externalFile(Optional<String> path) {
        return path.filter(text -> !text.isEmpty())
                .map(text -> "outside the store: " + text)
                .orElse("(no file yet)");
    }
}
