package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.InMemoryTransactions;
import io.github.reelstore.testkit.UpkeepContract;
import java.time.Clock;

class InMemoryUpkeepTest extends UpkeepContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
