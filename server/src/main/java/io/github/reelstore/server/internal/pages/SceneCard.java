package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A scene as the pages show it: a video, complete or not, with its image and audio.
 *
 * @param number its number in the film, from 1
 * @param id the id of the video
 * @param link the address of the scene relative to those of its project and its parts
 * @param scene the id of the scene, if the video has one
 * @param prompt the prompt of the video, or of its image
 * @param status the status of the video
 * @param error why the video failed
 * @param width the class of its width
 * @param length the duration of the video, if it is known
 * @param video the address of the file of the video
 * @param picture the address of a small picture
 * @param image the address of the image that the video was made from
 * @param voices its audio, the first audio first
 * @param chosen the audio in the chosen language
 */
public record SceneCard(
        int number,
        String id,
        String link,
        Optional<String> scene,
        Optional<String> prompt,
        String status,
        Optional<String> error,
        String width,
        Optional<String> length,
        Optional<String> video,
        Optional<String> picture,
        Optional<String> image,
        List<Voice> voices,
        Optional<Voice> chosen) {

    /** The width of a scene whose duration is not known. */
    private static final long USUAL_MS = 5_000;

    private static final int SHORT_PROMPT = 80;
    private static final int MOST_VOICES = 4;

    /**
     * Audio of a scene.
     *
     * @param id its id
     * @param language its language as a tag; empty if it is not known
     * @param name the name of its language in English
     * @param address the address of the file
     * @param length its duration
     * @param text what is spoken
     */
    public record Voice(
            String id,
            Optional<String> language,
            String name,
            String address,
            Optional<String> length,
            Optional<String> text) {

        static Voice of(AudioGeneration audio, Optional<LanguageTag> language) {
            return new Voice(
                    audio.id().value(),
                    language.map(LanguageTag::value),
                    language.map(SceneCard::nameOf).orElse("Unknown language"),
                    Links.media(audio.filePath()),
                    audio.durationMs().map(Lengths::text),
                    audio.text());
        }
    }

    static SceneCard of(GenerationView view, int number, Optional<LanguageTag> language) {
        VideoGeneration video = view.generation();
        List<Voice> voices = voices(view);
        return new SceneCard(
                number,
                video.id().value(),
                Links.scene(video.id()),
                video.sceneId(),
                video.prompt().or(() -> view.image().flatMap(ImageGeneration::prompt)),
                video.status().value(),
                video.errorMessage(),
                Lengths.widthClass(durationMs(view)),
                video.durationMs().map(Lengths::text),
                video.filePath().map(Links::media),
                video.thumbPath()
                        .or(() -> view.image().flatMap(ImageGeneration::thumbPath))
                        .or(() -> view.image().map(ImageGeneration::filePath))
                        .map(Links::media),
                view.image().map(ImageGeneration::filePath).map(Links::media),
                voices,
                language.flatMap(wanted -> chosen(voices, wanted)));
    }

    private static long durationMs(GenerationView view) {
        Optional<Long> ofAudio = view.audio().flatMap(AudioGeneration::durationMs);
        return view.generation().durationMs().or(() -> ofAudio).orElse(USUAL_MS);
    }

    private static List<Voice> voices(GenerationView view) {
        List<Voice> voices = new ArrayList<>();
        view.audio().ifPresent(audio -> voices.add(Voice.of(audio, audio.language())));
        for (TrackView track : view.audioTracks()) {
            voices.add(Voice.of(track.audio(), Optional.of(track.language())));
        }
        return voices;
    }

    /** The exact language, else a regional form of it. */
    private static Optional<Voice> chosen(List<Voice> voices, LanguageTag wanted) {
        return voices.stream()
                .filter(voice -> voice.language().equals(Optional.of(wanted.value())))
                .findFirst()
                .or(() -> voices.stream()
                        .filter(voice -> voice.language()
                                .filter(tag -> wanted.matches(new LanguageTag(tag)))
                                .isPresent())
                        .findFirst());
    }

    static String nameOf(LanguageTag tag) {
        return Locale.forLanguageTag(tag.value()).getDisplayName(Locale.ENGLISH);
    }

    /** The files that the card refers to. */
    static Optional<BlobKey> anyFile(GenerationView view) {
        return view.generation()
                .filePath()
                .or(() -> view.image().map(ImageGeneration::filePath))
                .or(() -> view.audio().map(AudioGeneration::filePath));
    }

    /** The audio in the chosen language, or some of all: a page with every language of every scene would be slow. */
    public List<Voice> shown(boolean onlyChosen) {
        return onlyChosen ? chosen.stream().toList() : voices.subList(0, voices.size() - others());
    }

    /** The number of voices that are not shown. */
    public int others() {
        return voices.size() > MOST_VOICES ? voices.size() - MOST_VOICES : 0;
    }

    /** The audio in a language. */
    public Optional<Voice> voice(String language) {
        return voices.stream()
                .filter(voice -> voice.language().equals(Optional.of(language)))
                .findFirst();
    }

    /** The scene in a few words, for labels. */
    public String label() {
        String about = prompt.map(text -> text.length() <= SHORT_PROMPT
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SHORT_PROMPT))) + "…")
                .map(text -> ": " + text)
                .orElse("");
        return "scene " + number + about;
    }

    /** Whether it waits for its file, or will never get one. */
    public boolean isEmpty() {
        return video.isEmpty();
    }
}
