package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.BlobReferencesContract;
import java.time.Clock;

class PostgresBlobReferencesIT extends BlobReferencesContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
