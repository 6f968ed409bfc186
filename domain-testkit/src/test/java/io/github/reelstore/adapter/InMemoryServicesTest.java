package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.BlobStore;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.InMemoryBlobStore;
import io.github.reelstore.testkit.InMemoryTransactions;
import io.github.reelstore.testkit.ServicesContract;
import java.time.Clock;

class InMemoryServicesTest extends ServicesContract {

    @Override
    protected Transactions openDatabase(Clock clock) {
        return new InMemoryTransactions(clock);
    }

    @Override
    protected BlobStore openStore() {
        return new InMemoryBlobStore();
    }
}
