package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.LineBreaks;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines of a language as captions, and captions as lines. */
final class SceneCaptions {

    private final Storyboard storyboard;
    private final LanguageTag language;
    private final boolean isHeard;
    private final List<SceneTime> times;

    /**
     * Places the scenes.
     *
     * @param storyboard the storyboard, with all languages that are heard
     * @param language the language of the lines
     * @param heard the languages that are heard in the film; empty for those of the film in the same language ({@link SceneTime#heardIn})
     */
    SceneCaptions(Storyboard storyboard, LanguageTag language, List<LanguageTag> heard) {
        this.storyboard = storyboard;
        this.language = language;
        List<LanguageTag> languages = heard.isEmpty() ? SceneTime.heardIn(storyboard, List.of(language)) : heard;
        this.isHeard = languages.stream().anyMatch(one -> one.matches(language) || language.matches(one));
        this.times = SceneTime.of(storyboard, languages);
    }

    /** The scenes that have a line but no caption, since they take no time. */
    List<String> timeless() {
        return times.stream()
                .filter(time -> time.lengthMs() == 0)
                .flatMap(time -> time.scene().lineFor(language).stream())
                .map(SceneLine::sceneId)
                .toList();
    }

    /** One caption for each scene that has a line and takes time. */
    List<Caption> captions() {
        List<Caption> captions = new ArrayList<>();
        for (SceneTime time : times) {
            time.scene()
                    .lineFor(language)
                    .filter(line -> time.lengthMs() > 0)
                    .ifPresent(line -> captions.add(new Caption(
                            Optional.of(line.sceneId()), time.startMs(), time.startMs() + shownMs(time), line.text())));
        }
        return captions;
    }

    /** As long as it is spoken; if it is not heard, as long as the scene lasts. */
    private long shownMs(SceneTime time) {
        return time.scene()
                .audioFor(language)
                .filter(take -> isHeard)
                .flatMap(Take::durationMs)
                .filter(spoken -> spoken > 0)
                .map(spoken -> Math.min(spoken, time.lengthMs()))
                .orElse(time.lengthMs());
    }

    /** Stores captions as the lines of their scenes. */
    ImportedCaptions store(Tx tx, List<Caption> captions) {
        ImportedCaptions imported = compare(tx, captions);
        Set<String> changed = imported.lines().stream().map(SceneLine::sceneId).collect(Collectors.toSet());
        if (storyboard.scenes().stream()
                .map(StoryboardScene::scene)
                .anyMatch(scene -> scene.version() == ImplicitScenes.UNSTORED && changed.contains(scene.sceneId()))) {
            ImplicitScenes.store(tx, storyboard.project().id(), Set.of());
        }
        tx.scenes().putLines(imported.lines());
        return imported;
    }

    /** What {@link #store} would store. */
    ImportedCaptions compare(Tx tx, List<Caption> captions) {
        List<Caption> unplaced = new ArrayList<>();
        Map<String, String> texts = textsByScene(captions, unplaced);
        List<ImportedCaptions.Change> changes = new ArrayList<>();
        for (StoryboardScene scene : storyboard.scenes()) {
            String id = scene.scene().sceneId();
            String text = texts.get(id);
            if (text != null && !isSaid(scene, text)) {
                Optional<SceneLine> before = replaced(scene);
                changes.add(new ImportedCaptions.Change(
                        new SceneLine(
                                storyboard.project().id(),
                                id,
                                before.map(SceneLine::language).orElse(language),
                                text,
                                before.flatMap(SceneLine::translatedFrom),
                                tx.now()),
                        before.map(SceneLine::text)));
            }
        }
        return new ImportedCaptions(changes, texts.size() - changes.size(), unplaced);
    }

    private Map<String, String> textsByScene(List<Caption> captions, List<Caption> unplaced) {
        Map<String, StoryboardScene> byId = storyboard.scenes().stream()
                .collect(Collectors.toMap(scene -> scene.scene().sceneId(), Function.identity()));
        NavigableMap<Long, SceneTime> byStart = new TreeMap<>();
        times.stream().filter(time -> time.lengthMs() > 0).forEach(time -> byStart.put(time.startMs(), time));
        // the identifiers of our own files are scenes; that of a scene that is gone must not change another one
        boolean named = captions.stream()
                .anyMatch(caption -> caption.id().filter(byId::containsKey).isPresent());
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        for (Caption caption : captions) {
            Optional<String> scene = named && caption.id().isPresent()
                    ? caption.id().filter(byId::containsKey)
                    : seenAt(byStart, caption);
            scene.ifPresentOrElse(
                    id -> texts.computeIfAbsent(id, first -> new StringBuilder())
                            .append('\n')
                            .append(caption.text()),
                    () -> unplaced.add(caption));
        }
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> LineBreaks.unified(entry.getValue().substring(1))));
    }

    private static Optional<String> seenAt(NavigableMap<Long, SceneTime> byStart, Caption caption) {
        long middle = caption.startMs() + (caption.endMs() - caption.startMs()) / 2;
        return Optional.ofNullable(byStart.floorEntry(middle))
                .map(Map.Entry::getValue)
                .filter(time -> middle < time.endMs())
                .map(time -> time.scene().scene().sceneId());
    }

    /** The line that was exported for the language: a scene that speaks only one regional form of it must not get a second line. */
    private Optional<SceneLine> replaced(StoryboardScene scene) {
        List<LanguageTag> spoken =
                language.among(scene.lines().stream().map(SceneLine::language).toList());
        return spoken.size() == 1 ? scene.line(spoken.get(0)) : Optional.empty();
    }

    private boolean isSaid(StoryboardScene scene, String text) {
        InputDigest said = InputDigest.of(text);
        return scene.lineFor(language)
                .filter(line -> line.digest().equals(said))
                .isPresent();
    }

    static void requireAny(List<Caption> captions) {
        if (captions.isEmpty()) {
            throw new StorageException.InvalidInput("captions", "There are no captions; import a file that has some.");
        }
    }
}
