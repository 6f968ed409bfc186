package io.github.reelstore.testkit.fake;

import static java.util.Comparator.comparing;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.CodePoints;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TakeRepository;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.SceneJobs;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.ChoiceKey;
import io.github.reelstore.testkit.fake.InMemoryStoryboard.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryTakes implements TakeRepository {

    private static final Comparator<Take> OLDEST_FIRST = comparing(InMemoryTakes::cursor, InMemoryTable.OLDEST_FIRST);

    private static final Comparator<CellKey> CELL_ORDER = comparing(CellKey::sceneId, CodePoints.ORDER)
            .thenComparing(cell -> cell.language().map(LanguageTag::value).orElse(""));

    private final InMemoryTx tx;

    InMemoryTakes(InMemoryTx tx) {
        this.tx = tx;
    }

    private InMemoryStoryboard reading() {
        return tx.reading().storyboard();
    }

    private InMemoryStoryboard writing() {
        return tx.writing().storyboard();
    }

    private Optional<VideoProject> project(ProjectId id) {
        return tx.reading().projects().find(tx.profile(), id);
    }

    private void requireProject(ProjectId id) {
        tx.writing();
        if (project(id).isEmpty()) {
            throw InMemoryRows.notFound("project", id);
        }
    }

    private static Cursor cursor(Take take) {
        return new Cursor(take.createdAt(), take.id());
    }

    @Override
    public List<StandingTake> standing(ProjectId project) {
        List<Take> takes = takes(project);
        Map<CellKey, List<Take>> byCell = takes.stream().collect(Collectors.groupingBy(Take::cell));
        Map<CellKey, Selection> choices = choices(project);
        return Stream.concat(byCell.keySet().stream(), choices.keySet().stream())
                .distinct()
                .map(cell -> standing(
                        cell, byCell.getOrDefault(cell, List.of()), Optional.ofNullable(choices.get(cell)), takes))
                .toList();
    }

    @Override
    public StandingTake standing(ProjectId project, CellKey cell) {
        List<Take> takes = takes(project);
        return standing(
                cell,
                takes.stream().filter(take -> take.cell().equals(cell)).toList(),
                Optional.ofNullable(choices(project).get(cell)),
                takes);
    }

    @Override
    public List<StandingTake> standing(ProjectId project, String sceneId) {
        return standing(project).stream()
                .filter(stands -> stands.cell().sceneId().equals(sceneId))
                .toList();
    }

    private static StandingTake standing(CellKey cell, List<Take> own, Optional<Selection> choice, List<Take> all) {
        Optional<Take> chosen = choice.flatMap(Selection::takeId).flatMap(id -> closest(all, cell, id));
        Optional<Take> newest = own.stream().filter(InMemoryTakes::isUsable).max(OLDEST_FIRST);
        return new StandingTake(cell, chosen.or(() -> newest), choice, own.size());
    }

    private static boolean isUsable(Take take) {
        return take.status().equals(GenerationStatus.COMPLETED)
                && take.filePath().isPresent()
                && take.rejected().isEmpty();
    }

    private static Stream<Take> takesOf(List<Take> all, MediaKind track, String id) {
        return all.stream()
                .filter(take -> take.cell().track() == track && take.id().equals(id));
    }

    /** Of the cells of a row, the preferred one counts, or else the first in the order of scenes and languages. */
    private static Optional<Take> closest(List<Take> all, CellKey preferred, String id) {
        return takesOf(all, preferred.track(), id)
                .min(comparing((Take take) -> !preferred.equals(take.cell())).thenComparing(Take::cell, CELL_ORDER));
    }

    /** The choices that count: the last ones of their cells, unless they were withdrawn. */
    private Map<CellKey, Selection> choices(ProjectId project) {
        Map<CellKey, Selection> last = selections(project)
                .collect(Collectors.toMap(
                        Selection::cell, choice -> choice, BinaryOperator.maxBy(comparing(Selection::number))));
        last.values().removeIf(choice -> choice.takeId().isEmpty());
        return last;
    }

    private Stream<Selection> selections(ProjectId project) {
        return project(project).stream()
                .flatMap(found -> reading().selections().values().stream())
                .filter(choice -> choice.projectId().equals(project));
    }

    @Override
    public Page<Take> list(ProjectId project, CellKey cell, PageRequest page) {
        return InMemoryRows.page(
                takes(project).stream().filter(take -> take.cell().equals(cell)), InMemoryTakes::cursor, page);
    }

    @Override
    public List<Take> takesOf(ProjectId project, MediaKind track, String id) {
        return takesOf(takes(project), track, id)
                .sorted(comparing(Take::cell, CELL_ORDER))
                .toList();
    }

    @Override
    public List<Take> takesOf(ProjectId project, MediaKind track, Collection<String> sceneIds) {
        return takes(project).stream()
                .filter(take -> take.cell().track() == track
                        && sceneIds.contains(take.cell().sceneId()))
                .sorted(OLDEST_FIRST.reversed())
                .toList();
    }

    @Override
    public List<CellKey> chosenIn(ProjectId project, MediaKind track, String id) {
        return choices(project).values().stream()
                .filter(choice ->
                        choice.cell().track() == track && choice.takeId().equals(Optional.of(id)))
                .map(Selection::cell)
                .toList();
    }

    @Override
    public Page<Selection> selections(ProjectId project, CellKey cell, PageRequest page) {
        int before = page.after().map(InMemoryTakes::numberIn).orElse(Integer.MAX_VALUE);
        return page.pageOf(
                selections(project)
                        .filter(choice -> choice.cell().equals(cell) && choice.number() < before)
                        .sorted(comparing(Selection::number).reversed())
                        .toList(),
                choice -> new Cursor(choice.chosenAt(), Integer.toString(choice.number())));
    }

    private static int numberIn(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.id());
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput("cursor", cursor + " is not a cursor of a list of choices.");
        }
    }

    @Override
    public Optional<Selection> selection(ProjectId project, CellKey cell, int number) {
        return selections(project)
                .filter(choice -> choice.cell().equals(cell) && choice.number() == number)
                .findFirst();
    }

    @Override
    public void insertSelection(Selection selection) {
        requireProject(selection.projectId());
        Selection dated = new Selection(
                selection.projectId(),
                selection.cell(),
                selection.number(),
                selection.takeId(),
                selection.reason(),
                selection.previous(),
                tx.now());
        ChoiceKey key = new ChoiceKey(selection.projectId(), selection.cell(), selection.number());
        if (writing().selections().putIfAbsent(key, dated) != null) {
            throw tx.failed(new StorageException.AlreadyExists(
                    selection.cell().sceneId(),
                    "A choice with the number " + selection.number() + " was made already for the scene "
                            + selection.cell().sceneId() + "."));
        }
    }

    @Override
    public void reject(ProjectId project, MediaKind track, String id, String reason) {
        requireProject(project);
        writing()
                .rejections()
                .put(new RowKey(project, track, id), new RejectedTake(project, track, id, reason, tx.now()));
    }

    @Override
    public boolean unreject(ProjectId project, MediaKind track, String id) {
        tx.writing();
        return project(project).isPresent() && writing().rejections().remove(new RowKey(project, track, id)) != null;
    }

    @Override
    public List<RejectedTake> rejections(ProjectId project, CellKey cell) {
        return takes(project).stream()
                .filter(take -> take.cell().equals(cell))
                .flatMap(take ->
                        Optional.ofNullable(reading().rejections().get(new RowKey(project, cell.track(), take.id())))
                                .stream())
                .sorted(comparing(RejectedTake::rejectedAt).reversed().thenComparing(RejectedTake::takeId))
                .toList();
    }

    @Override
    public Set<JobId> rejectedJobs(ProjectId project) {
        return tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> job.projectId().equals(project) && job.state() == JobState.SUCCEEDED)
                .filter(this::isRejected)
                .map(ProviderJob::id)
                .collect(Collectors.toSet());
    }

    private boolean isRejected(ProviderJob job) {
        List<String> rows = tx.jobs().results(job.id()).stream()
                .filter(result -> result.state() == ResultState.STORED)
                .flatMap(result -> result.rowId().stream())
                .toList();
        return !rows.isEmpty()
                && rows.stream()
                        .allMatch(row ->
                                rejected(job.projectId(), job.kind(), row).isPresent());
    }

    @Override
    public List<SceneJobs> jobs(ProjectId project) {
        record Wanted(String scene, MediaKind kind, Optional<LanguageTag> language) {}
        Map<Wanted, List<ProviderJob>> jobs = tx.reading()
                .ledger()
                .jobs(tx.profile())
                .filter(job -> job.projectId().equals(project)
                        && job.sceneId().filter(scene -> !scene.isBlank()).isPresent())
                .collect(Collectors.groupingBy(
                        job -> new Wanted(job.sceneId().orElseThrow(), job.kind(), job.language())));
        return jobs.entrySet().stream()
                .map(entry -> {
                    Wanted wanted = entry.getKey();
                    Optional<ProviderJob> failed = entry.getValue().stream()
                            .filter(job -> !job.state().isActive())
                            .max(comparing(InMemoryTakes::finished, InMemoryTable.OLDEST_FIRST))
                            .filter(job -> hasFailed(job.state()));
                    return new SceneJobs(
                            wanted.scene(),
                            wanted.kind(),
                            wanted.language(),
                            count(entry.getValue(), JobState::isActive),
                            count(entry.getValue(), JobState.OUTCOME_UNKNOWN::equals),
                            failed.map(job -> job.errorMessage().orElse("")),
                            failed.map(job -> job.completedAt().orElse(job.updatedAt())));
                })
                .filter(found -> found.active() > 0 || found.lastFailure().isPresent())
                .toList();
    }

    private static int count(List<ProviderJob> jobs, Predicate<JobState> wanted) {
        return (int) jobs.stream().map(ProviderJob::state).filter(wanted).count();
    }

    private static Cursor finished(ProviderJob job) {
        return new Cursor(job.completedAt().orElse(job.updatedAt()), job.id().value());
    }

    private static boolean hasFailed(JobState state) {
        return state == JobState.FAILED || state == JobState.FILTERED;
    }

    @Override
    public Map<ImageId, ContentHash> imageHashes(Collection<ImageId> images) {
        return tx.reading()
                .images()
                .all(tx.profile())
                .filter(image ->
                        images.contains(image.id()) && image.contentHash().isPresent())
                .collect(Collectors.toMap(
                        ImageGeneration::id, image -> image.contentHash().orElseThrow()));
    }

    /** All takes of a project; a row that several scenes have is in the list several times. */
    private List<Take> takes(ProjectId id) {
        List<Take> takes = new ArrayList<>();
        project(id).ifPresent(project -> {
            List<VideoGeneration> videos = tx.reading()
                    .generations()
                    .all(tx.profile())
                    .filter(video -> video.projectId().equals(Optional.of(id)) && hasScene(video.sceneId()))
                    .toList();
            videos.forEach(video -> takes.add(take(video)));
            tx.reading()
                    .images()
                    .all(tx.profile())
                    .filter(image -> image.projectId().equals(Optional.of(id)))
                    .forEach(image -> cells(image, videos).forEach(cell -> takes.add(take(id, cell, image))));
            tx.reading()
                    .audio()
                    .all(tx.profile())
                    .filter(audio -> audio.projectId().equals(Optional.of(id)))
                    .forEach(audio -> cells(project, audio, videos).forEach(cell -> takes.add(take(id, cell, audio))));
        });
        return takes;
    }

    private static boolean hasScene(Optional<String> scene) {
        return scene.filter(id -> !id.isBlank()).isPresent();
    }

    private static Set<CellKey> cells(ImageGeneration image, List<VideoGeneration> videos) {
        if (hasScene(image.sceneId())) {
            return Set.of(CellKey.image(image.sceneId().orElseThrow()));
        }
        return videos.stream()
                .filter(video -> video.imageGenerationId().equals(Optional.of(image.id())))
                .map(video -> CellKey.image(video.sceneId().orElseThrow()))
                .collect(Collectors.toSet());
    }

    private Set<CellKey> cells(VideoProject project, AudioGeneration audio, List<VideoGeneration> videos) {
        LanguageTag language = audio.language().or(project::defaultLanguage).orElse(LanguageTag.UNDETERMINED);
        if (hasScene(audio.sceneId())) {
            return Set.of(CellKey.audio(audio.sceneId().orElseThrow(), language));
        }
        Set<CellKey> cells = new LinkedHashSet<>();
        for (VideoGeneration video : videos) {
            String scene = video.sceneId().orElseThrow();
            List<LanguageTag> tracks = tx.reading().tracks().stream()
                    .filter(track -> track.generationId().equals(video.id())
                            && track.audioGenerationId().equals(audio.id()))
                    .map(GenerationAudioTrack::language)
                    .toList();
            tracks.forEach(track -> cells.add(CellKey.audio(scene, track)));
            if (tracks.isEmpty() && video.audioGenerationId().equals(Optional.of(audio.id()))) {
                cells.add(CellKey.audio(scene, language));
            }
        }
        return cells;
    }

    /** A rejection does not count while its take is chosen. */
    private Optional<String> rejected(ProjectId project, MediaKind track, String id) {
        return Optional.ofNullable(reading().rejections().get(new RowKey(project, track, id)))
                .filter(rejection -> chosenIn(project, track, id).isEmpty())
                .map(RejectedTake::reason);
    }

    private Take take(VideoGeneration video) {
        return new Take(
                CellKey.video(video.sceneId().orElseThrow()),
                video.id().value(),
                video.status(),
                video.filePath(),
                video.thumbPath(),
                video.contentHash(),
                video.durationMs(),
                video.madeFrom(),
                rejected(
                        video.projectId().orElseThrow(),
                        MediaKind.VIDEO,
                        video.id().value()),
                video.createdAt());
    }

    private Take take(ProjectId project, CellKey cell, ImageGeneration image) {
        return new Take(
                cell,
                image.id().value(),
                image.status(),
                Optional.of(image.filePath()),
                image.thumbPath(),
                image.contentHash(),
                Optional.empty(),
                image.madeFrom(),
                rejected(project, MediaKind.IMAGE, image.id().value()),
                image.createdAt());
    }

    private Take take(ProjectId project, CellKey cell, AudioGeneration audio) {
        return new Take(
                cell,
                audio.id().value(),
                audio.status(),
                Optional.of(audio.filePath()),
                Optional.empty(),
                audio.contentHash(),
                audio.durationMs(),
                audio.madeFrom(),
                rejected(project, MediaKind.AUDIO, audio.id().value()),
                audio.createdAt());
    }
}
