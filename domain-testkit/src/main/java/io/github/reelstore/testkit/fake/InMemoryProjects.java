package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

final class InMemoryProjects implements ProjectRepository {

    private final InMemoryTx tx;
    private final InMemoryDatabase database;
    private final InMemoryRows<ProjectId, VideoProject> rows;

    InMemoryProjects(InMemoryTx tx, InMemoryDatabase database) {
        this.tx = tx;
        this.database = database;
        this.rows = new InMemoryRows<>(tx, database.projects());
    }

    @Override
    public void insert(VideoProject project) {
        rows.insert(project);
    }

    @Override
    public Optional<VideoProject> find(ProjectId id) {
        return rows.find(id);
    }

    @Override
    public Page<VideoProject> list(ProjectFilter filter, PageRequest page) {
        return rows.list(
                row -> InMemoryRows.isMet(filter.channel(), row.channelId())
                        && InMemoryRows.isMet(filter.status(), Optional.of(row.status()))
                        && InMemoryRows.isMet(filter.created(), row.createdAt()),
                page);
    }

    @Override
    public VideoProject update(ProjectId id, Patch<VideoProject> patch) {
        return rows.update(id, patch);
    }

    @Override
    public VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch) {
        long version = rows.require(id).version();
        if (version != expectedVersion) {
            throw new StorageException.Conflict(
                    id.value(),
                    "The project " + id + " has version " + version + ", not " + expectedVersion
                            + "; read it again before you update it.");
        }
        return rows.update(id, patch);
    }

    @Override
    public Deletion delete(ProjectId id) {
        rows.require(id);
        if (new InMemoryJobs(tx).active(id) > 0) {
            throw new StorageException.Integrity(
                    id.value(), "The project " + id + " has jobs that are not finished; wait for them or cancel them.");
        }
        return tx.deleteProject(contents(id), () -> {
            database.generations()
                    .all(tx.profile())
                    .filter(generation -> generation.projectId().equals(Optional.of(id)))
                    .forEach(generation -> database.removeGeneration(generation.id()));
            removeUnused(
                    id,
                    database.images(),
                    image -> image.toBuilder().projectId(Optional.empty()).build());
            removeUnused(
                    id,
                    database.audio(),
                    audio -> audio.toBuilder().projectId(Optional.empty()).build());
            database.storyboard().remove(id);
            database.projects().remove(id);
        });
    }

    @Override
    public ProjectContents contents(ProjectId id) {
        if (rows.find(id).isEmpty()) {
            throw InMemoryRows.notFound("project", id);
        }
        Set<GenerationId> videos = new InMemoryGenerations(tx, database).idsOf(id);
        Set<Id> usedOutside = database.usedBy(database.generations()
                .all()
                .map(VideoGeneration::id)
                .filter(video -> !videos.contains(video))
                .toList());
        return new ProjectContents(
                videos.size(), unused(id, database.images(), usedOutside), unused(id, database.audio(), usedOutside));
    }

    private <R> int unused(ProjectId project, InMemoryTable<?, R> table, Set<Id> used) {
        RowType<?, R> type = table.type();
        return (int) table.all(tx.profile())
                .filter(row -> type.parents().apply(row).anyMatch(project::equals)
                        && !used.contains(type.id().apply(row)))
                .count();
    }

    /** Removes a project's rows from a table. Rows that a generation still refers to stay, without the project. */
    private <R> void removeUnused(ProjectId project, InMemoryTable<?, R> table, UnaryOperator<R> detach) {
        RowType<?, R> type = table.type();
        table.all(tx.profile())
                .filter(row -> type.parents().apply(row).anyMatch(project::equals))
                .forEach(row -> {
                    if (database.isUsed(type.id().apply(row))) {
                        table.put(detach.apply(row));
                    } else {
                        table.remove(type.id().apply(row));
                    }
                });
    }
}
