package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneJobs;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a storyboard: everything of a project in a fixed number of statements, and the state of each cell from that.
 */
final class BoardReader {

    private static final Optional<String> UNDECIDED = Optional.of(
            "It is not known whether the provider has accepted the request. If no worker finds it out, look at the provider, and"
                    + " resolve the job.");

    /** Jobs of a cell. */
    private record CellJobs(int active, int undecided, Optional<SceneJobs> failed) {

        private static final CellJobs NONE = new CellJobs(0, 0, Optional.empty());

        boolean isRunning() {
            return active > undecided;
        }

        /** Whether nothing goes on before it is decided what became of a request. */
        boolean isUndecided() {
            return undecided > 0 && !isRunning();
        }

        /** Of several failures the latest one counts. */
        CellJobs plus(SceneJobs more) {
            Optional<SceneJobs> failure = more.lastFailure().map(reason -> more);
            return new CellJobs(
                    active + more.active(),
                    undecided + more.undecided(),
                    failed.filter(known -> failure.filter(other -> isLater(other, known))
                                    .isEmpty())
                            .or(() -> failure));
        }

        private static boolean isLater(SceneJobs one, SceneJobs other) {
            return one.lastFailureAt().isPresent()
                    && other.lastFailureAt()
                            .filter(at -> !one.lastFailureAt().get().isAfter(at))
                            .isEmpty();
        }
    }

    private final VideoProject project;
    private final List<Scene> scenes;
    private final Map<String, List<SceneLine>> lines;
    private final Map<CellKey, StandingTake> standing;
    private final Map<CellKey, CellJobs> jobs;
    private final List<LanguageTag> languages;
    private final TakeSpecs specs;

    /**
     * Reads a project.
     *
     * @param asked the languages of its audio; empty for those that the project speaks
     */
    BoardReader(Tx tx, ProjectId id, List<LanguageTag> asked) {
        project = MediaTable.PROJECTS.require(tx, id);
        scenes = new ArrayList<>(tx.scenes().ofProject(id));
        List<SceneLine> allLines = tx.scenes().lines(id);
        lines = allLines.stream().collect(Collectors.groupingBy(SceneLine::sceneId));
        standing = tx.takes().standing(id).stream().collect(Collectors.toMap(StandingTake::cell, Function.identity()));
        if (hasOtherScenes()) {
            tx.scenes().withoutScene(id).forEach(scene -> scenes.add(ImplicitScenes.shown(project, scene)));
        }
        jobs = jobsByCell(tx.takes().jobs(id));
        languages = languages(asked, spoken(allLines));
        List<StoredSettings> settings = tx.scenes().settings(id);
        specs = new TakeSpecs(
                settings,
                allLines,
                standingImages(),
                tx.takes()
                        .imageHashes(settings.stream()
                                .flatMap(one -> one.settings().references().stream())
                                .collect(Collectors.toSet())));
    }

    /** Whether takes name scenes that were deleted, or that nothing but rows names; to look for the latter reads all takes. */
    private boolean hasOtherScenes() {
        Set<String> known = sceneIds();
        return standing.keySet().stream().anyMatch(cell -> !known.contains(cell.sceneId()));
    }

    private Set<String> sceneIds() {
        return scenes.stream().map(Scene::sceneId).collect(Collectors.toSet());
    }

    private Map<CellKey, CellJobs> jobsByCell(Collection<SceneJobs> all) {
        Map<CellKey, CellJobs> byCell = new HashMap<>();
        for (SceneJobs one : all) {
            CellKey cell = one.kind() == MediaKind.AUDIO
                    ? CellKey.audio(one.sceneId(), one.language().orElseGet(this::defaultLanguage))
                    : new CellKey(one.sceneId(), one.kind(), Optional.empty());
            byCell.put(cell, byCell.getOrDefault(cell, CellJobs.NONE).plus(one));
        }
        return byCell;
    }

    private LanguageTag defaultLanguage() {
        return project.defaultLanguage().orElse(LanguageTag.UNDETERMINED);
    }

