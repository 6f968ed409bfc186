package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A running transaction of one profile. Its repositories read and write the rows of that profile only. Use it on the
 * thread that runs the transaction, and only while it runs; later calls throw {@link IllegalStateException}.
 *
 * <p>Every method of the repositories may throw {@link StorageException.Unavailable} if the database fails, and {@link
 * StorageException.Corrupt} if a stored value is not valid for its column. Methods that write throw {@link
 * StorageException.Unsupported} in a read-only transaction.
 *
 * <p>An error of the database itself (including {@link StorageException.AlreadyExists}) aborts the transaction: every
 * further call of the repositories throws the same exception, and so does the call that runs the work, even if the work
 * catches it. Errors that are raised before the database writes ({@link StorageException.NotFound},
 * {@link StorageException.InvalidInput}, {@link StorageException.Conflict}, {@link StorageException.Unsupported}) leave
 * the transaction usable.
 */
public interface Tx {

    /** The profile of this transaction. */
    ProfileId profile();

    /** The start of the transaction, UTC, with a precision of microseconds: the timestamp of all its writes. */
    Instant now();

    /** The projects. */
    ProjectRepository projects();

    /** The videos. */
    VideoGenerationRepository generations();

    /** The images. */
    ImageRepository images();

    /** The audio. */
    AudioRepository audio();

    /** The files that rows refer to, and the tombstones. */
    BlobReferences references();

    /**
     * The invalid values that the repositories have found in this transaction so far, in the order in which they were
     * read. Lists leave such a field empty, or the row out; finding a row that is left out throws
     * {@link StorageException.Corrupt}, and so does updating a row with an invalid value.
     */
    default List<InvalidValue> invalidValues() {
        return List.of();
    }

    /**
     * Reads a project with its videos and what they refer to: the same as the repositories return, but some databases
     * need only one round trip for it.
     *
     * @return empty if there is no such project in the profile
     * @throws StorageException.Corrupt if the project has an invalid value in a column that must have one
     */
    default Optional<ProjectRows> rowsOf(ProjectId id) {
        return projects()
                .find(id)
                .map(project -> new ProjectRows(
                        project,
                        generations().ofProject(id),
                        generations().linksOfProject(id),
                        images().usedByProject(id),
                        audio().usedByProject(id)));
    }

    /** Queries for verification and repair. */
    MaintenanceRepository maintenance();

    /** The requests that carry an idempotency key. */
    IdempotencyRepository idempotency();

    /** The jobs of the ledger. */
    JobRepository jobs();

    /** What the workers share. */
    JobQueue jobQueue();

    /** The budgets, and what jobs cost. */
    BudgetRepository budgets();

    /** The scenes. */
    SceneRepository scenes();

    /** The takes of scenes, and which of them are chosen. */
    TakeRepository takes();

    /** Whole projects, to hand them over. */
    ArchiveRepository archive();
}
