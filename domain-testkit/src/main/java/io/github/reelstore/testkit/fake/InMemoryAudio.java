package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class InMemoryAudio implements AudioRepository {

    private final InMemoryDatabase database;
    private final InMemoryGenerations generations;
    private final InMemoryRows<AudioId, AudioGeneration> rows;

    InMemoryAudio(InMemoryTx tx, InMemoryDatabase database) {
        this.database = database;
        this.generations = new InMemoryGenerations(tx, database);
        this.rows = new InMemoryRows<>(tx, database.audio());
    }

    @Override
    public void insert(AudioGeneration audio) {
        rows.insert(audio);
    }

    @Override
    public Optional<AudioGeneration> find(AudioId id) {
        return rows.find(id);
    }

    @Override
    public Page<AudioGeneration> list(GenerationFilter filter, PageRequest page) {
        return rows.list(filter, row -> new GenerationFilterable(row.projectId(), row.status()), page);
    }

    @Override
    public List<AudioGeneration> usedByProject(ProjectId project) {
        Set<Id> used = database.usedBy(generations.idsOf(project));
        return rows.all(row -> used.contains(row.id())).toList();
    }

    @Override
    public List<AudioGeneration> usedBy(Collection<GenerationId> videos) {
        Set<Id> used = database.usedBy(generations.visible(videos));
        return rows.all(row -> used.contains(row.id())).toList();
    }

    @Override
    public List<GenerationId> videosOf(AudioId id) {
        return generations.using(id);
    }

    @Override
    public Page<AudioGeneration> withoutVideo(ProjectId project, PageRequest page) {
        Set<Id> used = database.usedBy(generations.idsOf(project));
        return rows.list(row -> row.projectId().equals(Optional.of(project)) && !used.contains(row.id()), page);
    }

    @Override
    public AudioGeneration update(AudioId id, Patch<AudioGeneration> patch) {
        return rows.update(id, patch);
    }

    @Override
    public Deletion delete(AudioId id) {
        return rows.deleteUnused(id);
    }
}
