package io.github.reelstore.cli.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How text is laid out for whoever reads it.
 *
 * @param width how many columns a line may have
 * @param style colours, or none
 * @param zone in which times are shown
 */
public record Layout(int width, TextStyle style, ZoneId zone) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    /** A time as people write it, to the minute. */
    public String time(Instant instant) {
        return MINUTES.format(instant.atZone(zone));
    }

    /** A size as people say it: {@code 512 B}, {@code 12.3 kB} (1 kB is 1,000 bytes). */
    public static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // 999,950 would round up to 1000.0 of its unit
        while (value >= 999.95) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[Math.max(unit, 0)]);
    }

    /** A length as people read it: {@code 8.0 s}, {@code 2:05.3 min}. */
    public static String length(long ms) {
        long tenths = Math.round(ms / 100.0);
        return tenths < 600
                ? String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10)
                : String.format(Locale.ROOT, "%d:%02d.%d min", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** Width by height, where both are known. */
    public static Optional<String> pixels(Optional<Integer> width, Optional<Integer> height) {
        return width.flatMap(across -> height.map(down -> across + "x" + down));
    }

    /** A number of things: {@code 1 file}, {@code 2 files}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** The text, no wider than the line less what stands before it. */
    String cut(String text, int before) {
        return SafeText.cut(text, width == Integer.MAX_VALUE ? width : Math.max(width - before, 1));
    }

    /** What stands for the file of a clip that has none in the store. */
    public static String outside(Optional<String> path) {
        return path.filter(text -> !text.isEmpty())
                .map(text -> "outside of the store: " + text)
                .orElse("(no file yet)");
    }
}
