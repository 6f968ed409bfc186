package io.github.reelstore.domain.copy;

import java.util.ArrayList;
import java.util.List;

/** The first of many, and their number. */
final class Problems<T> {

    private static final int MAX = 1_000;

    private final List<T> first = new ArrayList<>();
    private long count;

    void add(T problem) {
        count++;
        if (first.size() < MAX) {
            first.add(problem);
        }
    }

    List<T> first() {
        return first;
    }

    long count() {
        return count;
    }
}
