package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.TransactionListener;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes part in the write transactions of the server's requests. */
public final class Commits implements TransactionListener {

    /** A transaction runs on the thread of its request. */
    private final ThreadLocal<@Nullable Last> last = new ThreadLocal<>();

    /** What a request does at the end of its transactions. */
    @FunctionalInterface
    interface Last {

        /**
         * Writes to the transaction, or throws, so that nothing is committed.
         *
         * @param result what the work of the transaction returned
         */
        void beforeCommit(Tx tx, @Nullable Object result);
    }

    /** Does work, and something at the end of each of its write transactions. */
    <R> R during(Last end, Supplier<R> work) {
        last.set(end);
        try {
            return work.get();
        } finally {
            last.remove();
        }
    }

    @Override
    public void beforeCommit(Tx tx, @Nullable Object result) {
        Last end = last.get();
        if (end != null) {
            end.beforeCommit(tx, result);
        }
    }
}
