package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.services.ServicesContract;
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
