package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction of {@link InMemoryTransactions}, over a database that no other transaction writes to. */
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

    /** The database to read from; every use of the transaction comes through here. */
    InMemoryDatabase reading() {
        if (ended) {
            throw new IllegalStateException("The transaction has ended; its Tx must not be kept.");
        }
        requireSound();
        return database;
    }

    /** Marks the transaction as failed, as a database does whose statement fails: from here on it cannot go on. */
    StorageException failed(StorageException reason) {
        failure = reason;
        return reason;
    }

    void requireSound() {
        if (failure != null) {
            throw failure;
        }
    }

    /** The database to write to. */
    InMemoryDatabase writing() {
        if (reading() == database && mode == Mode.READ_ONLY) {
            throw new StorageException.Unsupported(
                    "transaction", "This transaction only reads; write in one of inTransaction.");
        }
        return database;
    }

    /**
     * Makes a change and keeps the tombstones as it calls for.
     *
     * @return how many it left
     */
    int change(Runnable change) {
        Set<BlobKey> released = database.keysOf(profile);
        change.run();
        Set<BlobKey> referred = database.keysOf(profile);
        released.removeAll(referred);
        database.unbury(referred);
        released.forEach(key -> database.bury(profile, key, now));
        return released.size();
    }

    /** Makes a change that removes rows. */
    Deletion delete(Runnable change) {
        int rows = database.rowCount();
        int tombstones = change(change);
        return new Deletion(rows - database.rowCount(), tombstones);
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
}
