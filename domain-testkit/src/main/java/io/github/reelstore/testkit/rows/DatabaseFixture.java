package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Clock;

/**
 * Opens the database that the contracts of this package test. A test class implements it and has one {@code @Nested}
 * class for each contract:
 *
 * <pre>{@code
 * class H2RowsTest implements DatabaseFixture {
 *
 *     @TempDir Path folder;
 *
 *     @Override
 *     public Transactions open(Clock clock) {
 *         return new H2Transactions(folder.resolve("test.db"), clock);
 *     }
 *
 *     @Nested class InTransactions extends TransactionsContract {}
 *
 *     @Nested class Refusals extends TransactionRefusalContract {}
 *
 *     @Nested class Inserts extends RowInsertContract {}
 *
 *     @Nested class Texts extends RowTextContract {}
 *
 *     @Nested class Lists extends RowListContract {}
 *
 *     @Nested class Updates extends RowUpdateContract {}
 *
 *     @Nested class Deletions extends RowDeletionContract {}
 *
 *     @Nested class ProjectParts extends ProjectPartContract {}
 *
 *     @Nested class ReferencedRows extends ReferencedRowContract {}
 *
 *     @Nested class Projects extends ProjectRepositoryContract {}
 *
 *     @Nested class ProjectDeletions extends ProjectDeletionContract {}
 *
 *     @Nested class Videos extends VideoGenerationRepositoryContract {}
 *
 *     @Nested class VideoLinks extends GenerationLinksContract {}
 *
 *     @Nested class References extends BlobReferencesContract {}
 *
 *     @Nested class Tombstones extends TombstonesContract {}
 *
 *     @Nested class Maintenance extends MaintenanceRepositoryContract {}
 *
 *     @Nested class Idempotency extends IdempotencyRepositoryContract {}
 *
 *     @Nested class Jobs extends JobRepositoryContract {}
 *
 *     @Nested class JobHistories extends JobHistoryContract {}
 *
 *     @Nested class Queue extends JobQueueContract {}
 *
 *     @Nested class Budgets extends BudgetRepositoryContract {}
 *     @Nested class Scenes extends SceneRepositoryContract {}
 *     @Nested class Takes extends TakeRepositoryContract {}
 * }
 * }</pre>
 *
 * <p>An SQL database also has {@link StoredRowsContract}. Conditions that only one kind of database can have (a lock, a full disk, a damaged row), and the exceptions they
 * cause, are left to the adapter's own tests.
 */
@FunctionalInterface
public interface DatabaseFixture {

    /**
     * Opens a fresh, empty database whose transactions take their time ({@link Tx#now}) from the clock. Called once for
     * each test.
     */
    Transactions open(Clock clock);

    /** Closes the database after each test; a fixture that empties one database again and again may leave it open. */
    default void close(Transactions transactions) {
        transactions.close();
    }
}
