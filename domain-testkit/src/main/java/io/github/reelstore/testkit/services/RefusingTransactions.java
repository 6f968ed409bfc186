package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Transactions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refuses transactions that write, when a test says so. Closing has no effect.
 *
 * @param refusal is asked before each transaction that writes
 */
record RefusingTransactions(Transactions transactions, Supplier<Optional<RuntimeException>> refusal)
        implements Transactions {

    @Override
    public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
        Optional<RuntimeException> refused = refusal.get();
        if (refused.isPresent()) {
            throw refused.get();
        }
        return transactions.inTransaction(profile, work);
    }

    @Override
    public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
        return transactions.readOnly(profile, work);
    }

    @Override
    public void close() {}
}
