package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.Take;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A cell of the storyboard as the pages show it.
 *
 * @param id an id that is unique on the page
 * @param language the language of audio, as a tag
 * @param name the track, or the name of the language in English
 * @param of what it is of, such as {@code the video of scene 3}
 * @param state its state, as a class
 * @param symbol a sign for the state
 * @param word the state in words
 * @param note what is to say about the state
 * @param takes the number of its takes
 * @param part the address of its takes
 * @param file the address of the file of the take that stands
 * @param length its duration
 * @param open its takes, if they are shown
 */
public record CellCard(
        String id,
        Optional<String> language,
        String name,
        String of,
        String state,
        String symbol,
        String word,
        Optional<String> note,
        int takes,
        String part,
        Optional<String> file,
        Optional<String> length,
        Optional<TakeStrip> open) {

    static CellCard of(Cell cell, int number, Showing showing, Optional<TakeStrip> open) {
        Optional<LanguageTag> language = cell.key().language();
        String name = language.map(LanguageNames::of).orElse(cell.key().track() == MediaKind.IMAGE ? "Image" : "Video");
        return new CellCard(
                idOf(number, cell),
                language.map(LanguageTag::value),
                name,
                subject(name, language) + " of scene " + number,
                cell.state().value(),
                cell.state().symbol(),
                cell.state().words(),
                note(cell),
                cell.standing().takes(),
                showing.takes(cell.key()),
                cell.take().flatMap(Take::filePath).map(Links::media),
                cell.take().flatMap(Take::durationMs).map(Lengths::text),
                open.filter(strip -> strip.cell().equals(cell.key())));
    }

    private static String idOf(int number, Cell cell) {
        return number + "-"
                + cell.key()
                        .language()
                        .map(LanguageTag::value)
                        .orElseGet(() -> cell.key().track() == MediaKind.IMAGE ? "image" : "video");
    }

    private static String subject(String name, Optional<LanguageTag> language) {
        return language.isPresent() ? name + " audio" : "the " + (name.equals("Image") ? "image" : "video");
    }

    private static Optional<String> note(Cell cell) {
        if (cell.standing().lostChoice()) {
            return Optional.of("the chosen one is not a take any more");
        }
        return switch (cell.state()) {
            case FAILED -> cell.error().filter(text -> !text.isBlank());
            case STALE ->
                Optional.of(cell.changed().stream()
                                .sorted()
                                .map(Ingredient::value)
                                .collect(Collectors.joining(", ", "", " changed"))
                        + cell.error()
                                .map(error -> cell.undecided() ? "; " + error : "; the last job failed")
                                .orElse(""));
            case TOO_LONG -> cell.overrunMs().map(ms -> Lengths.text(ms) + " longer than the video");
            case UNKNOWN -> Optional.of("what it was made from is not known");
            default -> Optional.empty();
        };
    }

    /** The state and the number of takes, for labels. */
    public String summary() {
        return word + note.map(text -> ", " + text).orElse("") + ", " + takesText();
    }

    /** The number of takes in words. */
    public String takesText() {
        return takes == 1 ? "1 take" : takes + " takes";
    }
}
