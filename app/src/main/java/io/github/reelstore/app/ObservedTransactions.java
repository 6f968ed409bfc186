package io.github.reelstore.app;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Transactions;
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
        T result = transactions.<T, E>inTransaction(profile, tx -> {
            T done = work.run(tx);
            listener.beforeCommit(tx, done);
            return done;
        });
        listener.afterCommit(profile);
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
