package io.github.reelstore.mybatis.internal;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MybatisVideoGenerationRepository extends GenerationRepository<VideoGeneration, GenerationId>
        implements VideoGenerationRepository {

    private static final Comparator<GenerationAudioTrack> TRACK_ORDER = comparing(
                    (GenerationAudioTrack track) -> track.generationId().value())
            .thenComparing(track -> track.language().value());

    private final VideoGenerationMapper mapper;

    MybatisVideoGenerationRepository(MybatisTx tx) {
        super(
                tx,
                MappedTable.GENERATIONS,
                VideoGenerationMapper.class,
                new Identity<>(
                        VideoGeneration::id, VideoGeneration::profileId, VideoGeneration::createdAt, GenerationId::of));
        this.mapper = tx.mapper(VideoGenerationMapper.class);
    }

    @Override
    Set<BlobKey> keysOf(VideoGeneration row) {
        return Stream.of(row.filePath(), row.thumbPath())
                .flatMap(Optional::stream)
                .collect(toUnmodifiableSet());
    }

    @Override
    Set<Parent> parentsOf(VideoGeneration row) {
        return Stream.of(
                        row.projectId().map(id -> new Parent(MappedTable.PROJECTS, id)),
                        row.imageGenerationId().map(id -> new Parent(MappedTable.IMAGES, id)),
                        row.audioGenerationId().map(id -> new Parent(MappedTable.AUDIO, id)))
                .flatMap(Optional::stream)
                .collect(toUnmodifiableSet());
    }

    @Override
    Stream<RowMapper.Change> changesOf(Field<VideoGeneration, ?> field, VideoGeneration after) {
        Stream<RowMapper.Change> changes = super.changesOf(field, after);
        return field == GenerationField.SEED
                ? Stream.concat(
                        changes, Stream.of(new RowMapper.Change("seed_text", SeedTextHandler.text(after.seed()))))
                : changes;
    }

    @Override
    public List<VideoGeneration> ofProject(ProjectId project) {
        return valid(tx.run(project.value(), () -> mapper.ofProject(tx.profile(), project, null, null)));
    }

    @Override
    public Page<VideoGeneration> ofProject(ProjectId project, PageRequest page) {
        return page(project.value(), page, (after, limit) -> mapper.ofProject(tx.profile(), project, after, limit));
    }

    @Override
    public Deletion delete(GenerationId id) {
        VideoGeneration row = get(id);
        tx.write(id.value(), () -> mapper.deleteInputs(tx.profile(), id) + mapper.deleteAudioTracks(tx.profile(), id));
        return delete(row);
    }

    @Override
    public void link(GenerationLinks links) {
        Set<Parent> parents = new LinkedHashSet<>();
        for (GenerationInput input : links.inputs()) {
            parents.add(new Parent(MappedTable.GENERATIONS, input.generationId()));
            parents.add(new Parent(MappedTable.IMAGES, input.imageGenerationId()));
        }
        for (GenerationAudioTrack track : links.audioTracks()) {
            parents.add(new Parent(MappedTable.GENERATIONS, track.generationId()));
            parents.add(new Parent(MappedTable.AUDIO, track.audioGenerationId()));
        }
        parents.forEach(this::require);
        for (GenerationInput input : links.inputs()) {
            String what = "an input as " + input.role() + " at position " + input.position();
            insertLink(input.generationId(), what, () -> mapper.insertInput(input));
        }
        for (GenerationAudioTrack track : links.audioTracks()) {
            String what = "audio in " + track.language();
            if (hasTrack(track)) {
                throw alreadyHas(track.generationId(), what, null);
            }
            insertLink(track.generationId(), what, () -> mapper.insertAudioTrack(track));
        }
    }

    @Override
    public boolean unlinkAudio(GenerationId id, AudioId audio) {
        return tx.write(id.value(), () -> mapper.deleteAudioTrack(tx.profile(), id, audio)) > 0;
    }

    private void insertLink(GenerationId id, String what, Supplier<Integer> statement) {
        try {
            tx.write(id.value(), statement);
        } catch (StorageException.AlreadyExists e) {
            throw alreadyHas(id, what, e);
        }
    }

    /** The table's key compares only the spelling: an earlier version stored {@code eng} apart from {@code en}. */
    private boolean hasTrack(GenerationAudioTrack track) {
        return linksOf(track.generationId()).audioTracks().stream()
                .anyMatch(other -> other.language().equals(track.language()));
    }

    private static StorageException.AlreadyExists alreadyHas(GenerationId id, String what, @Nullable Throwable cause) {
        return new StorageException.AlreadyExists(id.value(), "The video " + id + " already has " + what + ".", cause);
    }

    @Override
    public GenerationLinks linksOf(Collection<GenerationId> ids) {
        return ids.isEmpty() ? GenerationLinks.NONE : links("videos", ids, null);
    }

    @Override
    public GenerationLinks linksOfProject(ProjectId project) {
        return links(project.value(), null, project);
    }

    private GenerationLinks links(String subject, @Nullable Collection<GenerationId> ids, @Nullable ProjectId project) {
        return tx.run(
                subject,
                () -> links(mapper.inputs(tx.profile(), ids, project), mapper.audioTracks(tx.profile(), ids, project)));
    }

    /** The links that can be read; SQL orders by the stored spelling of the language. */
    static GenerationLinks links(
            List<@Nullable GenerationInput> inputs, List<@Nullable GenerationAudioTrack> audioTracks) {
        return new GenerationLinks(
                valid(inputs), valid(audioTracks).stream().sorted(TRACK_ORDER).toList());
    }
}
