package io.github.reelstore.testkit.fake;

import static java.util.Comparator.comparing;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.LineKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.SceneKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.SettingsKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryScenes implements SceneRepository {

    private static final Comparator<Scene> ORDER =
            comparing(Scene::position).thenComparing(Scene::sceneId, CodePoints.ORDER);

    private static final Comparator<SceneLine> LINE_ORDER = comparing(SceneLine::sceneId, CodePoints.ORDER)
            .thenComparing(line -> line.language().value());

    private final InMemoryTx tx;

    InMemoryScenes(InMemoryTx tx) {
        this.tx = tx;
    }

    private InMemoryStoryboard reading() {
        return tx.reading().storyboard();
    }

    private InMemoryStoryboard writing() {
        return tx.writing().storyboard();
    }

    @Override
    public void insert(Scene scene) {
        if (!scene.profileId().equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile", "The scene " + scene.sceneId() + " does not belong to profile " + tx.profile() + ".");
        }
        requireProject(scene.projectId());
        if (writing().scenes().putIfAbsent(key(scene), scene) != null) {
            throw tx.failed(new StorageException.AlreadyExists(
                    scene.sceneId(),
                    "The project " + scene.projectId() + " already has a scene " + scene.sceneId() + "."));
        }
    }

    private static SceneKey key(Scene scene) {
        return new SceneKey(scene.projectId(), scene.sceneId());
    }

    private void requireProject(ProjectId project) {
        tx.writing();
        if (!isVisible(project)) {
            throw InMemoryRows.notFound("project", project);
        }
    }

    private boolean isVisible(ProjectId project) {
        return tx.reading().projects().find(tx.profile(), project).isPresent();
    }

    @Override
    public Optional<Scene> find(ProjectId project, String sceneId) {
        return Optional.ofNullable(reading().scenes().get(new SceneKey(project, sceneId)))
                .filter(scene -> scene.profileId().equals(tx.profile()));
    }

    @Override
    public List<Scene> findAll(ProjectId project, Collection<String> sceneIds) {
        return sceneIds.stream()
                .distinct()
                .flatMap(id -> find(project, id).stream())
                .toList();
    }

    @Override
    public List<Scene> ofProject(ProjectId project) {
        return existing(project).sorted(ORDER).toList();
    }

    private Stream<Scene> all(ProjectId project) {
        return reading().scenes().values().stream()
                .filter(scene ->
                        scene.projectId().equals(project) && scene.profileId().equals(tx.profile()));
    }

    private Stream<Scene> existing(ProjectId project) {
        return all(project).filter(scene -> scene.deletedAt().isEmpty());
    }

    /** The cursor has the position and the id, so that it stays valid when its scene is deleted or moved. */
    @Override
    public Page<Scene> list(ProjectId project, PageRequest page) {
        List<Scene> found = existing(project)
                .sorted(ORDER)
                .filter(scene ->
                        page.after().map(after -> isAfter(scene, after.id())).orElse(true))
                .limit(page.limit() + 1L)
                .toList();
        return page.pageOf(found, scene -> new Cursor(scene.createdAt(), scene.position() + " " + scene.sceneId()));
    }

    private static boolean isAfter(Scene scene, String place) {
        String[] parts = place.split(" ", 2);
        int byPosition = scene.position().value().compareTo(parts[0]);
        return byPosition > 0 || (byPosition == 0 && CodePoints.ORDER.compare(scene.sceneId(), parts[1]) > 0);
    }

    @Override
    public List<String> withoutScene(ProjectId project) {
        if (!isVisible(project)) {
            return List.of();
        }
        Map<String, Instant> first = new HashMap<>();
        rowsOf(project)
                .filter(row -> !reading().scenes().containsKey(new SceneKey(project, row.scene())))
                .forEach(row -> first.merge(row.scene(), row.createdAt(), BinaryOperator.minBy(comparing(at -> at))));
        return first.entrySet().stream()
                .sorted(comparing((Map.Entry<String, Instant> entry) -> entry.getValue())
                        .thenComparing(Map.Entry::getKey, CodePoints.ORDER))
                .map(Map.Entry::getKey)
                .toList();
    }

    private record SceneRow(String scene, Instant createdAt) {}

    private Stream<SceneRow> rowsOf(ProjectId project) {
        InMemoryDatabase database = tx.reading();
        return Stream.of(
                        rowsOf(project, database.generations(), VideoGeneration::sceneId),
                        rowsOf(project, database.images(), ImageGeneration::sceneId),
                        rowsOf(project, database.audio(), AudioGeneration::sceneId))
                .flatMap(rows -> rows);
    }

    private <R> Stream<SceneRow> rowsOf(
            ProjectId project, InMemoryTable<?, R> table, Function<R, Optional<String>> sceneOf) {
        return table.all(tx.profile())
                .filter(row -> table.type().parents().apply(row).anyMatch(project::equals))
                .flatMap(row -> sceneOf.apply(row).filter(scene -> !scene.isBlank()).stream()
                        .map(scene ->
                                new SceneRow(scene, table.type().createdAt().apply(row))));
    }

    @Override
    public Optional<Scene> update(Scene before, Scene after) {
        tx.writing();
        Optional<Scene> same =
                find(before.projectId(), before.sceneId()).filter(scene -> scene.version() == before.version());
        Optional<Scene> changed = same.map(scene -> after.toBuilder()
                .projectId(scene.projectId())
                .sceneId(scene.sceneId())
                .profileId(scene.profileId())
                .version(scene.version() + 1)
                .createdAt(scene.createdAt())
                .updatedAt(tx.now())
                .build());
        changed.ifPresent(scene -> writing().scenes().put(key(scene), scene));
        return changed;
    }

    @Override
    public Optional<Scene> before(ProjectId project, ScenePosition position) {
        return existing(project)
                .filter(scene -> scene.position().compareTo(position) < 0)
                .max(ORDER);
    }

    @Override
    public Optional<Scene> after(ProjectId project, ScenePosition position) {
        return existing(project)
                .filter(scene -> scene.position().compareTo(position) > 0)
                .min(ORDER);
    }

    @Override
    public Optional<Scene> last(ProjectId project) {
        return existing(project).max(ORDER);
    }

    @Override
    public void setPositions(ProjectId project, Map<String, ScenePosition> positions) {
        tx.writing();
        positions.forEach((sceneId, position) -> find(project, sceneId)
                .ifPresent(scene -> writing()
                        .scenes()
                        .put(key(scene), scene.toBuilder().position(position).build())));
    }

    @Override
    public List<SceneLine> lines(ProjectId project) {
        Collection<String> scenes = existing(project).map(Scene::sceneId).collect(Collectors.toSet());
        return reading().lines().values().stream()
                .filter(line -> line.projectId().equals(project) && scenes.contains(line.sceneId()))
                .sorted(LINE_ORDER)
                .toList();
    }

    @Override
    public List<SceneLine> lines(ProjectId project, String sceneId) {
        return find(project, sceneId).stream()
                .flatMap(scene -> reading().lines().values().stream())
                .filter(line ->
                        line.projectId().equals(project) && line.sceneId().equals(sceneId))
                .sorted(LINE_ORDER)
                .toList();
    }

    @Override
    public void putLine(SceneLine line) {
        requireScene(line.projectId(), line.sceneId());
        writing()
                .lines()
                .put(
                        new LineKey(new SceneKey(line.projectId(), line.sceneId()), line.language()),
                        new SceneLine(
                                line.projectId(),
                                line.sceneId(),
                                line.language(),
                                line.text(),
                                line.translatedFrom(),
                                tx.now()));
    }

    private void requireScene(ProjectId project, String sceneId) {
        tx.writing();
        if (find(project, sceneId).isEmpty()) {
            throw new StorageException.NotFound(
                    sceneId, "There is no scene " + sceneId + " in the project " + project + ".");
        }
    }

    @Override
    public boolean deleteLine(ProjectId project, String sceneId, LanguageTag language) {
        tx.writing();
        return find(project, sceneId).isPresent()
                && writing().lines().remove(new LineKey(new SceneKey(project, sceneId), language)) != null;
    }

    @Override
    public List<StoredSettings> settings(ProjectId project) {
        if (!isVisible(project)) {
            return List.of();
        }
        return reading().settings().values().stream()
                .map(DatedSettings::stored)
                .filter(settings -> settings.projectId().equals(project))
                .toList();
    }

    @Override
    public void putSettings(StoredSettings settings) {
        requireProject(settings.projectId());
        settings.sceneId().ifPresent(scene -> requireScene(settings.projectId(), scene));
        writing()
                .settings()
                .put(
                        new SettingsKey(
                                settings.projectId(), settings.sceneId(), settings.track(), settings.language()),
                        new DatedSettings(settings, tx.now()));
    }

    @Override
    public boolean deleteSettings(
            ProjectId project, Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language) {
        tx.writing();
        return isVisible(project)
                && writing().settings().remove(new SettingsKey(project, sceneId, track, language)) != null;
    }
}
