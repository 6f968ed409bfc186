package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.AudioRepositoryContract;
import io.github.reelstore.testkit.InMemoryTransactions;
import java.time.Clock;

class InMemoryAudioRepositoryTest extends AudioRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
