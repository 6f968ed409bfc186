package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The cells that a plan is to make present.
 *
 * @param languages the languages, as {@link LanguageTag#among} chooses them; empty for those that the project speaks
 * @param tracks the tracks
 * @param scenes the scenes; empty for all
 */
public record PlanScope(List<LanguageTag> languages, Set<MediaKind> tracks, List<String> scenes) {

    /** All cells. */
    public static final PlanScope ALL = new PlanScope(List.of(), EnumSet.allOf(MediaKind.class), List.of());

    public PlanScope {
        languages = List.copyOf(languages);
        tracks = Set.copyOf(tracks);
        scenes = List.copyOf(scenes);
    }
}
