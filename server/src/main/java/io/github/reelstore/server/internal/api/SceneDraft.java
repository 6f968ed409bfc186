package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.NewSceneBuilder;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.server.internal.http.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A scene, or its new place, as a client sends it. */
final class SceneDraft {

    /** What can be changed. */
    static final Inputs<SceneBuilder> PATCH = Inputs.of(
            Input.text("title", "The title.", (row, value) -> row.title(value)),
            Input.text(
                    "prompt",
                    "What should be seen: the prompt of its images and its video.",
                    (row, value) -> row.prompt(value)),
            Input.integer("lengthMs", "How long it should be, in milliseconds.", (row, value) -> row.lengthMs(value)),
            Input.json("meta", "Other data of yours.", (row, value) -> row.meta(value)));

    /** Where it is placed. */
    static final Inputs<SceneDraft> PLACE = Inputs.of(
            Input.value(
                    "place",
                    "Before or after all other scenes.",
                    Schema.oneOf(List.of("first", "last")),
                    SceneDraft::end,
                    SceneDraft::put),
            Input.value(
                    "before",
                    "The scene before which it is placed.",
                    Schema.STRING,
                    Place.Before::new,
                    SceneDraft::put),
            Input.value(
                    "after", "The scene after which it is placed.", Schema.STRING, Place.After::new, SceneDraft::put));

    /** A new scene. */
    static final Inputs<SceneDraft> NEW = Inputs.<SceneDraft>of(
                    Input.text(
                            "sceneId",
                            "Its id, unique in its project; scene-N with the lowest number that is free if it is not given.",
                            (draft, value) -> draft.row.sceneId(value)),
                    Input.text("title", "The title.", (draft, value) -> draft.row.title(value)),
                    Input.text(
                            "prompt",
                            "What should be seen: the prompt of its images and its video.",
                            (draft, value) -> draft.row.prompt(value)),
                    Input.integer(
                            "lengthMs",
                            "How long it should be, in milliseconds.",
                            (draft, value) -> draft.row.lengthMs(value)),
                    Input.json("meta", "Other data of yours.", (draft, value) -> draft.row.meta(value)))
            .and(PLACE);

    private final NewSceneBuilder row = NewScene.builder();
    private Optional<Place> place = Optional.empty();

    /** Reads a new scene. */
    static NewScene read(ObjectNode body) {
        SceneDraft draft = new SceneDraft();
        NEW.apply(body, draft);
        return draft.row.place(draft.place).build();
    }

    /** Reads the new place of a scene. */
    static Place place(ObjectNode body) {
        SceneDraft draft = new SceneDraft();
        PLACE.apply(body, draft);
        return draft.place.orElseThrow(() -> new StorageException.InvalidInput(
                "place",
                "Say where: \"place\" with first or last, or \"before\" or \"after\" with the id of a scene."));
    }

    private static Place end(String name) {
        return switch (name) {
            case "first" -> Place.FIRST;
            case "last" -> Place.LAST;
            default ->
                throw new StorageException.InvalidInput(
                        "place", "The place is first or last, not " + Messages.quoted(name) + ".");
        };
    }

    private void put(Optional<? extends Place> value) {
        if (place.isPresent() && value.isPresent()) {
            throw new StorageException.InvalidInput(
                    "place", "A scene is at one place: give one of \"place\", \"before\" and \"after\".");
        }
        value.ifPresent(one -> place = Optional.of(one));
    }
}
