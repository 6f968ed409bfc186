package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Queries for verification and repair. Marks and missing rows are those of the transaction's profile; the store
 * identity is that of the whole database.
 */
public interface MaintenanceRepository {

    /**
     * Counts the rows of the profile: projects, videos, images and audio.
     *
     * @param most the maximum result, at least 0: counting stops there
     */
    long rows(long most);

    /**
     * Returns the creation time of the newest row of any profile: project, video, image or audio. Rows from after
     * {@link Tx#now} are ignored, since a date in the far future is not meaningful.
     *
     * @return UTC; empty if there is no row
     */
    Optional<Instant> newestRow();

    /**
     * Returns which of the projects belong to other profiles. Exposes no other data of them.
     *
     * @param projects at most {@value PageRequest#MAX_LIMIT}
     */
    Set<ProjectId> ofOtherProfiles(Collection<ProjectId> projects);

    /** Whether any other profile has a project. Exposes no other data of these profiles. */
    boolean hasOtherProfiles();

    /** Sums up the files of images, audio and videos to which more than one row of the profile refers. Reads all rows. */
    SharedFiles sharedFiles();

    /**
     * Returns the dangling references of rows of the profile, which may exist in databases that other programs write
     * to.
     *
     * @param ids the rows, at most {@value PageRequest#MAX_LIMIT}; ids of other profiles are ignored
     * @return in no particular order
     */
    List<MissingRow> missingRows(EntityType kind, Collection<String> ids);

    /**
     * Returns the values of rows of the profile that are not valid for their columns and that the database does not
     * pass on: in an adopted database, the other program's values that the store cannot represent.
     *
     * @param ids the rows, at most {@value PageRequest#MAX_LIMIT}; ids of other profiles are ignored
     * @return in no particular order
     */
    List<InvalidValue> hiddenValues(EntityType kind, Collection<String> ids);

    /**
     * Returns the marks of rows.
     *
     * @param ids the rows, at most {@value PageRequest#MAX_LIMIT}
     * @return in no particular order
     */
    List<RowMark> marks(EntityType kind, Collection<String> ids);

    /**
     * Marks a row. An existing mark is not changed.
     *
     * @throws StorageException.NotFound if the row does not exist in the profile
     */
    void mark(RowMark mark);

    /**
     * Deletes a mark.
     *
     * @return whether it existed
     */
    boolean unmark(RowMark mark);

    /**
     * Deletes the marks of rows that no longer exist.
     *
     * @return the number of deleted marks
     */
    int pruneMarks();

    /** Returns the store identity. A database gets it when it is created; empty only if that row was deleted. */
    Optional<StoreIdentity> identity();

    /**
     * Sets the store id of the database, unless there is one. If several callers do so at once, one succeeds and the
     * others wait.
     *
     * @return the store identity that the database has now
     */
    StoreIdentity identify(StoreId id);

    /**
     * Replaces the store id of the database, unless it is already bound to a blob store ({@link #noteBound}).
     *
     * @return whether the database has the id now
     */
    boolean replaceIdentity(StoreId id);

    /**
     * Notes that the blob store has the store id of the database. No effect if already noted, or if the database has no
     * id.
     */
    void noteBound();

    /** Returns the remembered trial of a server, see {@link SupportsWriteTrial}; each profile has its own. */
    Optional<WriteTrial> writeTrial(String server);

    /** Remembers the result of a trial of a server, which ended at the time of the transaction. */
    void noteWriteTrial(String server, ExclusiveWrites result);
}
