package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scenes of the transaction's profile, with their lines and settings. Projects of other profiles count as not existing. */
public interface SceneRepository {

    /**
     * Inserts a scene.
     *
     * @throws StorageException.AlreadyExists if the project has a scene with that id, even a deleted one
     * @throws StorageException.InvalidInput if the scene belongs to another profile
     * @throws StorageException.NotFound if its project does not exist
     */
    void insert(Scene scene);

    /**
     * Inserts many scenes together, all or none.
     *
     * @throws StorageException as {@link #insert} does
     */
    default void insertAll(List<Scene> scenes) {
        scenes.forEach(this::insert);
    }

    /** Returns a scene, even a deleted one; empty if it does not exist. */
    Optional<Scene> find(ProjectId project, String sceneId);

    /** Returns scenes, even deleted ones, in no particular order; those that do not exist are left out. */
    List<Scene> findAll(ProjectId project, Collection<String> sceneIds);

    /** Returns the scenes of a project that are not deleted, in their order: by position, then by id. */
    List<Scene> ofProject(ProjectId project);

    /** Returns the scenes of a project that are not deleted, page by page, in their order. */
    Page<Scene> list(ProjectId project, PageRequest page);

    /**
     * Returns the ids of scenes that videos, images or audio of a project have, but that are not stored, not even as deleted ones: in the order
     * of the time at which their first row was created, then by id.
     */
    List<String> withoutScene(ProjectId project);

    /**
     * Changes a scene, if it still has the version of {@code before}. Sets the version to one more, and updated_at to {@link Tx#now}.
     *
     * @param before the scene as it was read
     * @param after the scene as it is from now on; its ids, version and times are ignored, except deletedAt
     * @return the changed scene; empty if there is no such scene, or it has another version
     */
    Optional<Scene> update(Scene before, Scene after);

    /** Returns the scene before a position in the order of the project, not counting deleted ones; empty if it is the first. */
    Optional<Scene> before(ProjectId project, ScenePosition position);

    /** Returns the scene after a position in the order of the project, not counting deleted ones; empty if it is the last. */
    Optional<Scene> after(ProjectId project, ScenePosition position);

    /** Returns the last scene of the project, not counting deleted ones; empty if there is no scene. */
    Optional<Scene> last(ProjectId project);

    /**
     * Sets the positions of scenes, and nothing else of them: neither version nor time.
     *
     * @param positions the position of each scene by its id
     */
    void setPositions(ProjectId project, Map<String, ScenePosition> positions);

    /** Returns the lines of a project, of scenes that are not deleted, ordered by scene id and language. */
    List<SceneLine> lines(ProjectId project);

    /** Returns the lines of a scene, ordered by language. */
    List<SceneLine> lines(ProjectId project, String sceneId);

    /**
     * Inserts a line, or replaces the one of the same scene and language. Its time becomes {@link Tx#now}.
     *
     * @throws StorageException.NotFound if there is no such scene
     */
    void putLine(SceneLine line);

    /** Inserts or replaces many lines together, as {@link #putLine} does. */
    default void putLines(List<SceneLine> lines) {
        lines.forEach(this::putLine);
    }

    /**
     * Deletes a line.
     *
     * @return whether it existed
     */
    boolean deleteLine(ProjectId project, String sceneId, LanguageTag language);

    /** Returns the settings of a project and its scenes, in no particular order. */
    List<StoredSettings> settings(ProjectId project);

    /**
     * Inserts settings, or replaces those that apply to the same.
     *
     * @throws StorageException.NotFound if the project, or the scene, does not exist
     */
    void putSettings(StoredSettings settings);

    /**
     * Deletes settings.
     *
     * @return whether they existed
     */
    boolean deleteSettings(
            ProjectId project, Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language);
}
