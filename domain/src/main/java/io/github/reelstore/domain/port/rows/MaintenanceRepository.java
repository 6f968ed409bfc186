package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What verifying and repairing a store need of its rows beside what the repositories tell. Marks and missing rows are those of the
 * transaction's profile; the identity is that of the whole database.
 */
public interface MaintenanceRepository {

    /**
     * How many rows the profile has: projects, videos, images and audio together.
     *
     * @param most where counting stops, at least 0; a profile with more rows than this has this many
     */
    long rows(long most);

    /**
     * When the newest row of any profile was made: a project, a video, an image or audio. Rows from after {@link Tx#now} do not count,
     * since a date in the far future says nothing about what is new.
     *
     * @return UTC; empty if there is no row
     */
    Optional<Instant> newestRow();

    /** Whether a project of this id belongs to another profile. Nothing else about it is told. */
    boolean isOfAnotherProfile(ProjectId project);

    /** Whether any other profile has a project. Nothing else about these is told. */
    boolean hasOtherProfiles();

    /**
     * What rows of the profile refer to and is not there, as databases may have it that other programs write to.
     *
     * @param ids which rows, at most {@value PageRequest#MAX_LIMIT}; those that are none of the profile's are passed over
     * @return in no particular order
     */
    List<MissingRow> missingRows(EntityType kind, Collection<String> ids);

    /**
     * The marks of rows.
     *
     * @param ids which rows, at most {@value PageRequest#MAX_LIMIT}
     * @return in no particular order
     */
    List<RowMark> marks(EntityType kind, Collection<String> ids);

    /**
     * Marks a row; a mark that is there already stays.
     *
     * @throws StorageException.NotFound if the profile has no such row
     */
    void mark(RowMark mark);

    /**
     * Takes a mark away.
     *
     * @return whether there was one
     */
    boolean unmark(RowMark mark);

    /**
     * Takes away the marks of rows that are gone.
     *
     * @return how many
     */
    int pruneMarks();

    /** Which store the database is of. A database gets its id when it is made; empty only where that row was removed. */
    Optional<StoreIdentity> identity();

    /**
     * Gives the database an id, unless it has one. Of several that do so at the same moment, one succeeds; the others wait for it.
     *
     * @return what holds now
     */
    StoreIdentity identify(StoreId id);

    /**
     * Gives the database another id in place of its own, as long as no storage was seen to bear that ({@link #noteBound}).
     *
     * @return whether it has the id now
     */
    boolean replaceIdentity(StoreId id);

    /** Notes that the storage bears the database's id. Does nothing if that was noted before, or the database has no id. */
    void noteBound();
}
