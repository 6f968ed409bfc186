package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.ProjectRepositoryContract;
import java.time.Clock;

class InMemoryProjectRepositoryTest extends ProjectRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
