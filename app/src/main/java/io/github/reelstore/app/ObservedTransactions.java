package io.github.reelstore.app;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Transactions in which a listener takes part.
 *
 * @param transactions runs them
 * @param listener the listener
 */
record ObservedTransactions(Transactions transactions, TransactionListener listener) implements Transactions {

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        List<RowChange> changes = new ArrayList<>();
        T result = transactions.<T, E>inTransaction(profile, tx -> {
            RecordedTx recorded = new RecordedTx(tx);
            T done = work.run(recorded);
            listener.beforeCommit(recorded, done);
            // the work may run more than once
            changes.clear();
            changes.addAll(recorded.changes());
            return done;
        });
        listener.afterCommit(profile, List.copyOf(changes));
        return result;
    }

    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        return transactions.readOnly(profile, work);
    }

    @Override
    public void onInvalidValue(Consumer<InvalidValue> listenerOfValues) {
        transactions.onInvalidValue(listenerOfValues);
    }

    @Override
    public void close() {
        transactions.close();
    }
}
