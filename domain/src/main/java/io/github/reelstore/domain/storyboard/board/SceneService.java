package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The scenes of one profile, with their lines and settings. A scene that only rows name is stored, with all others of its kind, by the first
 * method that changes one of them; the rows stay as they are. Every method may throw {@link StorageException.Unavailable}, and {@link
 * StorageException.NotFound} if the project does not exist in the profile.
 */
public final class SceneService {

    private static final Comparator<StoredSettings> SETTINGS_ORDER = Comparator.comparing(
                    (StoredSettings settings) -> settings.sceneId().orElse(""), CodePoints.ORDER)
            .thenComparing(StoredSettings::track)
            .thenComparing(
                    settings -> settings.language().map(LanguageTag::value).orElse(""));

    private final Transactions transactions;
    private final ProfileId profile;

    /** Creates the service for one profile. */
    public SceneService(Transactions transactions, ProfileId profile) {
        this.transactions = transactions;
        this.profile = profile;
    }

    /**
     * Adds a scene. One with the id of a deleted scene brings that back, with the new values and its old lines.
     *
     * @throws StorageException.AlreadyExists if the project has a scene with that id
     * @throws StorageException.NotFound if the scene that it is to be placed at does not exist
     */
    public Scene add(ProjectId project, NewScene scene) {
        return addAll(project, List.of(scene)).get(0);
    }

