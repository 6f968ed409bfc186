package io.github.reelstore.app;

import io.github.reelstore.app.RowChange.Action;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.ArchiveRepository;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.BudgetRepository;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.JobQueue;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.SceneRepository;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A transaction that records which rows its repositories change, by the names of their methods. */
final class RecordedTx implements Tx {

    private final Tx tx;
    private final List<RowChange> changes = new ArrayList<>();
    private final ProjectRepository projects;
    private final VideoGenerationRepository generations;
    private final ImageRepository images;
    private final AudioRepository audio;
    private final StoryboardRecorder boards =
            new StoryboardRecorder(project -> record(RowChange.ofStoryboard(project)));
    private final SceneRepository scenes;
    private final TakeRepository takes;
    private final ArchiveRepository archive;

    RecordedTx(Tx tx) {
        this.tx = tx;
        this.projects = recording(ProjectRepository.class, tx.projects(), EntityType.PROJECT);
        this.generations = recording(VideoGenerationRepository.class, tx.generations(), EntityType.GENERATION);
        this.images = recording(ImageRepository.class, tx.images(), EntityType.IMAGE);
        this.audio = recording(AudioRepository.class, tx.audio(), EntityType.AUDIO);
        this.scenes = boards.recording(SceneRepository.class, tx.scenes());
        this.takes = boards.recording(TakeRepository.class, tx.takes());
        this.archive = boards.recording(ArchiveRepository.class, tx.archive());
    }

    private void record(RowChange change) {
        changes.add(change);
    }

    /** The changes so far, one for a row, in the order of their first. */
    List<RowChange> changes() {
        Map<List<Object>, RowChange> merged = new LinkedHashMap<>();
        changes.forEach(change -> merged.merge(keyOf(change), change, RecordedTx::merge));
        return List.copyOf(merged.values());
    }

    /** A row, or the storyboard of a project. */
    private static List<Object> keyOf(RowChange change) {
        return List.of(change.kind(), change.id(), change.action() == Action.STORYBOARD_UPDATED);
    }

    private static RowChange merge(RowChange before, RowChange after) {
        Action action =
                before.action() == Action.CREATED && after.action() == Action.UPDATED ? Action.CREATED : after.action();
        return new RowChange(
                action,
                after.kind(),
                after.id(),
                after.project().or(before::project),
                after.file().or(before::file),
                after.bytes().or(before::bytes));
    }

    private <R> R recording(Class<R> type, R repository, EntityType kind) {
        return type.cast(Proxy.newProxyInstance(
                RecordedTx.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(repository, arguments);
                        if (arguments != null) {
                            record(kind, method.getName(), arguments[0], Optional.ofNullable(result));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void record(EntityType kind, String method, Object argument, Optional<Object> result) {
        switch (method) {
            case "insert" -> changes.add(RowChange.of(Action.CREATED, argument));
            case "insertAll" -> ((List<?>) argument).forEach(row -> changes.add(RowChange.of(Action.CREATED, row)));
            case "update" -> result.ifPresent(row -> changes.add(RowChange.of(Action.UPDATED, row)));
            case "delete" -> changes.add(deleted(kind, (Id) argument));
            case "link" -> linked((GenerationLinks) argument);
            case "unlinkAudio" -> changes.add(changed((GenerationId) argument));
            default -> {
                // it only reads
            }
        }
    }

    private static RowChange deleted(EntityType kind, Id id) {
        Optional<ProjectId> project = id instanceof ProjectId own ? Optional.of(own) : Optional.empty();
        return new RowChange(Action.DELETED, kind, id.value(), project, Optional.empty(), Optional.empty());
    }

    /** A video has further images or audio. */
    private void linked(GenerationLinks links) {
        Stream.concat(
                        links.inputs().stream().map(GenerationInput::generationId),
                        links.audioTracks().stream().map(GenerationAudioTrack::generationId))
                .distinct()
                .forEach(video -> changes.add(changed(video)));
    }

    private static RowChange changed(GenerationId video) {
        return new RowChange(
                Action.UPDATED,
                EntityType.GENERATION,
                video.value(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public ProfileId profile() {
        return tx.profile();
    }

    @Override
    public Instant now() {
        return tx.now();
    }

    @Override
    public ProjectRepository projects() {
        return projects;
    }

    @Override
    public VideoGenerationRepository generations() {
        return generations;
    }

    @Override
    public ImageRepository images() {
        return images;
    }

    @Override
    public AudioRepository audio() {
        return audio;
    }

    @Override
    public BlobReferences references() {
        return tx.references();
    }

    @Override
    public List<InvalidValue> invalidValues() {
        return tx.invalidValues();
    }

    @Override
    public MaintenanceRepository maintenance() {
        return tx.maintenance();
    }

    @Override
    public IdempotencyRepository idempotency() {
        return tx.idempotency();
    }

    @Override
    public JobRepository jobs() {
        return tx.jobs();
    }

    @Override
    public JobQueue jobQueue() {
        return tx.jobQueue();
    }

    @Override
    public BudgetRepository budgets() {
        return tx.budgets();
    }

    @Override
    public SceneRepository scenes() {
        return scenes;
    }

    @Override
    public TakeRepository takes() {
        return takes;
    }

    @Override
    public ArchiveRepository archive() {
        return archive;
    }
}
