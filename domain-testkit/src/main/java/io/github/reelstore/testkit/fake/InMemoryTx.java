package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction of {@link InMemoryTransactions}. No other transaction writes to its database. */
final class InMemoryTx implements Tx {

    enum Mode {
        READ_ONLY,
        READ_WRITE
    }

    private final ProfileId profile;
    private final Instant now;
    private final InMemoryDatabase database;
    private final Mode mode;
    private @Nullable StorageException failure;
    private volatile boolean ended;

    InMemoryTx(ProfileId profile, Instant now, InMemoryDatabase database, Mode mode) {
        this.profile = profile;
        this.now = now;
        this.database = database;
        this.mode = mode;
    }

    void end() {
        ended = true;
    }

    /** Returns the database to read from. Every use of the transaction goes through this method. */
    InMemoryDatabase reading() {
        if (ended) {
            throw new IllegalStateException("The transaction has ended; its Tx must not be kept.");
        }
        requireNotFailed();
        return database;
    }

    /** Marks the transaction as failed, as a database does after a failed statement; it cannot be used any more. */
    StorageException failed(StorageException reason) {
        failure = reason;
        return reason;
    }

    void requireNotFailed() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns the database to write to. */
    InMemoryDatabase writing() {
        if (reading() == database && mode == Mode.READ_ONLY) {
            throw new StorageException.Unsupported(
                    "transaction", "This transaction is read-only; use inTransaction to write.");
        }
        return database;
    }

    /**
     * Makes a change and updates the tombstones to match.
     *
     * @return the number of tombstones it added
     */
    int change(Runnable change) {
        Set<BlobKey> released = database.keysOf(profile);
        change.run();
        Set<BlobKey> referred = database.keysOf(profile);
        released.removeAll(referred);
        database.deleteTombstones(referred);
        released.forEach(key -> database.insertTombstone(profile, key, now));
        return released.size();
    }

    /** Makes a change that deletes rows. */
    Deletion delete(Runnable change) {
        int rows = database.rowCount();
        int tombstones = change(change);
        return new Deletion(rows - database.rowCount(), tombstones);
    }

    /** Makes a change that deletes a project. */
    Deletion deleteProject(ProjectContents contents, Runnable change) {
        Deletion deletion = delete(change);
        return new Deletion(deletion.rows(), deletion.tombstones(), contents);
    }

    @Override
    public ProfileId profile() {
        reading();
        return profile;
    }

    @Override
    public Instant now() {
        reading();
        return now;
    }

    @Override
    public ProjectRepository projects() {
        return new InMemoryProjects(this, reading());
    }

    @Override
    public VideoGenerationRepository generations() {
        return new InMemoryGenerations(this, reading());
    }

    @Override
    public ImageRepository images() {
        return new InMemoryImages(this, reading());
    }

    @Override
    public AudioRepository audio() {
        return new InMemoryAudio(this, reading());
    }

    @Override
    public BlobReferences references() {
        return new InMemoryReferences(this, reading());
    }

    @Override
    public MaintenanceRepository maintenance() {
        return new InMemoryMaintenance(this, reading());
    }

    @Override
    public IdempotencyRepository idempotency() {
        reading();
        return new InMemoryIdempotency(this);
    }

    @Override
    public JobRepository jobs() {
        reading();
        return new InMemoryJobs(this);
    }

    @Override
    public JobQueue jobQueue() {
        reading();
        return new InMemoryJobQueue(this);
    }

    @Override
    public BudgetRepository budgets() {
        reading();
        return new InMemoryBudgets(this);
    }

    @Override
    public SceneRepository scenes() {
        reading();
        return new InMemoryScenes(this);
    }

    @Override
    public TakeRepository takes() {
        reading();
        return new InMemoryTakes(this);
    }

    @Override
    public ArchiveRepository archive() {
        reading();
        return new InMemoryArchive(this);
    }
}
