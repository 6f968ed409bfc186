package io.github.reelstore.testkit.fake;

import static java.util.Comparator.comparing;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.ChoiceKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.LineKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.RowKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.SceneKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.SettingsKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryArchive implements ArchiveRepository {

    private final InMemoryTx tx;

    InMemoryArchive(InMemoryTx tx) {
        this.tx = tx;
    }

    @Override
    public ProjectStoryboard storyboard(ProjectId project) {
        if (!isVisible(project)) {
            return ProjectStoryboard.NONE;
        }
        InMemoryStoryboard rows = tx.reading().storyboard();
        return new ProjectStoryboard(
                of(project, rows.scenes().values(), Scene::projectId)
                        .sorted(comparing(Scene::position).thenComparing(Scene::sceneId, CodePoints.ORDER))
                        .toList(),
                of(project, rows.lines().values(), line -> line.projectId()).toList(),
                of(project, rows.settings().values(), dated -> dated.stored().projectId())
                        .toList(),
                of(project, rows.selections().values(), Selection::projectId).toList(),
                of(project, rows.rejections().values(), RejectedTake::projectId).toList());
    }

    private static <R> Stream<R> of(ProjectId project, Collection<R> rows, Function<R, ProjectId> projectOf) {
        return rows.stream().filter(row -> projectOf.apply(row).equals(project));
    }

    private boolean isVisible(ProjectId project) {
        return tx.reading().projects().find(tx.profile(), project).isPresent();
    }

    @Override
    public void insertStoryboard(ProjectStoryboard storyboard) {
        InMemoryStoryboard rows = tx.writing().storyboard();
        storyboard.scenes().forEach(new InMemoryScenes(tx)::insert);
        storyboard.lines().forEach(line -> {
            SceneKey scene = new SceneKey(line.projectId(), line.sceneId());
            if (!isVisible(line.projectId()) || !rows.scenes().containsKey(scene)) {
                throw new StorageException.NotFound(
                        line.sceneId(),
                        "There is no scene " + line.sceneId() + " in the project " + line.projectId() + ".");
            }
            rows.lines().put(new LineKey(scene, line.language()), line);
        });
        storyboard.settings().forEach(dated -> {
            requireProject(dated.stored().projectId());
            rows.settings()
                    .put(
                            new SettingsKey(
                                    dated.stored().projectId(),
                                    dated.stored().sceneId(),
                                    dated.stored().track(),
                                    dated.stored().language()),
                            dated);
        });
        storyboard.selections().forEach(selection -> {
            requireProject(selection.projectId());
            ChoiceKey key = new ChoiceKey(selection.projectId(), selection.cell(), selection.number());
            if (rows.selections().putIfAbsent(key, selection) != null) {
                throw tx.failed(new StorageException.AlreadyExists(
                        selection.cell().sceneId(),
                        "A choice with the number " + selection.number() + " was made already for the scene "
                                + selection.cell().sceneId() + "."));
            }
        });
        storyboard.rejected().forEach(take -> {
            requireProject(take.projectId());
            rows.rejections().put(new RowKey(take.projectId(), take.track(), take.takeId()), take);
        });
    }

    private void requireProject(ProjectId project) {
        if (!isVisible(project)) {
            throw InMemoryRows.notFound("project", project);
        }
    }

    @Override
    public Set<String> usedIds(EntityType kind, Collection<String> ids) {
        return ids.stream()
                .filter(id -> switch (kind) {
                    case PROJECT -> tx.reading().projects().isTaken(new ProjectId(id));
                    case GENERATION -> tx.reading().generations().isTaken(new GenerationId(id));
                    case IMAGE -> tx.reading().images().isTaken(new ImageId(id));
                    case AUDIO -> tx.reading().audio().isTaken(new AudioId(id));
                })
                .collect(Collectors.toSet());
    }

    @Override
    public List<VideoGeneration> videos(Collection<GenerationId> ids) {
        return found(tx.reading().generations(), ids);
    }

    @Override
    public List<ImageGeneration> images(Collection<ImageId> ids) {
        return found(tx.reading().images(), ids);
    }

    @Override
    public List<AudioGeneration> audio(Collection<AudioId> ids) {
        return found(tx.reading().audio(), ids);
    }

    private <I extends Id, R> List<R> found(InMemoryTable<I, R> table, Collection<I> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> table.find(tx.profile(), id).stream())
                .toList();
    }
}
