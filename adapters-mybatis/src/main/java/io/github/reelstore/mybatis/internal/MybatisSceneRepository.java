package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class MybatisSceneRepository implements SceneRepository {

    private final MybatisTx tx;
    private final SceneMapper mapper;

    MybatisSceneRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(SceneMapper.class);
    }

    @Override
    public void insert(Scene scene) {
        requireOwn(scene);
        RowRepository.require(tx, MappedTable.PROJECTS, scene.projectId());
        tx.write(scene.sceneId(), () -> mapper.insert(scene));
    }

    @Override
    public void insertAll(List<Scene> scenes) {
        if (scenes.size() == 1) {
            insert(scenes.get(0));
        } else if (!scenes.isEmpty()) {
            scenes.forEach(this::requireOwn);
            Set<ProjectId> projects = scenes.stream().map(Scene::projectId).collect(Collectors.toSet());
            projects.forEach(project -> RowRepository.require(tx, MappedTable.PROJECTS, project));
            tx.writeBatch("scenes", SceneMapper.class, batch -> scenes.forEach(batch::insert));
        }
    }

    private void requireOwn(Scene scene) {
        if (!scene.profileId().equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The scene belongs to profile " + scene.profileId() + ", but the transaction to profile "
                            + tx.profile() + ".");
        }
    }

    @Override
    public Optional<Scene> find(ProjectId project, String sceneId) {
        return tx.find(sceneId, () -> mapper.find(tx.profile(), project, sceneId));
    }

    @Override
    public List<Scene> findAll(ProjectId project, Collection<String> sceneIds) {
        return MybatisTx.chunks(sceneIds).stream()
                .flatMap(some ->
                        RowRepository.valid(tx.run(project.value(), () -> mapper.findAll(tx.profile(), project, some)))
                                .stream())
                .toList();
    }

    @Override
    public List<Scene> ofProject(ProjectId project) {
        return RowRepository.valid(tx.run(project.value(), () -> mapper.list(tx.profile(), project, null, null, null)));
    }

    @Override
    public Page<Scene> list(ProjectId project, PageRequest page) {
        return tx.page(
                project.value(),
                page,
                (after, limit) -> {
                    Place place = Place.of(after);
                    return mapper.list(tx.profile(), project, place.position(), place.sceneId(), limit);
                },
                Place::cursorAfter);
    }

    /** Where a page continues. A position has no space, so that a cursor can hold it in front of the id. */
    private record Place(
            @Nullable String position, @Nullable String sceneId) {

        static Place of(@Nullable Cursor cursor) {
            if (cursor == null) {
                return new Place(null, null);
            }
            int space = cursor.id().indexOf(' ');
            if (space < 0) {
                throw new StorageException.InvalidInput(
                        "cursor",
                        Messages.quoted(cursor.encode()) + " is not a cursor of a list of scenes; use one that a page"
                                + " of it returned.");
            }
            return new Place(cursor.id().substring(0, space), cursor.id().substring(space + 1));
        }

        static Cursor cursorAfter(Scene scene) {
            return new Cursor(scene.createdAt(), scene.position() + " " + scene.sceneId());
        }
    }

    @Override
    public List<String> withoutScene(ProjectId project) {
        return tx.run(project.value(), () -> mapper.withoutScene(tx.profile(), project)).stream()
                .filter(scene -> !scene.isBlank())
                .toList();
    }

    @Override
    public Optional<Scene> update(Scene before, Scene after) {
        int updated = tx.write(before.sceneId(), () -> mapper.update(tx.profile(), before, after, tx.now()));
        return updated == 0 ? Optional.empty() : find(before.projectId(), before.sceneId());
    }

    @Override
    public Optional<Scene> before(ProjectId project, ScenePosition position) {
        return tx.find(project.value(), () -> mapper.before(tx.profile(), project, position));
    }

    @Override
    public Optional<Scene> after(ProjectId project, ScenePosition position) {
        return tx.find(project.value(), () -> mapper.after(tx.profile(), project, position));
    }

    @Override
    public Optional<Scene> last(ProjectId project) {
        return tx.find(project.value(), () -> mapper.before(tx.profile(), project, null));
    }

    @Override
    public void setPositions(ProjectId project, Map<String, ScenePosition> positions) {
        if (!positions.isEmpty()) {
            tx.writeBatch(
                    project.value(),
                    SceneMapper.class,
                    batch -> positions.forEach(
                            (scene, position) -> batch.setPosition(tx.profile(), project, scene, position)));
        }
    }

    @Override
    public List<SceneLine> lines(ProjectId project) {
        return read(project, null);
    }

    @Override
    public List<SceneLine> lines(ProjectId project, String sceneId) {
        return read(project, sceneId);
    }

    private List<SceneLine> read(ProjectId project, @Nullable String sceneId) {
        return RowRepository.valid(tx.run(project.value(), () -> mapper.lines(tx.profile(), project, sceneId))).stream()
                .map(StoredLine::toLine)
                .toList();
    }

    @Override
    public void putLine(SceneLine line) {
        putLines(List.of(line));
    }

    @Override
    public void putLines(List<SceneLine> lines) {
        requireScenesOf(lines);
        // of the same scene and language the last one: Postgres inserts a batch as one statement, which puts a row once
        Map<List<Object>, SceneLine> last = new LinkedHashMap<>();
        lines.forEach(line -> last.put(List.of(line.projectId(), line.sceneId(), line.language()), line));
        if (last.size() == 1) {
            last.values().forEach(line -> tx.write(line.sceneId(), () -> put(mapper, line)));
        } else if (!last.isEmpty()) {
            tx.writeBatch("lines", SceneMapper.class, batch -> last.values().forEach(line -> put(batch, line)));
        }
    }

    /**
     * Requires that the scenes of lines exist.
     *
     * @throws StorageException.NotFound if one does not
     */
    void requireScenesOf(List<SceneLine> lines) {
        lines.stream()
                .collect(Collectors.groupingBy(
                        SceneLine::projectId, Collectors.mapping(SceneLine::sceneId, Collectors.toSet())))
                .forEach(this::require);
    }

    private int put(SceneMapper to, SceneLine line) {
        return to.putLine(
                tx.profile(),
                line,
                line.translatedFrom().map(SceneLine.Source::language),
                line.translatedFrom().map(SceneLine.Source::digest),
                tx.now());
    }

    /** Requires that scenes exist. */
    private void require(ProjectId project, Collection<String> scenes) {
        Set<String> missing = new HashSet<>(scenes);
        for (List<String> some : MybatisTx.chunks(scenes)) {
            missing.removeAll(tx.run(project.value(), () -> mapper.existing(tx.profile(), project, some)));
        }
        missing.stream().sorted().findFirst().ifPresent(scene -> {
            throw new StorageException.NotFound(
                    scene,
                    "There is no scene " + Messages.quoted(scene) + " in the project "
                            + Messages.quoted(project.value()) + " of profile " + tx.profile()
                            + "; \"reelstore scene list\" lists those that exist.");
        });
    }

    @Override
    public boolean deleteLine(ProjectId project, String sceneId, LanguageTag language) {
        return tx.write(sceneId, () -> mapper.deleteLine(tx.profile(), project, sceneId, language)) > 0;
    }

    @Override
    public List<StoredSettings> settings(ProjectId project) {
        return RowRepository.valid(tx.run(project.value(), () -> mapper.settings(tx.profile(), project))).stream()
                .map(SettingsRow::toSettings)
                .toList();
    }

    @Override
    public void putSettings(StoredSettings settings) {
        RowRepository.require(tx, MappedTable.PROJECTS, settings.projectId());
        settings.sceneId().ifPresent(scene -> require(settings.projectId(), List.of(scene)));
        tx.write(
                settings.projectId().value(),
                () -> mapper.putSettings(
                        tx.profile(), SettingsRow.of(settings, tx.now()), textOf(settings.language())));
    }

    @Override
    public boolean deleteSettings(
            ProjectId project, Optional<String> sceneId, MediaKind track, Optional<LanguageTag> language) {
        return tx.write(
                        project.value(),
                        () -> mapper.deleteSettings(tx.profile(), project, sceneId.orElse(""), track, textOf(language)))
                > 0;
    }

    /** How keys of tables store a language: an empty text for none. */
    static String textOf(Optional<LanguageTag> language) {
        return language.map(LanguageTag::value).orElse("");
    }
}
