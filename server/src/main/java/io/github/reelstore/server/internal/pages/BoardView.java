package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.Storyboard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A storyboard as the pages show it: some of its scenes at a time, since each frame has many elements.
 *
 * @param board the storyboard in all its languages
 * @param times when its scenes are, in the languages that are shown
 * @param showing what is shown
 */
record BoardView(Storyboard board, List<SceneTime> times, Showing showing) {

    /** Two screens; the next ones are loaded when they come into view. */
    static final int SCENES_AT_ONCE = 16;

    static BoardView of(Reelstore store, Showing showing) {
        Storyboard board = store.storyboard().getStoryboard(showing.project());
        List<LanguageTag> heard =
                SceneTime.heardIn(board, showing.language().stream().toList());
        return new BoardView(board, SceneTime.of(board, heard), showing);
    }

    /** The names of the languages by tag, those of the storyboard and the chosen one. */
    Map<String, String> languages() {
        Map<String, String> names = new LinkedHashMap<>();
        tags().forEach(tag -> names.put(tag.value(), LanguageNames.of(tag)));
        return names;
    }

    private List<LanguageTag> tags() {
        return Stream.concat(board.languages().stream(), showing.language().stream())
                .distinct()
                .toList();
    }

    /** The number of videos that belong to its scenes. */
    int videos() {
        return board.scenes().stream()
                .mapToInt(scene -> scene.cell(MediaKind.VIDEO, Optional.empty())
                        .map(cell -> cell.standing().takes())
                        .orElse(0))
                .sum();
    }

    /**
     * Some of the scenes.
     *
     * @param after the scene before the first of them; the first scenes if it is not given, or does not exist any more
     * @param count how many
     */
    Map<String, Object> window(Optional<String> after, int count) {
        int from = after.map(this::indexOf).orElse(-1) + 1;
        int to = Math.min(times.size(), from + count);
        List<SceneCard> scenes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            scenes.add(card(i, Optional.empty(), Optional.empty()));
        }
        Map<String, Object> values = common();
        values.put("scenes", scenes);
        values.put("next", to < times.size() ? Optional.of(nextPart(times.get(to - 1))) : Optional.empty());
        return values;
    }

    private String nextPart(SceneTime last) {
        return Links.part(showing.project(), showing.tab()) + "?after="
                + Links.encoded(last.scene().scene().sceneId())
                + Links.parameter("language", showing.language().map(LanguageTag::value));
    }

    private Map<String, Object> common() {
        Map<String, Object> values = new HashMap<>();
        values.put("base", Links.part(showing.project(), ""));
        values.put("link", Links.project(showing.project(), ""));
        values.put("languages", languages());
        values.put("language", showing.language().map(LanguageTag::value));
        return values;
    }

    /**
     * One scene.
     *
     * @param open the takes that are shown
     * @param edited the language of the line that was just edited
     * @throws StorageException.NotFound if it does not exist
     */
    Map<String, Object> one(String scene, Optional<TakeStrip> open, Optional<LanguageTag> edited) {
        Map<String, Object> values = common();
        values.put("scenes", List.of(card(require(scene), open, edited)));
        values.put("next", Optional.empty());
        return values;
    }

    /** The number of a scene in the film, from 1. */
    int numberOf(String scene) {
        return require(scene) + 1;
    }

    /** A scene that exists. */
    SceneTime time(String scene) {
        return times.get(require(scene));
    }

    private int require(String scene) {
        int index = indexOf(scene);
        if (index < 0) {
            throw new StorageException.NotFound(scene, "The project has no scene " + scene + ".");
        }
        return index;
    }

    private int indexOf(String scene) {
        for (int i = 0; i < times.size(); i++) {
            if (times.get(i).scene().scene().sceneId().equals(scene)) {
                return i;
            }
        }
        return -1;
    }

    private SceneCard card(int index, Optional<TakeStrip> open, Optional<LanguageTag> edited) {
        return SceneCard.of(times.get(index), index + 1, tags(), showing, open, edited);
    }

    /** The cell of a label, such as {@code Vietnamese audio of scene 3}. */
    CellCard cell(CellKey key, Optional<TakeStrip> open) {
        SceneTime time = time(key.sceneId());
        Cell cell = time.scene()
                .cell(key.track(), key.language())
                .orElseThrow(() -> new StorageException.NotFound(key.sceneId(), "The scene has no such takes."));
        return CellCard.of(cell, numberOf(key.sceneId()), showing, open);
    }

    /** Whether there is such a scene. */
    boolean has(String scene) {
        return indexOf(scene) >= 0;
    }
}
