package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scene as the pages show it, with the takes that stand.
 *
 * @param number its number in the film, from 1
 * @param id the id of the scene
 * @param link the address of the scene relative to those of its project and its parts
 * @param title the title
 * @param prompt what should be seen
 * @param width the class of its width
 * @param length how long it is, if that is known
 * @param videoId the id of the video that stands
 * @param picture the address of a small picture
 * @param video the cell of the video
 * @param image the cell of the image
 * @param audio the cells of its audio
 * @param chosen the audio in the chosen language
 * @param lines its lines, by language
 */
public record SceneCard(
        int number,
        String id,
        String link,
        Optional<String> title,
        Optional<String> prompt,
        String width,
        Optional<String> length,
        Optional<String> videoId,
        Optional<String> picture,
        Optional<CellCard> video,
        Optional<CellCard> image,
        List<CellCard> audio,
        Optional<CellCard> chosen,
        Map<String, LineCard> lines) {

    /** The width of a scene whose duration is not known. */
    private static final long USUAL_MS = 5_000;

    private static final int SHORT_PROMPT = 80;
    private static final int MOST_VOICES = 4;

    /**
     * A card.
     *
     * @param time when it is, in the languages that are shown
     * @param languages the languages of the storyboard
     * @param open the takes that are shown, if they are of this scene
     * @param edited the language of the line that was just edited, if it is of this scene
     */
    static SceneCard of(
            SceneTime time,
            int number,
            List<LanguageTag> languages,
            Showing showing,
            Optional<TakeStrip> open,
            Optional<LanguageTag> edited) {
        StoryboardScene scene = time.scene();
        List<CellCard> audio = scene.cells().stream()
                .filter(cell -> cell.key().track() == MediaKind.AUDIO)
                .map(cell -> CellCard.of(cell, number, showing, open))
                .toList();
        Map<String, LineCard> lines = new LinkedHashMap<>();
        languages.forEach(tag ->
                lines.put(tag.value(), LineCard.of(scene, number, tag, showing, edited.equals(Optional.of(tag)))));
        Optional<Take> video = take(scene, MediaKind.VIDEO);
        return new SceneCard(
                number,
                scene.scene().sceneId(),
                Links.scene(scene.scene().sceneId()),
                scene.scene().title(),
                scene.scene().prompt(),
                Lengths.widthClass(time.lengthMs() > 0 ? time.lengthMs() : USUAL_MS),
                Optional.of(time.lengthMs()).filter(ms -> ms > 0).map(Lengths::text),
                video.map(Take::id),
                picture(video, take(scene, MediaKind.IMAGE)).map(Links::media),
                card(scene, MediaKind.VIDEO, number, showing, open),
                card(scene, MediaKind.IMAGE, number, showing, open),
                audio,
                showing.language().flatMap(wanted -> chosen(audio, wanted)),
                lines);
    }

    private static Optional<CellCard> card(
            StoryboardScene scene, MediaKind track, int number, Showing showing, Optional<TakeStrip> open) {
        return scene.cell(track, Optional.empty()).map(cell -> CellCard.of(cell, number, showing, open));
    }

    private static Optional<Take> take(StoryboardScene scene, MediaKind track) {
        return scene.cell(track, Optional.empty()).flatMap(Cell::take);
    }

    private static Optional<BlobKey> picture(Optional<Take> video, Optional<Take> image) {
        return video.flatMap(Take::thumbPath)
                .or(() -> image.flatMap(Take::thumbPath))
                .or(() -> image.flatMap(Take::filePath));
    }

    private static Optional<CellCard> chosen(List<CellCard> audio, LanguageTag wanted) {
        List<LanguageTag> available = audio.stream()
                .flatMap(cell -> cell.language().stream())
                .map(LanguageTag::of)
                .toList();
        return wanted.among(available).stream()
                .findFirst()
                .flatMap(tag -> audio.stream()
                        .filter(cell -> cell.language().equals(Optional.of(tag.value())))
                        .findFirst());
    }

    /** The address of the file of the audio in the chosen language. */
    public Optional<String> voice() {
        return chosen.flatMap(CellCard::file);
    }

    /** The audio in the chosen language, or some of all: a page with every language of every scene would be slow. */
    public List<CellCard> shown(boolean onlyChosen) {
        List<CellCard> voices =
                audio.stream().filter(cell -> cell.file().isPresent()).toList();
        return onlyChosen
                ? chosen.filter(cell -> cell.file().isPresent()).stream().toList()
                : voices.subList(0, Math.min(voices.size(), MOST_VOICES));
    }

    /** The number of voices that are not shown. */
    public long others() {
        return Math.max(
                0, audio.stream().filter(cell -> cell.file().isPresent()).count() - MOST_VOICES);
    }

    /** The languages in which it has audio, apart by spaces. */
    public String spoken() {
        return audio.stream()
                .filter(cell -> cell.takes() > 0)
                .flatMap(cell -> cell.language().stream())
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    /** The audio in a language. */
    public Optional<CellCard> audio(String language) {
        return audio.stream()
                .filter(cell -> cell.language().equals(Optional.of(language)))
                .findFirst();
    }

    /** The line in a language. */
    public Optional<LineCard> line(String language) {
        return Optional.ofNullable(lines.get(language));
    }

    /** What is said or seen. */
    public String caption(Optional<String> language) {
        return language.flatMap(this::line)
                .flatMap(LineCard::text)
                .or(() -> prompt)
                .or(() -> title)
                .orElse("");
    }

    /** The scene in a few words, for labels. */
    public String label() {
        String about = title.or(() -> prompt)
                .map(text -> text.length() <= SHORT_PROMPT
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SHORT_PROMPT))) + "…")
                .map(text -> ": " + text)
                .orElse("");
        return "scene " + number + about;
    }

    /** The address of the file of the video. */
    public Optional<String> file() {
        return video.flatMap(CellCard::file);
    }

    /** Whether it has no video yet. */
    public boolean isEmpty() {
        return file().isEmpty();
    }
}
