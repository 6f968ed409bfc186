package io.github.reelstore.sqlite;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteRowsIT implements DatabaseFixture {

    @TempDir
    static Path folder;

    private static final ReusedDatabase DATABASE = new ReusedDatabase(
            clock -> SqliteTransactions.open(SqliteConfig.of(file()), clock), () -> EmptiedTables.of(file()));

    private static Path file() {
        return folder.resolve("reelstore.db");
    }

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
            EmptiedTables.execute(file(), List.of(sql));
        }

        /** Only SQLite stores any value in any column. */
        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "image_generations, i, width, 4294967296",
                    "image_generations, i, width, 'wide'",
                    "image_generations, i, height, 1.5",
                    "image_generations, i, byte_size, x'00'",
                    "image_generations, i, content_hash, 'x' || char(0)",
                    "audio_generations, a, sample_rate, 2147483648",
                    "audio_generations, a, duration_ms, 1e300",
                    "veo3_video_generations, v, seed, 'lucky'",
                    "veo3_video_generations, v, completed_at, 'yesterday'",
                    "video_projects, p, duration_ms, -1"
                })
        void aListHasEveryRowWhateverOneColumnHolds(String table, String id, String column, String value) {
            Transactions transactions = open(Clock.systemUTC());
            transactions.inTransaction(ALICE, tx -> {
                tx.projects().insert(project("p").build());
                tx.projects().insert(project("p2").build());
                for (String more : List.of("", "2")) {
                    tx.images().insert(image("i" + more).build());
                    tx.audio().insert(audio("a" + more).build());
                    tx.generations().insert(generation("v" + more).build());
                }
                return true;
            });
            execute("UPDATE " + table + " SET " + column + " = " + value + " WHERE id = '" + id + "'");

            transactions.readOnly(ALICE, tx -> {
                PageRequest page = PageRequest.first(10);
                assertThat(tx.projects().list(ProjectFilter.ALL, page).items()).hasSize(2);
                assertThat(tx.images().list(GenerationFilter.ALL, page).items()).hasSize(2);
                assertThat(tx.audio().list(GenerationFilter.ALL, page).items()).hasSize(2);
                assertThat(tx.generations().list(GenerationFilter.ALL, page).items())
                        .hasSize(2);
                assertThat(tx.invalidValues())
                        .extracting(InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                        .containsExactly(tuple(table, id, column));
                return true;
            });
        }

        /** It sorts before every time, so it has expired. */
        @Test
        void aTombstoneWithoutAReadableTimeIsLeftOutAndItsKeyIsStillKnown() {
            Transactions transactions = open(Clock.systemUTC());
            BlobKey key = new BlobKey("lost.png");
            execute("INSERT INTO blob_tombstones (blob_key, profile_id, created_at) VALUES ('lost.png', '" + ALICE
                    + "', '1')");

            transactions.readOnly(ALICE, tx -> {
                assertThat(tx.references().expired(tx.now(), Optional.empty(), 10))
                        .isEmpty();
                assertThat(tx.invalidValues())
                        .extracting(InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                        .containsExactly(tuple("blob_tombstones", "lost.png", "created_at"));
                assertThat(tx.references().unknown(List.of(key))).isEmpty();
                return true;
            });
            // using the key again removes the tombstone
            transactions.inTransaction(ALICE, tx -> {
                tx.images().insert(image("i").filePath(key).build());
                return true;
            });
            transactions.readOnly(ALICE, tx -> {
                assertThat(tx.references().tombstones(PageRequest.first(10)).items())
                        .isEmpty();
                assertThat(tx.invalidValues()).isEmpty();
                return true;
            });
        }

        @Test
        void theNewestRowWithoutAReadableTimeIsIgnored() {
            Transactions transactions = open(Clock.systemUTC());
            transactions.inTransaction(ALICE, tx -> {
                tx.images().insert(image("i1").build());
                return true;
            });
            execute("UPDATE image_generations SET created_at = '2001-99'");

            assertThat(transactions.<Optional<Instant>, RuntimeException>readOnly(
                            ALICE, tx -> tx.maintenance().newestRow()))
                    .isEmpty();
        }

        @Test
        void anInvalidStoreIdIsNamed() {
            Transactions transactions = open(Clock.systemUTC());
            execute("UPDATE reelstore_identity SET store_id = 'mine'");

            assertThatThrownBy(() ->
                            transactions.readOnly(ALICE, tx -> tx.maintenance().identity()))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContainingAll("reelstore_identity", "\"mine\"", "store_id");
        }

        @Test
        void aRememberedTrialWithoutAReadableTimeIsForgottenAndNamed() {
            Transactions transactions = open(Clock.systemUTC());
            transactions.inTransaction(ALICE, tx -> {
                tx.maintenance().noteWriteTrial("server", ExclusiveWrites.ALL);
                return true;
            });
            execute("UPDATE reelstore_marks SET marked_at = 'yesterday'");

            transactions.readOnly(ALICE, tx -> {
                assertThat(tx.maintenance().writeTrial("server")).isEmpty();
                assertThat(tx.invalidValues())
                        .extracting(InvalidValue::table, InvalidValue::rowId, InvalidValue::column)
                        .containsExactly(tuple("reelstore_marks", "server", "marked_at"));
                return true;
            });
        }

        @Test
        void aRowWithoutAReadableTimeIsLeftOut() {
            Transactions transactions = open(Clock.systemUTC());
            transactions.inTransaction(ALICE, tx -> {
                tx.images().insert(image("i1").build());
                tx.images().insert(image("i2").build());
                return true;
            });
            execute("UPDATE image_generations SET created_at = 'yesterday' WHERE id = 'i1'");

            List<ImageGeneration> first = transactions.readOnly(
                    ALICE,
                    tx -> tx.images()
                            .list(GenerationFilter.ALL, PageRequest.first(1))
                            .items());
            assertThat(first).extracting(ImageGeneration::id).containsExactly(new ImageId("i2"));
        }
    }
}
