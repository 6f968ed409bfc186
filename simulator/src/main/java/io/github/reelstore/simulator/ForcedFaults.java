package io.github.reelstore.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The faults that a request asks for, by a header or by markers in its prompt or text such as {@code [fault:rate-limit*2]}. */
final class ForcedFaults {

    static final ForcedFaults NONE = new ForcedFaults(Map.of());

    /** Forces faults, separated by commas, for one request. */
    static final String HEADER = "x-simulator-fault";

    private static final Pattern MARKER = Pattern.compile("\\[fault:([^\\]*]*)(\\*([0-9]{0,6}))?]");

    private final Map<Fault, Integer> attempts;

    private ForcedFaults(Map<Fault, Integer> attempts) {
        this.attempts = attempts;
    }

    /** @throws IllegalArgumentException if the header names an unknown fault */
    static ForcedFaults ofHeader(HttpCall call) {
        String header = call.header(HEADER).orElse("");
        if (header.isBlank()) {
            return NONE;
        }
        Map<Fault, Integer> found = new EnumMap<>(Fault.class);
        for (String id : header.split(",", -1)) {
            found.put(Fault.of(id.strip()), Integer.MAX_VALUE);
        }
        return new ForcedFaults(found);
    }

    /** @throws IllegalArgumentException if a marker names an unknown fault */
    static ForcedFaults ofMarkers(String text) {
        if (!text.contains("[fault:")) {
            return NONE;
        }
        Map<Fault, Integer> found = new EnumMap<>(Fault.class);
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            found.put(Fault.of(group(marker, 1).orElse("")), attempts(marker));
        }
        return new ForcedFaults(found);
    }

    /** Without a star the first attempt only; with a star and no number every attempt. */
    private static int attempts(Matcher marker) {
        String count = group(marker, 3).orElse("1");
        return count.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(count);
    }

    private static Optional<String> group(Matcher marker, int number) {
        return Optional.ofNullable(marker.group(number));
    }

    /** These faults and those of the other. */
    ForcedFaults and(ForcedFaults other) {
        if (attempts.isEmpty()) {
            return other;
        }
        if (other.attempts.isEmpty()) {
            return this;
        }
        Map<Fault, Integer> both = new EnumMap<>(attempts);
        other.attempts.forEach((fault, count) -> both.merge(fault, count, Math::max));
        return new ForcedFaults(both);
    }

    /** @param attempt how often the same was tried before */
    boolean forces(Fault fault, int attempt) {
        return attempt < attempts.getOrDefault(fault, 0);
    }
}
