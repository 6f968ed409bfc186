package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.List;
import java.util.Optional;

/** The clips of the transaction's profile. One of another profile is one that does not exist. */
public interface VideoGenerationRepository {

    /**
     * Adds a generation. A tombstone of a key that it refers to goes away.
     *
     * @throws StorageException.AlreadyExists if the id is taken, by whichever profile
     * @throws StorageException.InvalidInput if it is of another profile, or its id is not one for new rows ({@link
     *     GenerationId#of})
     * @throws StorageException.NotFound if its project, image or speech does not exist
     * @throws StorageException.Integrity if its file is another profile's: a row or a tombstone of that profile refers
     *     to it
     */
    void insert(VideoGeneration generation);

    /** The generation, or empty. */
    Optional<VideoGeneration> find(GenerationId id);

    /** Generations that meet the filter, newest first, by (created_at, id). */
    Page<VideoGeneration> list(GenerationFilter filter, PageRequest page);

    /** All generations of a project, oldest first, by (created_at, id); none if there is no such project. */
    List<VideoGeneration> ofProject(ProjectId project);

    /**
     * Changes what the patch names and sets updated_at to {@link Tx#now}. A key that nothing refers to any more becomes a
     * tombstone. An empty patch changes nothing.
     *
     * @return the generation as it is now
     * @throws StorageException.NotFound if there is no such generation, or the patch names a project, an image or speech
     *     that does not exist
     * @throws StorageException.InvalidInput if a value is not one that its column may have
     * @throws StorageException.Integrity if the file that the patch names is another profile's, as for {@link #insert}
     */
    VideoGeneration update(GenerationId id, Patch<VideoGeneration> patch);

    /**
     * Removes the generation with its inputs and tracks; the images and the speech stay. Its key, if nothing refers to it
     * afterwards, becomes a tombstone.
     *
     * @throws StorageException.NotFound if there is no such generation
     */
    Deletion delete(GenerationId id);

    /**
     * Adds inputs and tracks to generations.
     *
     * @throws StorageException.NotFound if a generation, image or speech of them does not exist
     * @throws StorageException.AlreadyExists if a generation already has an input of that role and position, or a track in
     *     that language
     */
    void link(GenerationLinks links);

    /** The inputs and tracks of one generation; none if there is no such generation. */
    GenerationLinks linksOf(GenerationId id);

    /** The inputs and tracks of all generations of a project; none if there is no such project. */
    GenerationLinks linksOfProject(ProjectId project);
}
