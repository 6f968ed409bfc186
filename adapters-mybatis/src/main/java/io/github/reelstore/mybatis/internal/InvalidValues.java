package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.port.rows.InvalidValue;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes invalid values from the readers of rows, which all databases of a kind share, to the transaction whose
 * statement runs on the thread.
 */
final class InvalidValues {

    private static final ThreadLocal<@Nullable List<InvalidValue>> FOUND = new ThreadLocal<>();

    private InvalidValues() {}

    /** Runs statements and adds the invalid values in their rows to the list. */
    static <T extends @Nullable Object> T collect(List<InvalidValue> found, Supplier<T> statements) {
        List<InvalidValue> outer = FOUND.get();
        FOUND.set(found);
        try {
            return statements.get();
        } finally {
            if (outer == null) {
                FOUND.remove();
            } else {
                FOUND.set(outer);
            }
        }
    }

    static void add(InvalidValue value) {
        List<InvalidValue> found = FOUND.get();
        if (found == null) {
            throw new IllegalStateException("every statement runs in a transaction");
        }
        found.add(value);
    }
}
