package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a scene is seen in the film. {@link #of} is the only place that decides it: captions, pages and exports use it.
 *
 * @param scene the scene
 * @param startMs when it starts, in milliseconds from the start of the film
 * @param lengthMs how long it lasts, in milliseconds
 * @param videoMs for how long its video is seen, from its start: one of unknown duration for the whole scene; 0 without a video
 */
public record SceneTime(StoryboardScene scene, long startMs, long lengthMs, long videoMs) {

    /**
     * Returns the languages that are heard in the film in some languages: these, if a scene has audio in one of them, or else all of the storyboard.
     * Captions, pages and timelines place scenes by it, so that they fit each other.
     *
     * @param languages the languages of the film; empty for those of the storyboard
     */
    public static List<LanguageTag> heardIn(Storyboard storyboard, List<LanguageTag> languages) {
        boolean isSpoken = languages.stream()
                .anyMatch(language -> storyboard.scenes().stream()
                        .anyMatch(scene -> scene.audioFor(language).isPresent()));
        return isSpoken ? languages : storyboard.languages();
    }

    /**
     * Places the scenes of a storyboard one after the other, without gaps and without overlaps. A scene lasts as long as its video; one without a
     * video as long as it should be; and every one at least as long as the longest of its audio in the languages, so that nothing that is spoken is
     * cut off. A scene with none of them takes no time.
     *
     * @param languages the languages that are heard; empty for those of the storyboard
     */
    public static List<SceneTime> of(Storyboard storyboard, List<LanguageTag> languages) {
        List<LanguageTag> heard = languages.isEmpty() ? storyboard.languages() : languages;
        List<SceneTime> times = new ArrayList<>();
        long start = 0;
        for (StoryboardScene scene : storyboard.scenes()) {
            SceneTime time = of(scene, start, heard);
            times.add(time);
            start = time.endMs();
        }
        return times;
    }

    private static SceneTime of(StoryboardScene scene, long startMs, List<LanguageTag> languages) {
        Optional<Take> video = scene.cell(MediaKind.VIDEO, Optional.empty()).flatMap(Cell::take);
        long shown = video.flatMap(Take::durationMs)
                .or(() -> scene.scene().lengthMs())
                .orElse(0L);
        long heard = languages.stream()
                .flatMap(language -> scene.audioFor(language).flatMap(Take::durationMs).stream())
                .max(Comparator.naturalOrder())
                .orElse(0L);
        long length = Math.max(shown, heard);
        return new SceneTime(
                scene,
                startMs,
                length,
                video.map(take -> take.durationMs().orElse(length)).orElse(0L));
    }

    /** When it ends, in milliseconds from the start of the film. */
    public long endMs() {
        return startMs + lengthMs;
    }
}
