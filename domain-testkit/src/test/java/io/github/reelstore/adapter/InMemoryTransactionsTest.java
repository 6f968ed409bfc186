package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.TransactionsContract;
import java.time.Clock;

class InMemoryTransactionsTest extends TransactionsContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
