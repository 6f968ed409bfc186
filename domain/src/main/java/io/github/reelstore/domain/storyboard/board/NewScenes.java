package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds scenes to a project, in one transaction. The number of statements grows only with the deleted scenes that come back, and the places. */
final class NewScenes {

    private final Tx tx;
    private final ProjectId project;
    private final ScenePlaces places;
    private final Set<String> ids = new HashSet<>();
    private final List<Scene> inserted = new ArrayList<>();
    private final Map<String, Scene> known = new HashMap<>();
    private final Deque<String> freeIds = new ArrayDeque<>();
    private int unnamed;
    private int lastNumber;

    NewScenes(Tx tx, ProjectId project) {
        this.tx = tx;
        this.project = project;
        this.places = new ScenePlaces(tx, project);
    }

    /** Adds scenes one after the other. Those that are added at the end one after another get their positions together. */
    List<Scene> add(List<NewScene> scenes) {
        scenes.forEach(scene -> scene.sceneId().ifPresent(ids::add));
        Set<String> named = Set.copyOf(ids);
        unnamed =
                (int) scenes.stream().filter(scene -> scene.sceneId().isEmpty()).count();
        tx.scenes().findAll(project, named).forEach(scene -> known.put(scene.sceneId(), scene));
        List<Scene> added = new ArrayList<>();
        int i = 0;
        while (i < scenes.size()) {
            Place place = placeOf(scenes.get(i));
            int end = i + 1;
            while (place == Place.LAST && end < scenes.size() && placeOf(scenes.get(end)) == Place.LAST) {
                end++;
            }
            List<ScenePosition> positions = places.positions(places.gap(place, named), end - i);
            inserted.clear();
            for (ScenePosition position : positions) {
                added.add(add(scenes.get(i), position));
                i++;
            }
            tx.scenes().insertAll(List.copyOf(inserted));
        }
        return added;
    }

    private static Place placeOf(NewScene scene) {
        Place place = scene.place().orElse(Place.LAST);
        return place instanceof Place.Last ? Place.LAST : place;
    }

    private Scene add(NewScene scene, ScenePosition position) {
        String id = scene.sceneId().orElseGet(this::freeId);
        Optional<Scene> existing = Optional.ofNullable(known.get(id));
        SceneBuilder builder = existing.map(Scene::toBuilder)
                .orElseGet(() -> SceneBuilder.builder()
                        .projectId(project)
                        .sceneId(id)
                        .profileId(tx.profile())
                        .version(1)
                        .createdAt(tx.now())
                        .updatedAt(tx.now()));
        Scene added = builder.position(position)
                .title(scene.title())
                .prompt(scene.prompt())
                .lengthMs(scene.lengthMs())
                .meta(scene.meta())
                .deletedAt(Optional.empty())
                .build();
        known.put(id, added);
        Optional<Scene> deleted = existing.filter(found -> found.deletedAt().isPresent());
        if (deleted.isPresent()) {
            return tx.scenes().update(deleted.get(), added).orElseThrow(() -> taken(id));
        }
        if (existing.isPresent()) {
            throw taken(id);
        }
        inserted.add(added);
        return added;
    }

    private StorageException.AlreadyExists taken(String id) {
        return new StorageException.AlreadyExists(id, "The project " + project + " already has a scene " + id + ".");
    }

    /** The lowest number that neither a scene has, even a deleted one, nor rows. */
    private String freeId() {
        if (lastNumber == 0) {
            tx.scenes().ofProject(project).forEach(scene -> ids.add(scene.sceneId()));
            ids.addAll(tx.scenes().withoutScene(project));
        }
        while (freeIds.isEmpty()) {
            findFreeIds();
        }
        return freeIds.remove();
    }

    private void findFreeIds() {
        List<String> candidates = new ArrayList<>();
        while (candidates.size() < unnamed) {
            lastNumber++;
            String id = "scene-" + lastNumber;
            if (ids.add(id)) {
                candidates.add(id);
            }
        }
        Set<String> deleted = tx.scenes().findAll(project, candidates).stream()
                .map(Scene::sceneId)
                .collect(Collectors.toSet());
        candidates.stream().filter(id -> !deleted.contains(id)).forEach(freeIds::add);
    }
}