    /** The default language first, then those of lines and takes. */
    private List<LanguageTag> spoken(List<SceneLine> allLines) {
        Set<String> known = sceneIds();
        Set<LanguageTag> others = new TreeSet<>(Comparator.comparing(LanguageTag::value));
        allLines.forEach(line -> others.add(line.language()));
        standing.keySet().stream()
                .filter(cell -> known.contains(cell.sceneId()))
                .forEach(cell -> cell.language().ifPresent(others::add));
        Set<LanguageTag> all = new LinkedHashSet<>();
        project.defaultLanguage().ifPresent(all::add);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** A language that the project does not speak stands for its regional forms that it speaks. */
    private static List<LanguageTag> languages(List<LanguageTag> asked, List<LanguageTag> spoken) {
        if (asked.isEmpty()) {
            return spoken;
        }
        return asked.stream()
                .flatMap(language -> {
                    List<LanguageTag> among = language.among(spoken);
                    return among.isEmpty() ? Stream.of(language) : among.stream();
                })
                .distinct()
                .toList();
    }

    private Map<CellKey, Take> standingImages() {
        Map<CellKey, Take> images = new HashMap<>();
        standing.forEach((cell, stands) -> {
            if (cell.track() == MediaKind.IMAGE) {
                stands.take().ifPresent(take -> images.put(cell, take));
            }
        });
        return images;
    }

    Storyboard storyboard() {
        return new Storyboard(
                project, languages, scenes.stream().map(this::scene).toList());
    }

    /** What the take of a cell of the storyboard should be made from. */
    TakeSpec spec(StoryboardScene scene, CellKey cell) {
        boolean hasImage = scene.cell(MediaKind.IMAGE, Optional.empty()).isPresent();
        return specs.of(scene.scene(), cell, hasImage);
    }

    private StoryboardScene scene(Scene scene) {
        List<SceneLine> spoken = lines.getOrDefault(scene.sceneId(), List.of());
        List<Cell> cells = new ArrayList<>();
        CellKey image = CellKey.image(scene.sceneId());
        boolean hasImage = isUsed(image) || specs.settings(image).provider().isPresent();
        if (hasImage) {
            cells.add(cell(specs.of(scene, image, true), Optional.empty()));
        }
        CellKey video = CellKey.video(scene.sceneId());
        cells.add(cell(specs.of(scene, video, hasImage), Optional.empty()));
        Optional<Long> videoLength = standing(video).take().flatMap(Take::durationMs);
        for (LanguageTag language : languages) {
            CellKey audio = CellKey.audio(scene.sceneId(), language);
            if (!spoken.isEmpty() || isUsed(audio)) {
                cells.add(cell(specs.of(scene, audio, hasImage), videoLength));
            }
        }
        return new StoryboardScene(scene, spoken, outdated(spoken), cells);
    }

    /** A choice whose take is gone is no reason for a cell. */
    private boolean isUsed(CellKey cell) {
        StandingTake stands = standing(cell);
        return stands.takes() > 0 || stands.take().isPresent() || jobs.containsKey(cell);
    }

    private StandingTake standing(CellKey cell) {
        StandingTake stands = standing.get(cell);
        return stands == null ? new StandingTake(cell, Optional.empty(), Optional.empty(), 0) : stands;
    }

    private static Set<LanguageTag> outdated(List<SceneLine> lines) {
        Map<LanguageTag, InputDigest> originals = new HashMap<>();
        Set<LanguageTag> outdated = new HashSet<>();
        for (SceneLine line : lines) {
            line.translatedFrom()
                    .filter(source -> hasChanged(source, lines, originals))
                    .ifPresent(source -> outdated.add(line.language()));
        }
        return outdated;
    }

    /** A line that was deleted has not changed. Most lines of a scene are translated from the same one, whose digest is computed once. */
    private static boolean hasChanged(
            SceneLine.Source source, List<SceneLine> lines, Map<LanguageTag, InputDigest> originals) {
        if (!originals.containsKey(source.language())) {
            lines.stream()
                    .filter(line -> line.language().equals(source.language()))
                    .forEach(line -> originals.put(line.language(), line.digest()));
        }
        InputDigest now = originals.get(source.language());
        return now != null && !now.equals(source.digest());
    }

    private Cell cell(TakeSpec spec, Optional<Long> videoLength) {
        CellKey key = spec.cell();
        StandingTake stands = standing(key);
        CellJobs working = jobs.getOrDefault(key, CellJobs.NONE);
        Optional<Take> take = stands.take();
        if (take.isEmpty()) {
            CellState state = working.isRunning()
                    ? CellState.PLANNED
                    : working.isUndecided() || working.failed().isPresent() ? CellState.FAILED : CellState.MISSING;
            Optional<String> error = working.isUndecided()
                    ? UNDECIDED
                    : working.failed()
                            .filter(failed -> state == CellState.FAILED)
                            .flatMap(SceneJobs::lastFailure);
            return new Cell(
                    key, state, stands, Set.of(), Optional.empty(), working.active(), working.isUndecided(), error);
        }
        MadeFrom said = spec.madeFrom();
        MadeFrom made = take.get().madeFrom().orElse(MadeFrom.NOTHING);
        Set<Ingredient> changed =
                isSilent(key) && made.knows(Ingredient.TEXT) ? Set.of(Ingredient.TEXT) : made.differences(said);
        Optional<Long> overrun = take.get()
                .durationMs()
                .flatMap(length -> videoLength.map(video -> length - video))
                .filter(more -> more > 0);
        CellState state = state(spec, said, made, changed, overrun, working);
        Optional<String> error = state == CellState.STALE ? errorAfter(take.get(), working) : Optional.empty();
        return new Cell(key, state, stands, changed, overrun, working.active(), working.isUndecided(), error);
    }

    /** Whether it is audio in a language in which its scene, which speaks others, says nothing. */
    private boolean isSilent(CellKey cell) {
        List<SceneLine> spoken = lines.getOrDefault(cell.sceneId(), List.of());
        return !spoken.isEmpty()
                && cell.language()
                        .filter(tag -> !tag.equals(LanguageTag.UNDETERMINED))
                        .filter(tag -> spoken.stream()
                                .map(SceneLine::language)
                                .noneMatch(line -> line.matches(tag) || tag.matches(line)))
                        .isPresent();
    }

    /** What failed before there was the take is of no interest. */
    private static Optional<String> errorAfter(Take take, CellJobs working) {
        return working.isUndecided()
                ? UNDECIDED
                : working.failed()
                        .filter(failed -> failed.lastFailureAt()
                                .filter(at -> at.isAfter(take.createdAt()))
                                .isPresent())
                        .flatMap(SceneJobs::lastFailure);
    }

    private static CellState state(
            TakeSpec spec,
            MadeFrom said,
            MadeFrom made,
            Set<Ingredient> changed,
            Optional<Long> overrun,
            CellJobs working) {
        if (!changed.isEmpty()) {
            return working.isRunning() ? CellState.PLANNED : CellState.STALE;
        }
        if (overrun.isPresent()) {
            return CellState.TOO_LONG;
        }
        boolean unknown = made.digests().isEmpty() || (said.knows(spec.essential()) && !made.knows(spec.essential()));
        return unknown ? CellState.UNKNOWN : CellState.PRESENT;
    }
}
