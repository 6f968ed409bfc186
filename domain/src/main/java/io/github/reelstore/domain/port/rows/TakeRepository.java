package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.SceneJobs;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The takes of scenes of the transaction's profile, and which of them are chosen. A take is a row of an image, audio or a video; it
 * belongs to the scene that the row names. An image or audio that names none belongs to the scene of each video of the same project that refers
 * to it. Projects of other profiles count as not existing.
 *
 * <p>The language of audio that names a scene is its own, and that of audio that belongs to a scene as a track of a video is that of the track;
 * without one, it is the default language of the project, or else {@code und}. Scene ids that are blank count as absent.
 */
public interface TakeRepository {

    /**
     * Returns what stands for each cell of a project that has a take or a choice, in no particular order: the chosen take if it still exists,
     * else the newest completed one that was not rejected, by (created_at, id). The number of statements is fixed.
     */
    List<StandingTake> standing(ProjectId project);

    /** Returns what stands for one cell, as {@link #standing(ProjectId)} does; without a take and a choice, an empty one. */
    StandingTake standing(ProjectId project, CellKey cell);

    /** Returns what stands for the cells of one scene, as {@link #standing(ProjectId)} does. */
    List<StandingTake> standing(ProjectId project, String sceneId);

    /** Returns the takes of a cell, newest first, ordered by (created_at, id). */
    Page<Take> list(ProjectId project, CellKey cell, PageRequest page);

    /**
     * Returns a row as a take of each cell that it belongs to, ordered by scene and language.
     *
     * @return empty if there is no such row in the project, or it belongs to no scene
     */
    List<Take> takesOf(ProjectId project, MediaKind track, String id);

    /** Returns all takes of a track that belong to some scenes, newest first, ordered by (created_at, id); a row is one for each of its cells. */
    List<Take> takesOf(ProjectId project, MediaKind track, Collection<String> sceneIds);

    /** Returns the cells of a project in which a row is the current choice, in no particular order. */
    List<CellKey> chosenIn(ProjectId project, MediaKind track, String id);

    /** Returns the choices of a cell, the last one first. */
    Page<Selection> selections(ProjectId project, CellKey cell, PageRequest page);

    /** Returns a choice of a cell; empty if it has no choice with that number. */
    Optional<Selection> selection(ProjectId project, CellKey cell, int number);

    /**
     * Inserts a choice, with the time {@link Tx#now}.
     *
     * @throws StorageException.NotFound if the project does not exist
     * @throws StorageException.AlreadyExists if the cell has a choice with that number
     */
    void insertSelection(Selection selection);

    /** Inserts many choices together, as {@link #insertSelection} does. */
    default void insertSelections(List<Selection> selections) {
        selections.forEach(this::insertSelection);
    }

    /**
     * Rejects a take, or replaces the reason. A rejection does not count while the take is the current choice of a cell.
     *
     * @param reason why, possibly empty text
     * @throws StorageException.NotFound if the project does not exist
     */
    void reject(ProjectId project, MediaKind track, String id, String reason);

    /**
     * Takes back a rejection.
     *
     * @return whether the take was rejected
     */
    boolean unreject(ProjectId project, MediaKind track, String id);

    /** Returns the rejected takes of a cell, the last one first, with those that do not count. */
    List<RejectedTake> rejections(ProjectId project, CellKey cell);

    /** Returns the jobs of a project that have succeeded, and all of whose stored results have been rejected in it. */
    Set<JobId> rejectedJobs(ProjectId project);

    /** Returns the jobs that generate or have failed to generate takes of a project: one for each scene, medium and language. */
    List<SceneJobs> jobs(ProjectId project);

    /** Returns the content of images; those that do not exist, or have no hash, are left out. */
    Map<ImageId, ContentHash> imageHashes(Collection<ImageId> images);
}