    /** Adds several scenes, all or none, in the order of the list. */
    public List<Scene> addAll(ProjectId project, List<NewScene> scenes) {
        return transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            return new NewScenes(tx, project).add(scenes);
        });
    }

    /**
     * Stores the scenes that only rows name, after the others, in the order in which their first rows were created.
     *
     * @return the new scenes
     */
    public List<Scene> addFromRows(ProjectId project) {
        return transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            return ImplicitScenes.store(tx, project, Set.of());
        });
    }

    /**
     * Makes a scene of each video that names none, after the others, with the prompt of the video, all or none. Of two calls at the same time, one
     * finds nothing to do.
     *
     * @return the new scenes
     */
    public List<Scene> addFromVideos(ProjectId project) {
        return transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            List<VideoGeneration> videos = tx.generations().ofProject(project).stream()
                    .filter(video -> video.sceneId().isEmpty())
                    .toList();
            List<Scene> scenes = new NewScenes(tx, project)
                    .add(videos.stream()
                            .map(video ->
                                    NewScene.builder().prompt(video.prompt()).build())
                            .toList());
            for (int i = 0; i < scenes.size(); i++) {
                Patch<VideoGeneration> patch = Patch.<VideoGeneration>empty()
                        .set(GenerationField.SCENE_ID, scenes.get(i).sceneId());
                tx.generations().update(videos.get(i).id(), patch);
            }
            return scenes;
        });
    }

    /**
     * Returns a scene. One that only rows name has the version 0 until it is stored.
     *
     * @throws StorageException.NotFound if it does not exist
     */
    public Scene get(ProjectId project, String sceneId) {
        return transactions.readOnly(profile, tx -> ImplicitScenes.requireKnown(tx, project, sceneId));
    }

    /**
     * Checks the scenes of requests that are to be paid, so that a slip costs nothing. In a project that has stored scenes they must exist; other
     * projects get their scenes from rows, and so from the results of requests.
     *
     * @throws StorageException.NotFound if a scene does not exist
     */
    public void requireScenesOf(List<NewJob> requests) {
        Map<ProjectId, Set<String>> named = new LinkedHashMap<>();
        requests.forEach(request -> request.sceneId()
                .filter(id -> !id.isBlank())
                .ifPresent(id -> named.computeIfAbsent(request.projectId(), project -> new LinkedHashSet<>())
                        .add(id)));
        if (!named.isEmpty()) {
            transactions.readOnly(profile, tx -> {
                named.forEach((project, ids) -> ImplicitScenes.requireIfStored(tx, project, ids));
                return named;
            });
        }
    }

    /** Returns the stored scenes of a project in their order. */
    public Page<Scene> list(ProjectId project, PageRequest page) {
        return transactions.readOnly(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            return tx.scenes().list(project, page);
        });
    }

    /**
     * Changes a scene.
     *
     * @param change receives a builder with the current values; it may be called more than once
     * @return the changed scene
     * @throws StorageException.NotFound if the scene does not exist
     * @throws StorageException.InvalidInput if it changes ids, position, version or times
     */
    public Scene update(ProjectId project, String sceneId, UnaryOperator<SceneBuilder> change) {
        return transactions.inTransaction(
                profile, tx -> update(tx, ImplicitScenes.require(tx, project, sceneId), change));
    }

    /**
     * Changes a scene if it has the expected version, which is 0 if only rows name it.
     *
     * @throws StorageException.Conflict if it has another version
     */
    public Scene update(ProjectId project, String sceneId, long expectedVersion, UnaryOperator<SceneBuilder> change) {
        return transactions.inTransaction(profile, tx -> {
            Scene before = ImplicitScenes.requireKnown(tx, project, sceneId);
            if (before.version() != expectedVersion) {
                throw new StorageException.Conflict(
                        sceneId,
                        "The scene " + sceneId + " has version " + before.version() + ", not " + expectedVersion
                                + "; read it again before you update it.");
            }
            boolean stored = before.version() != ImplicitScenes.UNSTORED;
            return update(tx, stored ? before : ImplicitScenes.require(tx, project, sceneId), change);
        });
    }

    private static Scene update(Tx tx, Scene before, UnaryOperator<SceneBuilder> change) {
        Scene after = change.apply(before.toBuilder()).build();
        Scene allowed = before.toBuilder()
                .title(after.title())
                .prompt(after.prompt())
                .lengthMs(after.lengthMs())
                .meta(after.meta())
                .build();
        if (!after.equals(allowed)) {
            throw new StorageException.InvalidInput(
                    "scene",
                    "Only title, prompt, lengthMs and meta of the scene " + before.sceneId()
                            + " can be changed like this; use move to change its position.");
        }
        return after.equals(before) ? before : written(tx, before, after);
    }

    private static Scene written(Tx tx, Scene before, Scene after) {
        return tx.scenes()
                .update(before, after)
                .orElseThrow(() -> new StorageException.Conflict(
                        before.sceneId(),
                        "The scene " + before.sceneId()
                                + " was changed meanwhile; read it again before you update it."));
    }

    /**
     * Moves a scene to another place. Only this scene is written, unless the positions have become long after many moves into the same gap.
     *
     * @return the moved scene
     * @throws StorageException.NotFound if the scene, or the one that it is to be placed at, does not exist
     * @throws StorageException.InvalidInput if it is to be placed at itself
     */
    public Scene move(ProjectId project, String sceneId, Place place) {
        if ((place instanceof Place.Before before && before.sceneId().equals(sceneId))
                || (place instanceof Place.After after && after.sceneId().equals(sceneId))) {
            throw new StorageException.InvalidInput(
                    "place", "The scene " + sceneId + " cannot be placed at itself; name another one.");
        }
        return transactions.inTransaction(profile, tx -> {
            Scene scene = ImplicitScenes.require(tx, project, sceneId);
            ScenePlaces places = new ScenePlaces(tx, project);
            ScenePlaces.Gap gap = places.gap(place, Set.of());
            if (gap.touches(scene)) {
                return scene;
            }
            ScenePosition position = places.positions(gap, 1).get(0);
            return written(tx, scene, scene.toBuilder().position(position).build());
        });
    }

    /**
     * Deletes a scene. Its images, audio and videos stay in the project, with its id; {@link #restore} brings it back with its lines, settings and
     * choices.
     *
     * @return the deleted scene
     * @throws StorageException.NotFound if the scene does not exist
     */
    public Scene delete(ProjectId project, String sceneId) {
        return transactions.inTransaction(profile, tx -> {
            Scene scene = ImplicitScenes.require(tx, project, sceneId);
            return written(tx, scene, scene.toBuilder().deletedAt(tx.now()).build());
        });
    }

    /**
     * Brings a deleted scene back, at its old place, or near it if many moves have given all scenes new positions meanwhile.
     *
     * @throws StorageException.NotFound if there is no deleted scene with that id
     */
    public Scene restore(ProjectId project, String sceneId) {
        return transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            Scene deleted = tx.scenes()
                    .find(project, sceneId)
                    .filter(scene -> scene.deletedAt().isPresent())
                    .orElseThrow(() -> new StorageException.NotFound(
                            sceneId, "There is no deleted scene " + sceneId + " in the project " + project + "."));
            written(tx, deleted, deleted.toBuilder().deletedAt(Optional.empty()).build());
            new ScenePlaces(tx, project).separate();
            return tx.scenes().find(project, sceneId).orElseThrow();
        });
    }

    /**
     * Returns the lines of a scene, ordered by language.
     *
     * @throws StorageException.NotFound if the scene does not exist
     */
    public List<SceneLine> lines(ProjectId project, String sceneId) {
        return transactions.readOnly(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, sceneId);
            return tx.scenes().lines(project, sceneId);
        });
    }

    /**
     * Sets what is spoken in a scene, in one language.
     *
     * @param translatedFrom the language of the line that it was translated from, as that is now. Empty if that has not changed: a new line is an
     *     original then, and one that is replaced stays a translation of what it was translated from; delete it before to make it an original
     * @return the line
     * @throws StorageException.NotFound if the scene, or the line that it was translated from, does not exist
     * @throws StorageException.InvalidInput if the text is blank
     */
    public SceneLine setLine(
            ProjectId project,
            String sceneId,
            LanguageTag language,
            String text,
            Optional<LanguageTag> translatedFrom) {
        requireOtherLanguage(language, translatedFrom);
        return transactions.inTransaction(profile, tx -> setLine(tx, project, sceneId, language, text, translatedFrom));
    }

    private static void requireOtherLanguage(LanguageTag language, Optional<LanguageTag> translatedFrom) {
        if (translatedFrom.equals(Optional.of(language))) {
            throw new StorageException.InvalidInput(
                    "language",
                    "A line cannot be translated from itself; name another language than " + language + ".");
        }
    }

    private static SceneLine setLine(
            Tx tx,
            ProjectId project,
            String sceneId,
            LanguageTag language,
            String text,
            Optional<LanguageTag> translatedFrom) {
        ImplicitScenes.require(tx, project, sceneId);
        List<SceneLine> lines = tx.scenes().lines(project, sceneId);
        Optional<SceneLine.Source> source = translatedFrom
                .map(original -> sourceOf(lines, original, sceneId))
                .or(() -> line(lines, language).flatMap(SceneLine::translatedFrom));
        SceneLine line = new SceneLine(project, sceneId, language, text, source, tx.now());
        tx.scenes().putLine(line);
        return line;
    }

    private static SceneLine.Source sourceOf(List<SceneLine> lines, LanguageTag language, String sceneId) {
        return line(lines, language)
                .map(line -> new SceneLine.Source(language, line.digest()))
                .orElseThrow(() -> new StorageException.NotFound(
                        sceneId, "The scene " + sceneId + " has no line in " + language + " to translate from."));
    }

    private static Optional<SceneLine> line(List<SceneLine> lines, LanguageTag language) {
        return lines.stream().filter(line -> line.language().equals(language)).findFirst();
    }

    /**
     * Sets or deletes a line that still has the expected text, so that of the changes of two people none is lost.
     *
     * @param text the new text; empty to delete the line
     * @param translatedFrom as {@link #setLine} takes it
     * @param expected the digest of the text that the line had when it was read; that of the empty text if there was no line
     * @throws StorageException.Conflict if the line has another text, which is not the new one either
     * @throws StorageException.NotFound as {@link #setLine} throws it
     * @throws StorageException.InvalidInput as {@link #setLine} throws it
     */
    public void replaceLine(
            ProjectId project,
            String sceneId,
            LanguageTag language,
            Optional<String> text,
            Optional<LanguageTag> translatedFrom,
            InputDigest expected) {
        requireOtherLanguage(language, translatedFrom);
        transactions.inTransaction(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, sceneId);
            InputDigest stored =
                    digest(line(tx.scenes().lines(project, sceneId), language).map(SceneLine::text));
            // a form may be sent twice
            if (!stored.equals(expected) && !stored.equals(digest(text))) {
                throw new StorageException.Conflict(
                        sceneId,
                        "The line in " + language + " of the scene " + sceneId
                                + " was changed meanwhile; read it again before you change it.");
            }
            return text.isPresent()
                    ? setLine(tx, project, sceneId, language, text.get(), translatedFrom)
                    : tx.scenes().deleteLine(project, sceneId, language);
        });
    }

    private static InputDigest digest(Optional<String> text) {
        return InputDigest.of(text.orElse(""));
    }

    /**
     * Deletes a line.
     *
     * @return whether it existed
     * @throws StorageException.NotFound if the scene does not exist
     */
    public boolean deleteLine(ProjectId project, String sceneId, LanguageTag language) {
        return transactions.inTransaction(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, sceneId);
            return tx.scenes().deleteLine(project, sceneId, language);
        });
    }

    /** Returns the settings of a project and of its scenes: those of the project first, then by scene, track and language. */
    public List<StoredSettings> settings(ProjectId project) {
        return transactions.readOnly(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            Set<String> scenes =
                    tx.scenes().ofProject(project).stream().map(Scene::sceneId).collect(Collectors.toSet());
            return tx.scenes().settings(project).stream()
                    .filter(settings -> settings.sceneId().map(scenes::contains).orElse(true))
                    .sorted(SETTINGS_ORDER)
                    .toList();
        });
    }

    /**
     * Sets how takes are generated, in place of the settings that apply to the same scene, track and language.
     *
     * @throws StorageException.NotFound if the scene, or an image that is to be sent along, does not exist
     */
    public void setSettings(StoredSettings settings) {
        transactions.inTransaction(profile, tx -> put(tx, settings, List.of()));
    }

    /**
     * Changes the settings that apply to a scene, track and language, in one transaction, so that of two changes at the same time none is lost.
     *
     * @param scene the scene; empty for all scenes
     * @param language the language of audio; empty for all languages
     * @param change receives the current settings, or {@link TrackSettings#NONE}; it may be called more than once
     * @return the changed settings
     * @throws StorageException.NotFound as {@link #setSettings} throws it
     * @throws StorageException.InvalidInput if settings of images or videos have a language
     */
    public StoredSettings updateSettings(
            ProjectId project,
            Optional<String> scene,
            MediaKind track,
            Optional<LanguageTag> language,
            UnaryOperator<TrackSettings> change) {
        StoredSettings none = new StoredSettings(project, scene, track, language, TrackSettings.NONE);
        return transactions.inTransaction(profile, tx -> {
            StoredSettings before = tx.scenes().settings(project).stream()
                    .filter(stored -> stored.appliesToSameAs(none))
                    .findFirst()
                    .orElse(none);
            return put(
                    tx,
                    before.with(change.apply(before.settings())),
                    before.settings().references());
        });
    }

    /**
     * @param kept images that were referred to before, even if they were deleted since
     */
    private static StoredSettings put(Tx tx, StoredSettings settings, List<ImageId> kept) {
        settings.sceneId()
                .ifPresentOrElse(
                        scene -> ImplicitScenes.require(tx, settings.projectId(), scene),
                        () -> MediaTable.PROJECTS.require(tx, settings.projectId()));
        settings.settings().references().stream()
                .filter(image -> !kept.contains(image))
                .forEach(image -> MediaTable.IMAGES.require(tx, image));
        tx.scenes().putSettings(settings);
        return settings;
    }

    /**
     * Deletes settings.
     *
     * @return whether they existed
     * @throws StorageException.NotFound if the scene does not exist
     */
    public boolean deleteSettings(
            ProjectId project, Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language) {
        return transactions.inTransaction(profile, tx -> {
            sceneId.ifPresentOrElse(
                    scene -> ImplicitScenes.requireKnown(tx, project, scene),
                    () -> MediaTable.PROJECTS.require(tx, project));
            return tx.scenes().deleteSettings(project, sceneId, track, language);
        });
    }
}
