package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position of a scene in its project. Positions are compared as text, character by character, and between any two of them is
 * room for another one, so that moving a scene writes that scene only. A position grows by one character for some six moves into
 * the same gap.
 *
 * @param value digits and letters ({@code 0-9A-Za-z}, in the order of ASCII), not ending in {@code 0}
 */
public record ScenePosition(String value) implements Comparable<ScenePosition> {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Positions that are longer are replaced by short ones, with those of all scenes of the project. */
    public static final int MAX_COMFORTABLE_LENGTH = 64;

    /**
     * Checks the form.
     *
     * @throws StorageException.InvalidInput if it is empty, has another character, or ends in {@code 0}, before which there might be no room
     */
    public ScenePosition {
        if (value.isEmpty() || value.endsWith("0") || !value.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new StorageException.InvalidInput(
                    "position", Messages.quoted(value) + " is not the position of a scene.");
        }
    }

    /**
     * A position between two others.
     *
     * @param before the position before it; empty for the first position
     * @param after the position after it; empty for the last position
     * @throws IllegalArgumentException if {@code before} is not before {@code after}
     */
    public static ScenePosition between(Optional<ScenePosition> before, Optional<ScenePosition> after) {
        String low = before.map(ScenePosition::value).orElse("");
        String high = after.map(ScenePosition::value).orElse("");
        if (after.isPresent() && low.compareTo(high) >= 0) {
            throw new IllegalArgumentException(low + " is not before " + high);
        }
        StringBuilder position = new StringBuilder();
        boolean limited = after.isPresent();
        for (int i = 0; ; i++) {
            int least = i < low.length() ? DIGITS.indexOf(low.charAt(i)) : 0;
            int most = !limited ? DIGITS.length() : i < high.length() ? DIGITS.indexOf(high.charAt(i)) : 0;
            int digit = i < low.length() && after.isEmpty()
                    // scenes are mostly added at the end: next to the last one is the most room for others
                    ? Math.min(least + 1, most - 1)
                    : (least + most) / 2;
            if (digit > least) {
                return new ScenePosition(position.append(DIGITS.charAt(digit)).toString());
            }
            position.append(DIGITS.charAt(least));
            // what follows is already before the upper one
            limited = limited && least == most;
        }
    }

    /**
     * Several positions between two others, in order.
     *
     * @param count their number
     * @throws IllegalArgumentException if {@code before} is not before {@code after}
     */
    public static List<ScenePosition> between(
            Optional<ScenePosition> before, Optional<ScenePosition> after, int count) {
        List<ScenePosition> positions = new ArrayList<>();
        addBetween(positions, before, after, count);
        return positions;
    }

    private static void addBetween(
            List<ScenePosition> positions, Optional<ScenePosition> before, Optional<ScenePosition> after, int count) {
        if (count > 0) {
            int left = (count - 1) / 2;
            ScenePosition middle = between(before, after);
            addBetween(positions, before, Optional.of(middle), left);
            positions.add(middle);
            addBetween(positions, Optional.of(middle), after, count - 1 - left);
        }
    }

    /**
     * Positions for all scenes of a project, in order, at equal distances.
     *
     * @param count their number
     */
    public static List<ScenePosition> spread(int count) {
        int width = 1;
        long room = DIGITS.length();
        while (room < 2L * (count + 1)) {
            room *= DIGITS.length();
            width++;
        }
        List<ScenePosition> positions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            positions.add(new ScenePosition(digits(room * i / (count + 1), width)));
        }
        return positions;
    }

    private static String digits(long number, int width) {
        StringBuilder text = new StringBuilder();
        long rest = number;
        for (int i = 0; i < width; i++) {
            text.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end);
    }

    @Override
    public int compareTo(ScenePosition other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
