package io.github.reelstore.mybatis.internal;

import static io.github.reelstore.mybatis.internal.MybatisSceneRepository.textOf;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MybatisArchiveRepository implements ArchiveRepository {

    private final MybatisTx tx;
    private final ArchiveMapper mapper;

    MybatisArchiveRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(ArchiveMapper.class);
    }

    @Override
    public ProjectStoryboard storyboard(ProjectId project) {
        return tx.run(
                project.value(),
                () -> new ProjectStoryboard(
                        RowRepository.valid(mapper.scenes(tx.profile(), project)),
                        RowRepository.valid(mapper.lines(tx.profile(), project)).stream()
                                .map(StoredLine::toLine)
                                .toList(),
                        RowRepository.valid(tx.mapper(SceneMapper.class).settings(tx.profile(), project)).stream()
                                .map(row -> new DatedSettings(row.toSettings(), row.updatedAt()))
                                .toList(),
                        RowRepository.valid(mapper.selections(tx.profile(), project)).stream()
                                .filter(StoredSelection::isOfCell)
                                .map(row -> row.toSelection(project))
                                .toList(),
                        RowRepository.valid(mapper.rejected(tx.profile(), project))));
    }

    @Override
    public void insertStoryboard(ProjectStoryboard storyboard) {
        storyboard.scenes().stream()
                .filter(scene -> !scene.profileId().equals(tx.profile()))
                .findFirst()
                .ifPresent(scene -> {
                    throw new StorageException.InvalidInput(
                            "profile",
                            "The scene belongs to profile " + scene.profileId() + ", but the transaction to profile "
                                    + tx.profile() + ".");
                });
        projectsOf(storyboard).forEach(project -> RowRepository.require(tx, MappedTable.PROJECTS, project));
        if (!storyboard.scenes().isEmpty()) {
            tx.writeBatch(
                    "scenes", SceneMapper.class, batch -> storyboard.scenes().forEach(batch::insert));
        }
        new MybatisSceneRepository(tx).requireScenesOf(storyboard.lines());
        tx.writeBatch("storyboard", SceneMapper.class, batch -> {
            storyboard.lines().forEach(line -> putLine(batch, line));
            storyboard
                    .settings()
                    .forEach(dated -> batch.putSettings(
                            tx.profile(),
                            SettingsRow.of(dated.stored(), dated.updatedAt()),
                            textOf(dated.stored().language())));
        });
        tx.writeBatch("storyboard", TakeMapper.class, batch -> {
            storyboard
                    .selections()
                    .forEach(selection -> batch.insertSelection(
                            tx.profile(), selection, textOf(selection.cell().language()), selection.chosenAt()));
            storyboard
                    .rejected()
                    .forEach(take -> batch.reject(
                            tx.profile(),
                            take.projectId(),
                            take.track(),
                            take.takeId(),
                            take.reason(),
                            take.rejectedAt()));
        });
    }

    private void putLine(SceneMapper batch, SceneLine line) {
        batch.putLine(
                tx.profile(),
                line,
                line.translatedFrom().map(SceneLine.Source::language),
                line.translatedFrom().map(SceneLine.Source::digest),
                line.updatedAt());
    }

    private static Set<ProjectId> projectsOf(ProjectStoryboard storyboard) {
        return Stream.of(
                        storyboard.scenes().stream().map(Scene::projectId),
                        storyboard.lines().stream().map(SceneLine::projectId),
                        storyboard.settings().stream()
                                .map(dated -> dated.stored().projectId()),
                        storyboard.selections().stream().map(Selection::projectId),
                        storyboard.rejected().stream().map(RejectedTake::projectId))
                .flatMap(projects -> projects)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> usedIds(EntityType kind, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(tx.run(kind.value(), () -> switch (kind) {
            case PROJECT -> mapper.usedProjects(ids);
            case GENERATION -> mapper.usedVideos(ids);
            case IMAGE -> mapper.usedImages(ids);
            case AUDIO -> mapper.usedAudio(ids);
        }));
    }

    @Override
    public List<VideoGeneration> videos(Collection<GenerationId> ids) {
        return ids.isEmpty()
                ? List.of()
                : RowRepository.valid(tx.run("videos", () -> mapper.videos(tx.profile(), ids)));
    }

    @Override
    public List<ImageGeneration> images(Collection<ImageId> ids) {
        return ids.isEmpty()
                ? List.of()
                : RowRepository.valid(tx.run("images", () -> mapper.images(tx.profile(), ids)));
    }

    @Override
    public List<AudioGeneration> audio(Collection<AudioId> ids) {
        return ids.isEmpty() ? List.of() : RowRepository.valid(tx.run("audio", () -> mapper.audio(tx.profile(), ids)));
    }
}
