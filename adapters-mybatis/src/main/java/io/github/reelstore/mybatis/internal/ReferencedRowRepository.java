package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the repositories of images and audio share: both are referenced by generations. */
abstract class ReferencedRowRepository<R, I extends Id> extends GenerationRepository<R, I> {

    private final ReferencedRowMapper<R> mapper;
    private static final int MAX_NAMED_VIDEOS = 3;

    private final Function<R, Optional<ProjectId>> project;

    ReferencedRowRepository(
            MybatisTx tx,
            MappedTable table,
            Class<? extends ReferencedRowMapper<R>> mapperType,
            Identity<R, I> identity,
            Function<R, Optional<ProjectId>> project) {
        super(tx, table, mapperType, identity);
        this.mapper = tx.mapper(mapperType);
        this.project = project;
    }

    @Override
    Set<Parent> parentsOf(R row) {
        return project.apply(row)
                .map(id -> Set.of(new Parent(MappedTable.PROJECTS, id)))
                .orElse(Set.of());
    }

    public List<R> usedByProject(ProjectId project) {
        return valid(tx.run(project.value(), () -> mapper.usedByProject(tx.profile(), project)));
    }

    public List<R> usedBy(Collection<GenerationId> videos) {
        return videos.isEmpty() ? List.of() : valid(tx.run("videos", () -> mapper.usedBy(tx.profile(), videos)));
    }

    public Page<R> withoutVideo(ProjectId project, PageRequest page) {
        return page(project.value(), page, (after, limit) -> mapper.withoutVideo(tx.profile(), project, after, limit));
    }

    public List<GenerationId> videosOf(I id) {
        return tx.run(id.value(), () -> mapper.uses(tx.profile(), id, Integer.MAX_VALUE)).stream()
                .map(GenerationId::new)
                .toList();
    }

    public Deletion delete(I id) {
        R row = get(id);
        List<String> videos = tx.run(id.value(), () -> mapper.uses(tx.profile(), id, MAX_NAMED_VIDEOS + 1));
        if (!videos.isEmpty()) {
            throw isUsed(id, videos);
        }
        return delete(row);
    }

    private static StorageException.Integrity isUsed(Id id, List<String> videos) {
        boolean one = videos.size() == 1;
        return new StorageException.Integrity(
                id.value(),
                id + " is used by the " + (one ? "video " : "videos ")
                        + String.join(", ", videos.subList(0, Math.min(videos.size(), MAX_NAMED_VIDEOS)))
                        + (videos.size() > MAX_NAMED_VIDEOS ? " and others" : "")
                        + "; delete " + (one ? "it" : "them") + " first.");
    }
}
