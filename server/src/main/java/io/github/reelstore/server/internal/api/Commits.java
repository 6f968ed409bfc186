package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.RowChange;
import io.github.reelstore.app.TransactionListener;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.server.internal.http.Metrics;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes part in the write transactions of the server's requests. */
public final class Commits implements TransactionListener {

    private static final System.Logger LOG = System.getLogger("io.github.reelstore.server");

    private final Metrics metrics;
    private final ChangeFeed feed;

    /** A transaction runs on the thread of its request. */
    private static final ThreadLocal<@Nullable Last> LAST = new ThreadLocal<>();

    /**
     * @param metrics counts the transactions
     * @param pollMillis how often to look for rows that other processes create, while a client listens to changes
     */
    public Commits(Metrics metrics, long pollMillis) {
        this.metrics = metrics;
        this.feed = new ChangeFeed(pollMillis);
    }

    /** Tells clients what changes. */
    ChangeFeed feed() {
        return feed;
    }

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
        LAST.set(end);
        try {
            return work.get();
        } finally {
            LAST.remove();
        }
    }

    @Override
    public void beforeCommit(Tx tx, @Nullable Object result) {
        Last end = LAST.get();
        if (end != null) {
            end.beforeCommit(tx, result);
        }
    }

    @Override
    public void afterCommit(ProfileId profile, List<RowChange> changes) {
        try {
            metrics.committed(changes);
            feed.committed(profile, changes);
        } catch (RuntimeException e) {
            // the work is done, and its client must get the answer
            LOG.log(System.Logger.Level.ERROR, "A change was not announced.", e);
        }
    }
}
