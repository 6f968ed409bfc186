package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class InMemoryImages implements ImageRepository {

    private final InMemoryDatabase database;
    private final InMemoryGenerations generations;
    private final InMemoryRows<ImageId, ImageGeneration> rows;

    InMemoryImages(InMemoryTx tx, InMemoryDatabase database) {
        this.database = database;
        this.generations = new InMemoryGenerations(tx, database);
        this.rows = new InMemoryRows<>(tx, database.images());
    }

    @Override
    public void insert(ImageGeneration image) {
        rows.insert(image);
    }

    @Override
    public Optional<ImageGeneration> find(ImageId id) {
        return rows.find(id);
    }

    @Override
    public Page<ImageGeneration> list(GenerationFilter filter, PageRequest page) {
        return rows.list(filter, row -> new GenerationFilterable(row.projectId(), row.status()), page);
    }

    @Override
    public List<ImageGeneration> usedByProject(ProjectId project) {
        Set<Id> used = database.usedBy(generations.idsOf(project));
        return rows.all(row -> used.contains(row.id())).toList();
    }

    @Override
    public List<ImageGeneration> usedBy(Collection<GenerationId> videos) {
        Set<Id> used = database.usedBy(generations.visible(videos));
        return rows.all(row -> used.contains(row.id())).toList();
    }

    @Override
    public Page<ImageGeneration> withoutVideo(ProjectId project, PageRequest page) {
        Set<Id> used = database.usedBy(generations.idsOf(project));
        return rows.list(row -> row.projectId().equals(Optional.of(project)) && !used.contains(row.id()), page);
    }

    @Override
    public ImageGeneration update(ImageId id, Patch<ImageGeneration> patch) {
        return rows.update(id, patch);
    }

    @Override
    public Deletion delete(ImageId id) {
        return rows.deleteUnused(id);
    }
}
