package io.github.reelstore.testtools;

import java.util.List;
import java.util.stream.IntStream;

/**
 * At which of the possible points a test injects its fault or kills its process: at a few in every build, at all of
 * them in a thorough one.
 *
 * <pre>{@code
 * @Test
 * void someFailedCallsLeaveAConsistentStore() {
 *     failEach(Points.FEW);
 * }
 *
 * @Test
 * @Tag("fault")
 * void eachFailedCallLeavesAConsistentStore() {
 *     failEach(Points.ALL);
 * }
 * }</pre>
 */
public enum Points {
    /** Three: at a third, at two thirds, and the last. */
    FEW {
        @Override
        public <T> List<T> of(List<T> all) {
            int last = all.size() - 1;
            return IntStream.of(last / 3, last * 2 / 3, last)
                    .filter(index -> index < all.size())
                    .distinct()
                    .mapToObj(all::get)
                    .toList();
        }
    },
    /** Every one. */
    ALL {
        @Override
        public <T> List<T> of(List<T> all) {
            return List.copyOf(all);
        }
    };

    /** Selects from the points, in their order. */
    public abstract <T> List<T> of(List<T> all);
}
