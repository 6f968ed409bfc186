package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.TransactionsContract;
import java.time.Clock;

class PostgresTransactionsIT extends TransactionsContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
