package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoProject;
import java.util.List;

/**
 * The storyboard of a project.
 *
 * @param project the project
 * @param languages the languages that were asked for, each as the project speaks it ({@link LanguageTag#among}), or else those that it speaks: the
 *     default language first, then by name
 * @param scenes the scenes, in order
 */
public record Storyboard(VideoProject project, List<LanguageTag> languages, List<StoryboardScene> scenes) {

    public Storyboard {
        languages = List.copyOf(languages);
        scenes = List.copyOf(scenes);
    }
}
