package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds room for scenes in the order of a project, in one transaction. */
final class ScenePlaces {

    /**
     * A gap in the order.
     *
     * @param before the scene before it; empty at the start
     * @param after the scene after it; empty at the end
     */
    record Gap(Optional<Scene> before, Optional<Scene> after) {

        /** Whether it is next to a scene, which stays where it is if it is moved there. */
        boolean touches(Scene scene) {
            return before.equals(Optional.of(scene)) || after.equals(Optional.of(scene));
        }
    }

    private final Tx tx;
    private final ProjectId project;

    ScenePlaces(Tx tx, ProjectId project) {
        this.tx = tx;
        this.project = project;
    }

    /** The gap after the last scene. */
    Gap end() {
        return new Gap(tx.scenes().last(project), Optional.empty());
    }

    /**
     * The gap at a place.
     *
     * @param moving the scenes that are moved there: they are not stored for it if only rows name them
     * @throws StorageException.NotFound if there is no scene at which it should be
     */
    Gap gap(Place place, Set<String> moving) {
        if (place instanceof Place.First) {
            ImplicitScenes.store(tx, project, moving);
            return new Gap(
                    Optional.empty(),
                    tx.scenes().list(project, PageRequest.first(1)).items().stream()
                            .findFirst());
        }
        if (place instanceof Place.Before before) {
            Scene next = ImplicitScenes.require(tx, project, before.sceneId(), moving);
            return new Gap(tx.scenes().before(project, next.position()), Optional.of(next));
        }
        if (place instanceof Place.After after) {
            Scene previous = ImplicitScenes.require(tx, project, after.sceneId(), moving);
            return new Gap(Optional.of(previous), tx.scenes().after(project, previous.position()));
        }
        // those that only rows name are shown last, so that what comes after them needs them stored
        ImplicitScenes.store(tx, project, moving);
        return end();
    }

    /**
     * Positions in a gap. If they would become long, all scenes of the project get new ones first.
     *
     * @param count their number
     */
    List<ScenePosition> positions(Gap gap, int count) {
        List<ScenePosition> positions = ScenePosition.between(
                gap.before().map(Scene::position), gap.after().map(Scene::position), count);
        boolean comfortable = positions.stream()
                .allMatch(position -> position.value().length() <= ScenePosition.MAX_COMFORTABLE_LENGTH);
        return comfortable ? positions : spread(gap, count);
    }

    private List<ScenePosition> spread(Gap gap, int count) {
        List<Scene> scenes = tx.scenes().ofProject(project);
        int start = gap.before()
                .map(before -> scenes.stream().map(Scene::sceneId).toList().indexOf(before.sceneId()) + 1)
                .orElse(0);
        List<ScenePosition> all = ScenePosition.spread(scenes.size() + count);
        List<ScenePosition> others = new ArrayList<>(all);
        List<ScenePosition> found = others.subList(start, start + count);
        List<ScenePosition> positions = List.copyOf(found);
        found.clear();
        set(scenes, others);
        return positions;
    }

    /** Gives all scenes positions of their own, if two have the same. */
    void separate() {
        List<Scene> scenes = tx.scenes().ofProject(project);
        long different = scenes.stream().map(Scene::position).distinct().count();
        if (different < scenes.size()) {
            set(scenes, ScenePosition.spread(scenes.size()));
        }
    }

    private void set(List<Scene> scenes, List<ScenePosition> positions) {
        Map<String, ScenePosition> byScene = new HashMap<>();
        for (int i = 0; i < scenes.size(); i++) {
            byScene.put(scenes.get(i).sceneId(), positions.get(i));
        }
        tx.scenes().setPositions(project, byScene);
    }
}
