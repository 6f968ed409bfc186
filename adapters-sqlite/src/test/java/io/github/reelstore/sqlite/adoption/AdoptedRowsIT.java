package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.port.rows.Transactions;
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
import io.github.reelstore.testkit.rows.StoredRowsContract;
import io.github.reelstore.testkit.rows.TakeRepositoryContract;
import io.github.reelstore.testkit.rows.TombstonesContract;
import io.github.reelstore.testkit.rows.TransactionRefusalContract;
import io.github.reelstore.testkit.rows.TransactionsContract;
import io.github.reelstore.testkit.rows.VideoGenerationRepositoryContract;
import io.github.reelstore.testtools.EmptiedTables;
import io.github.reelstore.testtools.ReusedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class AdoptedRowsIT implements DatabaseFixture {

    @TempDir
    static Path folder;

    private static final ReusedDatabase DATABASE = new ReusedDatabase(
            clock -> AdoptedFile.open(folder, clock), () -> EmptiedTables.of(folder.resolve("app.db")));

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @Override
    public Transactions open(Clock clock) {
        return DATABASE.empty(clock);
    }

    @Override
    public void close(Transactions transactions) {
        // the next test uses it too
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

    @Nested
    class StoredRows extends StoredRowsContract {
        @Override
        protected void execute(String sql) {
            EmptiedTables.execute(folder.resolve("app.db"), List.of(sql));
        }
    }
}
