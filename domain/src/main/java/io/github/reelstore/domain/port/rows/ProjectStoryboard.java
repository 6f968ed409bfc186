package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import java.util.List;

/**
 * The stored rows of a project's storyboard, with their times.
 *
 * @param scenes the scenes, deleted ones too, in their order
 * @param lines the lines of all of them
 * @param settings the settings of the project and its scenes
 * @param selections all choices, the earlier ones too
 * @param rejected the rejected takes
 */
public record ProjectStoryboard(
        List<Scene> scenes,
        List<SceneLine> lines,
        List<DatedSettings> settings,
        List<Selection> selections,
        List<RejectedTake> rejected) {

    /** No rows. */
    public static final ProjectStoryboard NONE =
            new ProjectStoryboard(List.of(), List.of(), List.of(), List.of(), List.of());

    public ProjectStoryboard {
        scenes = List.copyOf(scenes);
        lines = List.copyOf(lines);
        settings = List.copyOf(settings);
        selections = List.copyOf(selections);
        rejected = List.copyOf(rejected);
    }

    /** The number of rows. */
    public int size() {
        return scenes.size() + lines.size() + settings.size() + selections.size() + rejected.size();
    }
}
