package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.BlobReferencesContract;
import io.github.reelstore.testkit.InMemoryTransactions;
import java.time.Clock;

class InMemoryBlobReferencesTest extends BlobReferencesContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
