package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scene of a storyboard.
 *
 * @param scene the scene; one that only rows name, and that is not stored yet, has the version 0
 * @param lines what is spoken, one line for each language, ordered by language
 * @param outdated the languages whose line was translated from a line that has changed since
 * @param cells its cells: image (if it has or needs one), video, and audio in the languages of the storyboard in which it speaks or has
 *     takes
 */
public record StoryboardScene(Scene scene, List<SceneLine> lines, Set<LanguageTag> outdated, List<Cell> cells) {

    public StoryboardScene {
        lines = List.copyOf(lines);
        outdated = Set.copyOf(outdated);
        cells = List.copyOf(cells);
    }

    /** The cell of a track, and for audio of a language; empty if the scene has no such cell. */
    public Optional<Cell> cell(MediaKind track, Optional<LanguageTag> language) {
        return cells.stream()
                .filter(cell ->
                        cell.key().track() == track && cell.key().language().equals(language))
                .findFirst();
    }

    /** The line in a language. */
    public Optional<SceneLine> line(LanguageTag language) {
        return lines.stream().filter(line -> line.language().equals(language)).findFirst();
    }

    /** The audio for those who ask for a language: in that language, or else in a regional form of it ({@link LanguageTag#among}). */
    public Optional<Take> audioFor(LanguageTag language) {
        List<LanguageTag> spoken = cells.stream()
                .filter(cell -> cell.take().isPresent())
                .flatMap(cell -> cell.key().language().stream())
                .toList();
        return language.among(spoken).stream()
                .findFirst()
                .flatMap(tag -> cell(MediaKind.AUDIO, Optional.of(tag)))
                .flatMap(Cell::take);
    }

    /** The line for those who ask for a language: in that language, or else in a regional form of it ({@link LanguageTag#among}). */
    public Optional<SceneLine> lineFor(LanguageTag language) {
        return language.among(lines.stream().map(SceneLine::language).toList()).stream()
                .findFirst()
                .flatMap(this::line);
    }
}
