package io.github.reelstore.server.internal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header Range (RFC 9110, section 14.2). */
final class Ranges {

    /** A client that wants more parts gets the whole file. */
    private static final int MOST_RANGES = 32;

    private static final String UNIT = "bytes=";
    private static final Pattern RANGE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

    private Ranges() {}

    /**
     * A part of a file.
     *
     * @param first its first byte, from 0
     * @param last its last byte
     */
    record Range(long first, long last) {

        long length() {
            return last - first + 1;
        }

        /** The value of Content-Range. */
        String of(long size) {
            return "bytes " + first + "-" + last + "/" + size;
        }
    }

    /**
     * The ranges that a file has. Ranges that overlap or touch are merged, in the order of the file; others keep the order
     * of the header.
     *
     * @param size of the file in bytes
     * @return empty if the header is to be ignored: it is malformed, of another unit, or asks for too many ranges. An empty
     *     list if the file has none of the ranges
     */
    static Optional<List<Range>> parse(String header, long size) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        String[] parts = header.substring(UNIT.length()).split(",", -1);
        if (parts.length > MOST_RANGES) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : parts) {
            Matcher matcher = RANGE.matcher(part.strip());
            if (!matcher.matches() || part.strip().equals("-") || isReversed(matcher)) {
                return Optional.empty();
            }
            range(matcher.group(1), matcher.group(2), size).ifPresent(ranges::add);
        }
        return Optional.of(overlap(ranges) ? merged(ranges) : ranges);
    }

    private static boolean isReversed(Matcher range) {
        return !range.group(1).isEmpty()
                && !range.group(2).isEmpty()
                && Long.parseLong(range.group(1)) > Long.parseLong(range.group(2));
    }

    private static Optional<Range> range(String first, String last, long size) {
        if (first.isEmpty()) {
            long suffix = Math.min(Long.parseLong(last), size);
            return suffix == 0 ? Optional.empty() : Optional.of(new Range(size - suffix, size - 1));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        return from >= size ? Optional.empty() : Optional.of(new Range(from, to));
    }

    private static boolean overlap(List<Range> ranges) {
        return merged(ranges).size() < ranges.size();
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        ranges.stream().sorted((a, b) -> Long.compare(a.first(), b.first())).forEach(range -> {
            Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && range.first() <= before.last() + 1) {
                merged.set(merged.size() - 1, new Range(before.first(), Math.max(before.last(), range.last())));
            } else {
                merged.add(range);
            }
        });
        return merged;
    }
}
