package io.github.reelstore.domain.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that a mistyped one was probably meant to be. */
public final class NearestName {

    private static final int MAX_EDITS = 3;

    private NearestName() {}

    /** The name with the fewest edits, at most {@value #MAX_EDITS}; empty if all have more. */
    public static Optional<String> of(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> edits(typed, name) <= MAX_EDITS)
                .min(Comparator.comparingInt(name -> edits(typed, name)));
    }

    /** The number of letters to insert, delete or replace (Levenshtein distance); a longer difference is not measured. */
    private static int edits(String from, String to) {
        if (Math.abs(from.length() - to.length()) > MAX_EDITS) {
            return MAX_EDITS + 1;
        }
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
