package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The scenes of a project that only rows name, and which are stored as soon as one of them is changed. */
final class ImplicitScenes {

    /** The version of a scene that is not stored. */
    static final long UNSTORED = 0;

    /** The position that is shown for a scene that has none yet. */
    private static final ScenePosition UNPLACED = new ScenePosition("z");

    private ImplicitScenes() {}

    /** Such a scene as it is shown. */
    static Scene shown(VideoProject project, String sceneId) {
        return builder(project.id(), sceneId, project.profileId(), project.createdAt())
                .position(UNPLACED)
                .version(UNSTORED)
                .build();
    }

    private static SceneBuilder builder(ProjectId project, String sceneId, ProfileId profile, Instant createdAt) {
        return SceneBuilder.builder()
                .projectId(project)
                .sceneId(sceneId)
                .profileId(profile)
                .createdAt(createdAt)
                .updatedAt(createdAt);
    }

    /**
     * Stores all of them, after the others, with a fixed number of statements.
     *
     * @param except those that are left out
     */
    static List<Scene> store(Tx tx, ProjectId project, Set<String> except) {
        List<String> ids = tx.scenes().withoutScene(project).stream()
                .filter(id -> !except.contains(id))
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        ScenePlaces places = new ScenePlaces(tx, project);
        List<ScenePosition> positions = places.positions(places.end(), ids.size());
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            scenes.add(builder(project, ids.get(i), tx.profile(), tx.now())
                    .position(positions.get(i))
                    .version(1)
                    .build());
        }
        tx.scenes().insertAll(scenes);
        return scenes;
    }

    /**
     * Returns a scene to change it, and stores it if only rows name it.
     *
     * @throws StorageException.NotFound if the project or the scene does not exist
     */
    static Scene require(Tx tx, ProjectId project, String sceneId) {
        return require(tx, project, sceneId, Set.of());
    }

    /**
     * Returns a scene to change it or another one.
     *
     * @param except those that are not stored if only rows name them
     */
    static Scene require(Tx tx, ProjectId project, String sceneId, Set<String> except) {
        MediaTable.PROJECTS.require(tx, project);
        Optional<Scene> found = tx.scenes().find(project, sceneId);
        if (found.isEmpty()) {
            found = store(tx, project, except).stream()
                    .filter(scene -> scene.sceneId().equals(sceneId))
                    .findFirst();
        }
        return existing(found, project, sceneId);
    }

    /**
     * Returns a scene, as it is shown if only rows name it: with the version {@link #UNSTORED}.
     *
     * @throws StorageException.NotFound if it does not exist
     */
    static Scene requireKnown(Tx tx, ProjectId project, String sceneId) {
        VideoProject of = MediaTable.PROJECTS.require(tx, project);
        Optional<Scene> found = tx.scenes().find(project, sceneId);
        return found.isEmpty() && tx.scenes().withoutScene(project).contains(sceneId)
                ? shown(of, sceneId)
                : existing(found, project, sceneId);
    }

    /**
     * Requires that scenes exist, if the project has stored ones.
     *
     * @throws StorageException.NotFound if one does not exist
     */
    static void requireIfStored(Tx tx, ProjectId project, Set<String> sceneIds) {
        MediaTable.PROJECTS.require(tx, project);
        Set<String> known =
                tx.scenes().ofProject(project).stream().map(Scene::sceneId).collect(Collectors.toSet());
        if (known.isEmpty() || known.containsAll(sceneIds)) {
            return;
        }
        known.addAll(tx.scenes().withoutScene(project));
        sceneIds.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> existing(tx.scenes().find(project, id), project, id));
    }

    /** Returns the scene if it exists and is not deleted. */
    static Scene existing(Optional<Scene> found, ProjectId project, String sceneId) {
        Scene scene = found.orElseThrow(() -> notFound(project, sceneId));
        if (scene.deletedAt().isPresent()) {
            throw new StorageException.NotFound(sceneId, "The scene " + sceneId + " is deleted; restore it first.");
        }
        return scene;
    }

    static StorageException.NotFound notFound(ProjectId project, String sceneId) {
        return new StorageException.NotFound(
                sceneId, "There is no scene " + sceneId + " in the project " + project + ".");
    }
}
