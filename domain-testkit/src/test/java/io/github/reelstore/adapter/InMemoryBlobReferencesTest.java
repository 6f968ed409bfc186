package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.BlobReferencesContract;
import java.time.Clock;

class InMemoryBlobReferencesTest extends BlobReferencesContract {

    @Override
    protected Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }
}
