package io.github.reelstore.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Transactions.Work;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.testkit.TestClock;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the contract tests for the database ports: the database under test and short ways to use it. */
abstract class DatabaseContract {

    final TestClock clock = new TestClock(SampleRows.START);
    private Transactions transactions = new InMemoryTransactions(clock);

    /**
     * Opens a fresh, empty database whose transactions take their time ({@link Tx#now}) from the clock. Called once for
     * each test; the contract closes the database.
     */
    protected abstract Transactions open(Clock clock);

    @BeforeEach
    void openDatabase() {
        transactions = open(clock);
    }

    @AfterEach
    void closeDatabase() {
        transactions.close();
    }

    final Transactions transactions() {
        return transactions;
    }

    /** Writes as {@link SampleRows#ALICE}, the profile of the tests' rows. */
    final void run(Consumer<Tx> work) {
        runAs(SampleRows.ALICE, work);
    }

    final void runAs(ProfileId profile, Consumer<Tx> work) {
        writeAs(profile, tx -> {
            work.accept(tx);
            return true;
        });
    }

    final <T> T write(Work<T, RuntimeException> work) {
        return writeAs(SampleRows.ALICE, work);
    }

    final <T> T writeAs(ProfileId profile, Work<T, RuntimeException> work) {
        return transactions.inTransaction(profile, work);
    }

    final <T> T read(Work<T, RuntimeException> work) {
        return readAs(SampleRows.ALICE, work);
    }

    final <T> T readAs(ProfileId profile, Work<T, RuntimeException> work) {
        return transactions.readOnly(profile, work);
    }

    /** Like {@link #read}, with a return type that {@code assertThat} can resolve. */
    final <T> Optional<T> found(Work<Optional<T>, RuntimeException> work) {
        return read(work);
    }

    final <T> Optional<T> foundAs(ProfileId profile, Work<Optional<T>, RuntimeException> work) {
        return readAs(profile, work);
    }

    final <T> List<T> listed(Work<List<T>, RuntimeException> work) {
        return read(work);
    }

    final <T> List<T> listedAs(ProfileId profile, Work<List<T>, RuntimeException> work) {
        return readAs(profile, work);
    }

    final GenerationLinks links(Work<GenerationLinks, RuntimeException> work) {
        return read(work);
    }

    final GenerationLinks linksAs(ProfileId profile, Work<GenerationLinks, RuntimeException> work) {
        return readAs(profile, work);
    }

    final Deletion deletion(Work<Deletion, RuntimeException> work) {
        return write(work);
    }

    /**
     * Asserts that a write in its own transaction fails with this type of exception and subject, and is not retryable.
     */
    final void assertRefused(Class<? extends StorageException> reason, String subject, Consumer<Tx> work) {
        assertRefusedAs(SampleRows.ALICE, reason, subject, work);
    }

    final void assertRefusedAs(
            ProfileId profile, Class<? extends StorageException> reason, String subject, Consumer<Tx> work) {
        StorageException exception = catchThrowableOfType(StorageException.class, () -> runAs(profile, work));
        assertThat(exception).as("exception for %s", subject).isInstanceOf(reason);
        assertThat(exception.subject()).isEqualTo(subject);
        assertThat(exception.isRetryable()).isFalse();
    }

    /** Asserts that a write is refused as invalid input, with any subject. */
    final void assertInvalid(Consumer<Tx> work) {
        StorageException exception = catchThrowableOfType(StorageException.class, () -> run(work));
        assertThat(exception).isInstanceOf(StorageException.InvalidInput.class);
    }

    /** Makes a tombstone by inserting and deleting a row of the profile that refers to the key. */
    final void makeTombstone(ProfileId profile, BlobKey key) {
        String id = "deleted-" + key.value().replace('/', '-');
        runAs(profile, tx -> KeyColumn.IMAGE_FILE_PATH.insert(tx, id, key));
        runAs(profile, tx -> tx.images().delete(new ImageId(id)));
        assertThat(tombstoneKeysOf(profile)).contains(key);
    }

    /** Returns the keys of all tombstones of {@link SampleRows#ALICE}, in list order. */
    final List<BlobKey> tombstoneKeys() {
        return tombstoneKeysOf(SampleRows.ALICE);
    }

    final List<BlobKey> tombstoneKeysOf(ProfileId profile) {
        return readAs(
                profile,
                tx -> tx.references().tombstones(PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                        .map(Tombstone::key)
                        .toList());
    }
}
