package io.github.reelstore.testkit.fake;

import static java.util.Comparator.comparing;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class InMemoryGenerations implements VideoGenerationRepository {

    private static final Comparator<GenerationInput> INPUT_ORDER = comparing(
                    (GenerationInput input) -> input.generationId().value())
            .thenComparing(input -> input.role().value())
            .thenComparing(GenerationInput::position);

    private static final Comparator<GenerationAudioTrack> TRACK_ORDER = comparing(
                    (GenerationAudioTrack track) -> track.generationId().value())
            .thenComparing(track -> track.language().value());

    private final InMemoryTx tx;
    private final InMemoryDatabase database;
    private final InMemoryRows<GenerationId, VideoGeneration> rows;

    InMemoryGenerations(InMemoryTx tx, InMemoryDatabase database) {
        this.tx = tx;
        this.database = database;
        this.rows = new InMemoryRows<>(tx, database.generations());
    }

    @Override
    public void insert(VideoGeneration generation) {
        rows.insert(generation);
    }

    @Override
    public Optional<VideoGeneration> find(GenerationId id) {
        return rows.find(id);
    }

    @Override
    public Page<VideoGeneration> list(GenerationFilter filter, PageRequest page) {
        return rows.list(filter, row -> new GenerationFilterable(row.projectId(), row.status()), page);
    }

    @Override
    public List<VideoGeneration> ofProject(ProjectId project) {
        return rows.all(row -> row.projectId().equals(Optional.of(project))).toList();
    }

    @Override
    public Page<VideoGeneration> ofProject(ProjectId project, PageRequest page) {
        List<VideoGeneration> found = ofProject(project).stream()
                .filter(row -> page.after()
                        .map(after -> InMemoryTable.OLDEST_FIRST.compare(cursorOf(row), after) > 0)
                        .orElse(true))
                .limit(page.limit() + 1L)
                .toList();
        return page.pageOf(found, InMemoryGenerations::cursorOf);
    }

    private static Cursor cursorOf(VideoGeneration row) {
        return new Cursor(row.createdAt(), row.id().value());
    }

    Set<GenerationId> idsOf(ProjectId project) {
        return ofProject(project).stream().map(VideoGeneration::id).collect(Collectors.toSet());
    }

    @Override
    public VideoGeneration update(GenerationId id, Patch<VideoGeneration> patch) {
        return rows.update(id, patch);
    }

    @Override
    public Deletion delete(GenerationId id) {
        rows.require(id);
        return tx.delete(() -> database.removeGeneration(id));
    }

    @Override
    public void link(GenerationLinks links) {
        tx.writing();
        links.inputs().forEach(this::link);
        links.audioTracks().forEach(this::link);
    }

    private void link(GenerationInput input) {
        rows.requireRow(input.generationId());
        rows.requireRow(input.imageGenerationId());
        boolean taken = database.inputs().stream().anyMatch(other -> INPUT_ORDER.compare(other, input) == 0);
        if (taken) {
            throw tx.failed(new StorageException.AlreadyExists(
                    input.generationId().value(),
                    "The generation " + input.generationId() + " already has an input " + input.role() + " "
                            + input.position() + "."));
        }
        database.inputs().add(input);
    }

    private void link(GenerationAudioTrack track) {
        rows.requireRow(track.generationId());
        rows.requireRow(track.audioGenerationId());
        boolean taken = database.tracks().stream().anyMatch(other -> TRACK_ORDER.compare(other, track) == 0);
        if (taken) {
            throw tx.failed(new StorageException.AlreadyExists(
                    track.generationId().value(),
                    "The generation " + track.generationId() + " already has a track in " + track.language() + "."));
        }
        database.tracks().add(track);
    }

    @Override
    public boolean unlinkAudio(GenerationId id, AudioId audio) {
        tx.writing();
        return rows.find(id).isPresent()
                && database.tracks()
                        .removeIf(track -> track.generationId().equals(id)
                                && track.audioGenerationId().equals(audio));
    }

    @Override
    public GenerationLinks linksOf(Collection<GenerationId> ids) {
        return links(visible(ids));
    }

    /** Those that the profile has. */
    Set<GenerationId> visible(Collection<GenerationId> ids) {
        return ids.stream().filter(id -> rows.find(id).isPresent()).collect(Collectors.toSet());
    }

    List<GenerationId> using(AudioId audio) {
        return rows.all(video -> database.usedBy(List.of(video.id())).contains(audio))
                .map(VideoGeneration::id)
                .sorted(comparing(GenerationId::value, CodePoints.ORDER))
                .toList();
    }

    @Override
    public GenerationLinks linksOfProject(ProjectId project) {
        return links(idsOf(project));
    }

    private GenerationLinks links(Set<GenerationId> ids) {
        return new GenerationLinks(
                database.inputs().stream()
                        .filter(input -> ids.contains(input.generationId()))
                        .sorted(INPUT_ORDER)
                        .toList(),
                database.tracks().stream()
                        .filter(track -> ids.contains(track.generationId()))
                        .sorted(TRACK_ORDER)
                        .toList());
    }
}
