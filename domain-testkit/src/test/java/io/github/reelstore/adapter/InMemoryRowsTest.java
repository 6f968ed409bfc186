package io.github.reelstore.adapter;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import io.github.reelstore.testkit.rows.BlobReferencesContract;
import io.github.reelstore.testkit.rows.BudgetRepositoryContract;
import io.github.reelstore.testkit.rows.DatabaseFixture;
import io.github.reelstore.testkit.rows.GenerationLinksContract;
import io.github.reelstore.testkit.rows.IdempotencyRepositoryContract;
import io.github.reelstore.testkit.rows.JobHistoryContract;
import io.github.reelstore.testkit.rows.JobQueueContract;
import io.github.reelstore.testkit.rows.JobRepositoryContract;
import io.github.reelstore.testkit.rows.MaintenanceRepositoryContract;
import io.github.reelstore.testkit.rows.ProjectDeletionContract;
import io.github.reelstore.testkit.rows.ProjectPartContract;
import io.github.reelstore.testkit.rows.ProjectRepositoryContract;
import io.github.reelstore.testkit.rows.ReferencedRowContract;
import io.github.reelstore.testkit.rows.RowDeletionContract;
import io.github.reelstore.testkit.rows.RowInsertContract;
import io.github.reelstore.testkit.rows.RowListContract;
import io.github.reelstore.testkit.rows.RowTextContract;
import io.github.reelstore.testkit.rows.RowUpdateContract;
import io.github.reelstore.testkit.rows.SceneRepositoryContract;
import io.github.reelstore.testkit.rows.TakeRepositoryContract;
import io.github.reelstore.testkit.rows.TombstonesContract;
import io.github.reelstore.testkit.rows.TransactionRefusalContract;
import io.github.reelstore.testkit.rows.TransactionsContract;
import io.github.reelstore.testkit.rows.VideoGenerationRepositoryContract;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

class InMemoryRowsTest implements DatabaseFixture {

    @Override
    public Transactions open(Clock clock) {
        return new InMemoryTransactions(clock);
    }

    @Nested
    class InTransactions extends TransactionsContract {}

    @Nested
    class Refusals extends TransactionRefusalContract {}

    @Nested
    class Inserts extends RowInsertContract {}

    @Nested
    class Texts extends RowTextContract {}

    @Nested
    class Lists extends RowListContract {}

    @Nested
    class Updates extends RowUpdateContract {}

    @Nested
    class Deletions extends RowDeletionContract {}

    @Nested
    class ProjectParts extends ProjectPartContract {}

    @Nested
    class ReferencedRows extends ReferencedRowContract {}

    @Nested
    class Projects extends ProjectRepositoryContract {}

    @Nested
    class ProjectDeletions extends ProjectDeletionContract {}

    @Nested
    class Videos extends VideoGenerationRepositoryContract {}

    @Nested
    class VideoLinks extends GenerationLinksContract {}

    @Nested
    class References extends BlobReferencesContract {}

    @Nested
    class Tombstones extends TombstonesContract {}

    @Nested
    class Maintenance extends MaintenanceRepositoryContract {}

    @Nested
    class Idempotency extends IdempotencyRepositoryContract {}

    @Nested
    class Jobs extends JobRepositoryContract {}

    @Nested
    class JobHistories extends JobHistoryContract {}

    @Nested
    class Queue extends JobQueueContract {}

    @Nested
    class Budgets extends BudgetRepositoryContract {}

    @Nested
    class Scenes extends SceneRepositoryContract {}

    @Nested
    class Takes extends TakeRepositoryContract {}
}
