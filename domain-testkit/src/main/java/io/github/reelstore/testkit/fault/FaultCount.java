package io.github.reelstore.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many faults of which kind a test has injected, compared with how many it had planned: a fault that was never injected is one
 * that nothing is known about.
 *
 * <pre>{@code
 * FaultCount count = new FaultCount("local disk");
 * count.plan("link fails");
 * count.injected("link fails");
 * count.assertAllInjected(); // prints "faults, local disk: 1 x link fails"
 * }</pre>
 */
public final class FaultCount {

    /** Whether to search longer: {@code -Dreelstore.test.faults=long}. */
    public static final boolean LONG = "long".equals(System.getProperty("reelstore.test.faults"));

    private final String where;
    private final Map<String, Integer> planned = new TreeMap<>();
    private final Map<String, Integer> injected = new TreeMap<>();

    /** A count of nothing yet. */
    public FaultCount(String where) {
        this.where = where;
    }

    /** One more is to be injected. */
    public synchronized void plan(String kind) {
        planned.merge(kind, 1, Integer::sum);
    }

    /** One more was injected. */
    public synchronized void injected(String kind) {
        injected.merge(kind, 1, Integer::sum);
    }

    /** Prints a line a kind, and asserts that all that were planned were injected, and that there were any. */
    public synchronized void assertAllInjected() {
        injected.forEach((kind, count) -> System.out.println("faults, " + where + ": " + count + " x " + kind));
        assertThat(injected).as("faults injected").isNotEmpty().isEqualTo(planned);
    }
}
