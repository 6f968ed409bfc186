package io.github.reelstore.postgres;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.rows.MaintenanceRepositoryContract;
import java.time.Clock;

class PostgresMaintenanceRepositoryIT extends MaintenanceRepositoryContract {

    @Override
    protected Transactions open(Clock clock) {
        return EmptiedSchema.open(clock);
    }
}
