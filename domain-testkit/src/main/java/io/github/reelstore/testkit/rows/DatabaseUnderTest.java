package io.github.reelstore.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Transactions.Work;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.testkit.TestClock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The database that a {@link DatabaseFixture} opens before each test, and short ways to use it. The fixture is the test
 * class or a class that encloses it. Closes the database after the test.
 */
final class DatabaseUnderTest implements BeforeEachCallback, AfterEachCallback {

    /** The clock of the transactions. */
    final TestClock clock = new TestClock(SampleRows.START);

    private @Nullable DatabaseFixture fixture;
    private @Nullable Transactions transactions;

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture = context.getRequiredTestInstances()
                .findInstance(DatabaseFixture.class)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "The test class, or a class that encloses it, must implement DatabaseFixture."));
        transactions = fixture.open(clock);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (fixture != null && transactions != null) {
            fixture.close(transactions);
        }
    }

    Transactions transactions() {
        return Objects.requireNonNull(transactions);
    }

    /** Writes as {@link SampleRows#ALICE}, the profile of the tests' rows. */
    void run(Consumer<Tx> work) {
        runAs(SampleRows.ALICE, work);
    }

    void runAs(ProfileId profile, Consumer<Tx> work) {
        writeAs(profile, tx -> {
            work.accept(tx);
            return true;
        });
    }

    <T> T write(Work<T, RuntimeException> work) {
        return writeAs(SampleRows.ALICE, work);
    }

    <T> T writeAs(ProfileId profile, Work<T, RuntimeException> work) {
        return transactions().inTransaction(profile, work);
    }

    <T> T read(Work<T, RuntimeException> work) {
        return readAs(SampleRows.ALICE, work);
    }

    <T> T readAs(ProfileId profile, Work<T, RuntimeException> work) {
        return transactions().readOnly(profile, work);
    }

    /** Like {@link #read}, with a return type that {@code assertThat} can resolve. */
    <T> Optional<T> found(Work<Optional<T>, RuntimeException> work) {
        return read(work);
    }

    <T> Optional<T> foundAs(ProfileId profile, Work<Optional<T>, RuntimeException> work) {
        return readAs(profile, work);
    }

    <T> List<T> listed(Work<List<T>, RuntimeException> work) {
        return read(work);
    }

    <T> List<T> listedAs(ProfileId profile, Work<List<T>, RuntimeException> work) {
        return readAs(profile, work);
    }

    GenerationLinks links(Work<GenerationLinks, RuntimeException> work) {
        return read(work);
    }

    GenerationLinks linksAs(ProfileId profile, Work<GenerationLinks, RuntimeException> work) {
        return readAs(profile, work);
    }

    Deletion deletion(Work<Deletion, RuntimeException> work) {
        return write(work);
    }

    /**
     * Asserts that a write in its own transaction fails with this type of exception and subject, and is not retryable.
     */
    void assertRefused(Class<? extends StorageException> reason, String subject, Consumer<Tx> work) {
        assertRefusedAs(SampleRows.ALICE, reason, subject, work);
    }

    void assertRefusedAs(
            ProfileId profile, Class<? extends StorageException> reason, String subject, Consumer<Tx> work) {
        StorageException exception = catchThrowableOfType(StorageException.class, () -> runAs(profile, work));
        assertThat(exception).as("exception for %s", subject).isInstanceOf(reason);
        assertThat(exception.subject()).isEqualTo(subject);
        assertThat(exception.isRetryable()).isFalse();
    }

    /** Asserts that a write is refused as invalid input, with any subject. */
    void assertInvalid(Consumer<Tx> work) {
        StorageException exception = catchThrowableOfType(StorageException.class, () -> run(work));
        assertThat(exception).isInstanceOf(StorageException.InvalidInput.class);
    }

    /** Makes a tombstone by inserting and deleting a row of the profile that refers to the key. */
    void makeTombstone(ProfileId profile, BlobKey key) {
        String id = "deleted-" + key.value().replace('/', '-');
        runAs(profile, tx -> KeyColumn.IMAGE_FILE_PATH.insert(tx, id, key));
        runAs(profile, tx -> tx.images().delete(new ImageId(id)));
        assertThat(tombstoneKeysOf(profile)).contains(key);
    }

    /** Returns the keys of all tombstones of {@link SampleRows#ALICE}, in list order. */
    List<BlobKey> tombstoneKeys() {
        return tombstoneKeysOf(SampleRows.ALICE);
    }

    List<BlobKey> tombstoneKeysOf(ProfileId profile) {
        return readAs(
                profile,
                tx -> tx.references().tombstones(PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                        .map(Tombstone::key)
                        .toList());
    }

    /** Inserts a project of the transaction's profile. */
    static void insertProject(Tx tx, String id, String channel) {
        tx.projects()
                .insert(SampleRows.project(id)
                        .profileId(tx.profile())
                        .channelId(new ChannelId(channel))
                        .build());
    }

    /** Returns the number of committed projects of both profiles. */
    int countProjects() {
        return readAs(SampleRows.ALICE, DatabaseUnderTest::countProjects)
                + readAs(SampleRows.BOB, DatabaseUnderTest::countProjects);
    }

    private static int countProjects(Tx tx) {
        return tx.projects()
                .list(ProjectFilter.ALL, PageRequest.first(1_000))
                .items()
                .size();
    }

    <I extends Id, R extends Record> Optional<R> find(TestedRows<I, R> rows, I id) {
        return findAs(SampleRows.ALICE, rows, id);
    }

    <I extends Id, R extends Record> Optional<R> findAs(ProfileId profile, TestedRows<I, R> rows, I id) {
        return foundAs(profile, tx -> rows.find(tx, id));
    }

    <I extends Id, R extends Record> R update(TestedRows<I, R> rows, I id, Patch<R> patch) {
        return write(tx -> rows.update(tx, id, patch));
    }

    <I extends Id, R extends Record> Page<R> list(TestedRows<I, R> rows, PageRequest page) {
        return read(tx -> rows.list(tx, TimeRange.ALWAYS, page));
    }

    /** Inserts the row that {@link TestedRows#full} makes, and the rows that it refers to. */
    <I extends Id, R extends Record> R insertFull(TestedRows<I, R> rows, int number) {
        R row = rows.full(number);
        run(tx -> {
            rows.insertParents(tx, number);
            rows.insert(tx, row);
        });
        return row;
    }
}
