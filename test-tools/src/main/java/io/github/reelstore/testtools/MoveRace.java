package io.github.reelstore.testtools;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

/** Two processes move scenes of one project to the same place, at the same time. */
public final class MoveRace {

    private static final ProfileId PROFILE = new ProfileId("p");
    private static final ProjectId PROJECT = new ProjectId("film");

    /** Each process moves one of them. */
    private static final List<String> MOVED = List.of("b", "d");

    private MoveRace() {}

    /**
     * Runs the race, and checks that all readers find one order, in which the last move of each process has taken place.
     *
     * @param starter starts the process that moves a scene: it calls {@link #runProcess}
     */
    public static void run(Transactions store, Function<String, Callable<Process>> starter) throws Exception {
        store.inTransaction(PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(PROJECT)
                            .profileId(PROFILE)
                            .title("Dusk")
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return PROJECT;
        });
        SceneService scenes = new SceneService(store, PROFILE);
        scenes.addAll(
                PROJECT,
                Stream.of("a", "b", "c", "d", "e")
                        .map(id -> NewScene.builder().sceneId(id).build())
                        .toList());
        List<String> seen = RacingProcesses.run(MOVED.stream().map(starter).toList());
        List<Scene> film = scenes.list(PROJECT, PageRequest.first(9)).items();
        String order = String.join("", film.stream().map(Scene::sceneId).toList());
        Set<ScenePosition> positions =
                new HashSet<>(film.stream().map(Scene::position).toList());
        boolean agreed = order.equals("acbde") || order.equals("acdbe");
        // the one that finishes last has seen the last move
        if (!agreed || positions.size() != film.size() || !seen.contains(order)) {
            throw new AssertionError("The scenes are " + film + "; the processes have seen " + seen + ".");
        }
    }

    /** The work of one process: moves a scene to and fro, at last behind c, and prints the order that it finds then. */
    public static void runProcess(Transactions store, String scene, int moves) throws Exception {
        SceneService scenes = new SceneService(store, PROFILE);
        RacingProcesses.awaitStart();
        for (int i = 0; i < moves; i++) {
            move(scenes, scene, i % 2 == 0 ? new Place.Before("a") : new Place.After("a"));
        }
        move(scenes, scene, new Place.After("c"));
        List<String> order = new ArrayList<>();
        scenes.list(PROJECT, PageRequest.first(9)).items().forEach(one -> order.add(one.sceneId()));
        System.out.println(String.join("", order));
    }

    private static void move(SceneService scenes, String scene, Place place) {
        while (true) {
            try {
                scenes.move(PROJECT, scene, place);
                return;
            } catch (StorageException.Unavailable e) {
                if (!e.isRetryable()) {
                    throw e;
                }
            }
        }
    }
}
