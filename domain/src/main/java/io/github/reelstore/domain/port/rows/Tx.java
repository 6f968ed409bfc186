package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import java.time.Instant;

/**
 * A running transaction of one profile: the repositories bound to it see and touch that profile's rows and no others, so
 * no statement can forget whose rows it is about. For the thread that runs the transaction, while it runs; after that every
 * use throws {@link IllegalStateException}.
 *
 * <p>Every method of the repositories may throw {@link StorageException.Unavailable} when the database fails and {@link
 * StorageException.Corrupt} when a row holds what its column may not; those that write throw {@link
 * StorageException.Unsupported} in a read-only transaction.
 *
 * <p>What the database itself refuses ({@link StorageException.AlreadyExists} among it) ends the transaction's chances: every
 * further use of the repositories throws the same exception, and so does the call that runs the work, even if the work catches
 * it. What is refused before the database is asked to write ({@link StorageException.NotFound}, {@link
 * StorageException.InvalidInput}, {@link StorageException.Conflict}, {@link StorageException.Unsupported}) leaves the
 * transaction as it was.
 */
public interface Tx {

    /** Whose rows these are. */
    ProfileId profile();

    /** When the transaction began, UTC, in microseconds: the time of all that it writes. */
    Instant now();

    /** The projects. */
    ProjectRepository projects();

    /** The clips. */
    VideoGenerationRepository generations();

    /** The images. */
    ImageRepository images();

    /** The speech. */
    AudioRepository audio();

    /** Which files the rows refer to, and which they no longer do. */
    BlobReferences references();

    /** What verifying and repairing need beside that. */
    MaintenanceRepository maintenance();
}
