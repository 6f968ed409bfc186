package io.github.reelstore.testtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the injected faults by kind and compares them with the planned ones, so that a planned fault that was never
 * injected fails the test.
 *
 * <pre>{@code
 * FaultCount count = new FaultCount("local disk");
 * count.plan("link fails");
 * count.injected("link fails");
 * count.assertAllInjected(); // prints "faults, local disk: 1 x link fails"
 * }</pre>
 */
public final class FaultCount {

    /** Whether to run the long search: {@code -Dreelstore.test.faults=long}. */
    public static final boolean LONG = "long".equals(System.getProperty("reelstore.test.faults"));

    private final String where;
    private final Map<String, Integer> planned = new TreeMap<>();
    private final Map<String, Integer> injected = new TreeMap<>();

    /** Creates an empty count. */
    public FaultCount(String where) {
        this.where = where;
    }

    /** Plans one more fault of this kind. */
    public synchronized void plan(String kind) {
        planned.merge(kind, 1, Integer::sum);
    }

    /** Records one injected fault of this kind. */
    public synchronized void injected(String kind) {
        injected.merge(kind, 1, Integer::sum);
    }

    /** Prints one line per kind, and asserts that at least one fault was injected and that all planned faults were. */
    public synchronized void assertAllInjected() {
        injected.forEach((kind, count) -> System.out.println("faults, " + where + ": " + count + " x " + kind));
        assertThat(injected).as("faults injected").isNotEmpty().isEqualTo(planned);
    }
}
