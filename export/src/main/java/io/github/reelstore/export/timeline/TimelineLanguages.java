package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.List;
import java.util.Optional;

/**
 * The languages of a timeline: each has an audio track and captions, as far as the project has audio and lines in it.
 *
 * @param only the only one
 * @param isAll all of them; otherwise, without {@code only}, the first one of the project that has audio, or else lines
 */
public record TimelineLanguages(Optional<LanguageTag> only, boolean isAll) {

    /** The first language of the project that has audio: the project's own, if it has. */
    public static final TimelineLanguages FIRST = new TimelineLanguages(Optional.empty(), false);

    /** All languages. */
    public static final TimelineLanguages ALL = new TimelineLanguages(Optional.empty(), true);

    /** One language, or else its regional forms ({@link LanguageTag#among}). */
    public static TimelineLanguages only(LanguageTag language) {
        return new TimelineLanguages(Optional.of(language), false);
    }

    /**
     * Chooses them.
     *
     * @throws StorageException.NotFound if the film has neither audio nor a line in the only one
     */
    List<LanguageTag> in(Storyboard film) {
        List<LanguageTag> used = film.languages().stream()
                .filter(language -> hasAudio(film, language) || isWritten(film, language))
                .toList();
        if (isAll) {
            return used;
        }
        if (only.isPresent()) {
            LanguageTag language = only.get();
            if (language.among(used).isEmpty()) {
                throw new StorageException.NotFound(
                        "language",
                        "The project has neither audio nor lines in " + language
                                + (used.isEmpty() ? "." : "; choose one of " + list(used) + "."));
            }
            return List.of(language);
        }
        return used.stream()
                .filter(language -> isSpoken(film, language))
                .findFirst()
                .or(() -> used.stream().findFirst())
                .map(List::of)
                .orElse(List.of());
    }

    private static String list(List<LanguageTag> languages) {
        return String.join(", ", languages.stream().map(LanguageTag::value).toList());
    }

    /** The audio of a scene that is heard in a language. */
    static Optional<Take> audio(StoryboardScene scene, LanguageTag language) {
        return scene.audioFor(language).filter(take -> take.filePath().isPresent());
    }

    /** Those of the heard languages that have an audio track. Audio of a regional form is heard in its own track, if that is there. */
    static List<LanguageTag> spoken(Storyboard film, List<LanguageTag> heard) {
        List<LanguageTag> own =
                heard.stream().filter(language -> hasAudio(film, language)).toList();
        return heard.stream()
                .filter(language ->
                        own.contains(language) || (language.among(own).isEmpty() && isSpoken(film, language)))
                .toList();
    }

    /** Whether a scene has audio for those who ask for the language. */
    private static boolean isSpoken(Storyboard film, LanguageTag language) {
        return film.scenes().stream().anyMatch(scene -> audio(scene, language).isPresent());
    }

    /** Whether a scene has audio in exactly the language. */
    private static boolean hasAudio(Storyboard film, LanguageTag language) {
        return film.scenes().stream()
                .flatMap(scene -> audio(scene, language).stream())
                .anyMatch(take -> take.cell().language().equals(Optional.of(language)));
    }

    private static boolean isWritten(Storyboard film, LanguageTag language) {
        return film.scenes().stream().map(scene -> scene.line(language)).anyMatch(Optional::isPresent);
    }
}
