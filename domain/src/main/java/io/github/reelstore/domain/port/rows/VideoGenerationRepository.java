package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The videos of the transaction's profile. Rows of other profiles count as not existing. */
public interface VideoGenerationRepository {

    /**
     * Inserts a video. Deletes the tombstones of the keys that it refers to.
     *
     * @throws StorageException.AlreadyExists if the id is in use, in any profile
     * @throws StorageException.InvalidInput if the video belongs to another profile, or its id is not valid for new
     *     rows ({@link GenerationId#of})
     * @throws StorageException.NotFound if its project, image or audio does not exist
     * @throws StorageException.Integrity if its file belongs to another profile: a row or tombstone of that profile
     *     refers to it
     */
    void insert(VideoGeneration generation);

    /**
     * Inserts many videos together, which takes a fraction of the time of single inserts. All or none, as long as an
     * exception is allowed to end the transaction.
     *
     * @throws StorageException as {@link #insert} does
     */
    default void insertAll(List<VideoGeneration> rows) {
        rows.forEach(this::insert);
    }

    /** Returns the video; empty if it does not exist. */
    Optional<VideoGeneration> find(GenerationId id);

    /** Returns the videos that match the filter, newest first, ordered by (created_at, id). */
    Page<VideoGeneration> list(GenerationFilter filter, PageRequest page);

    /**
     * Returns all videos of a project, oldest first, ordered by (created_at, id); empty if the project does not exist.
     */
    List<VideoGeneration> ofProject(ProjectId project);

    /** Returns a page of the videos of a project, oldest first, unlike other lists. */
    Page<VideoGeneration> ofProject(ProjectId project, PageRequest page);

    /**
     * Applies the patch and sets updated_at to {@link Tx#now}. Inserts tombstones for keys that no row refers to any
     * more. An empty patch changes nothing.
     *
     * @return the updated video
     * @throws StorageException.NotFound if the video does not exist, or a project, image or audio in the patch does not
     *     exist
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if a file in the patch belongs to another profile, as for {@link #insert}
     */
    VideoGeneration update(GenerationId id, Patch<VideoGeneration> patch);

    /**
     * Deletes the video with its inputs and tracks; the images and the audio stay. Inserts tombstones for keys that no
     * row refers to any more.
     *
     * @throws StorageException.NotFound if the video does not exist
     */
    Deletion delete(GenerationId id);

    /**
     * Adds inputs and audio tracks to videos.
     *
     * @throws StorageException.NotFound if a video, image or audio does not exist
     * @throws StorageException.AlreadyExists if a video already has an input of that role and position, or a track in
     *     that language
     */
    void link(GenerationLinks links);

    /**
     * Removes audio from the tracks of a video, as which {@link #link} has added it; the audio stays.
     *
     * @return whether it was one
     */
    boolean unlinkAudio(GenerationId id, AudioId audio);

    /** Returns the inputs and tracks of one video; empty if it does not exist. */
    default GenerationLinks linksOf(GenerationId id) {
        return linksOf(List.of(id));
    }

    /**
     * Returns the inputs and tracks of videos.
     *
     * @param ids at most {@value PageRequest#MAX_LIMIT}; those that do not exist are ignored
     */
    GenerationLinks linksOf(Collection<GenerationId> ids);

    /** Returns the inputs and tracks of all videos of a project; empty if the project does not exist. */
    GenerationLinks linksOfProject(ProjectId project);
}
