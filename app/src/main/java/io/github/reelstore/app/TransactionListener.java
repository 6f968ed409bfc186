package io.github.reelstore.app;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the write transactions of a store; see {@link Reelstore#withListener}. Both methods run on the thread of the
 * transaction.
 */
public interface TransactionListener {

    /**
     * Runs after the work of a write transaction, before it is committed. If this throws, nothing is committed. Like the work, it
     * may run more than once.
     *
     * @param result what the work returned
     */
    default void beforeCommit(Tx tx, @Nullable Object result) {}

    /**
     * Runs after a write transaction of a profile was committed. It must be quick, and must not throw.
     *
     * @param changes the rows that the transaction changed; deleting a project does not list its videos, images and audio
     */
    default void afterCommit(ProfileId profile, List<RowChange> changes) {}
}
