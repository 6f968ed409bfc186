package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.testkit.BlobReferencesContract;
import java.time.Clock;

class PostgresBlobReferencesTest extends BlobReferencesContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
