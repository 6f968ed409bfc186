package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MybatisTakeRepository implements TakeRepository {

    private static final Comparator<Take> NEWEST =
            Comparator.comparing(Take::createdAt).thenComparing(Take::id);

    private final MybatisTx tx;
    private final TakeMapper mapper;

    MybatisTakeRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(TakeMapper.class);
    }

    @Override
    public List<StandingTake> standing(ProjectId project) {
        return standing(project, null, Arrays.asList(MediaKind.values()));
    }

    @Override
    public StandingTake standing(ProjectId project, CellKey cell) {
        return standing(project, cell.sceneId(), List.of(cell.track())).stream()
                .filter(standing -> standing.cell().equals(cell))
                .findFirst()
                .orElseGet(() -> new StandingTake(cell, Optional.empty(), Optional.empty(), 0));
    }

    @Override
    public List<StandingTake> standing(ProjectId project, String sceneId) {
        return standing(project, sceneId, Arrays.asList(MediaKind.values()));
    }

    private List<StandingTake> standing(ProjectId project, @Nullable String scene, List<MediaKind> tracks) {
        LanguageTag unknown = languageOfOthers(project);
        Map<CellKey, StandingTake> cells = new LinkedHashMap<>();
        for (MediaKind track : tracks) {
            for (TakeRow row : best(project, track, scene)) {
                row.cell(unknown)
                        .map(cell -> new StandingTake(cell, row.toTake(cell), Optional.empty(), row.takes()))
                        .ifPresent(standing -> cells.merge(standing.cell(), standing, MybatisTakeRepository::merge));
            }
        }
        choose(project, unknown, cells, current(project, scene).filter(row -> tracks.contains(row.track())));
        return List.copyOf(cells.values());
    }

    /** The same cell twice: its language is spelt in two ways, or is both the project's and that of rows. */
    private static StandingTake merge(StandingTake one, StandingTake other) {
        return new StandingTake(
                one.cell(),
                Stream.of(one.take(), other.take()).flatMap(Optional::stream).max(NEWEST),
                Optional.empty(),
                one.takes() + other.takes());
    }

    /** Adds the choices, and the chosen takes that exist and that the statements did not return. */
    private void choose(
            ProjectId project, LanguageTag unknown, Map<CellKey, StandingTake> cells, Stream<StoredSelection> current) {
        Map<MediaKind, Map<String, List<Take>>> chosen = new HashMap<>();
        current.forEach(row -> {
            Selection choice = row.toSelection(project);
            String id = choice.takeId().orElseThrow();
            StandingTake newest = cells.getOrDefault(
                    choice.cell(), new StandingTake(choice.cell(), Optional.empty(), Optional.empty(), 0));
            Optional<Take> take = newest.take().filter(one -> one.id().equals(id));
            if (take.isEmpty()) {
                // it is a take of another scene or rejected, or does not exist: such rows of a track are read together
                take = closest(
                        chosen.computeIfAbsent(choice.cell().track(), track -> chosen(project, track, unknown))
                                .getOrDefault(id, List.of()),
                        choice.cell());
            }
            cells.put(
                    choice.cell(),
                    new StandingTake(choice.cell(), take.or(newest::take), Optional.of(choice), newest.takes()));
        });
    }

    /** A row may be a take of several cells: that of this one, or else of the first. */
    private static Optional<Take> closest(List<Take> takes, CellKey cell) {
        return takes.stream()
                .filter(take -> take.cell().equals(cell))
                .findFirst()
                .or(() -> takes.stream().findFirst());
    }

    private Map<String, List<Take>> chosen(ProjectId project, MediaKind track, LanguageTag unknown) {
        return takes(project, track, null, null, true, unknown).collect(Collectors.groupingBy(Take::id));
    }

    private List<TakeRow> best(ProjectId project, MediaKind track, @Nullable String scene) {
        return RowRepository.valid(tx.run(project.value(), () -> switch (track) {
            case IMAGE -> mapper.standingImages(tx.profile(), project, scene);
            case AUDIO -> mapper.standingAudio(tx.profile(), project, scene);
            case VIDEO -> mapper.standingVideos(tx.profile(), project, scene);
        }));
    }

    private List<@Nullable TakeRow> rows(
            ProjectId project,
            MediaKind track,
            @Nullable Collection<String> scenes,
            @Nullable String id,
            boolean chosen,
            @Nullable Cursor after,
            @Nullable Integer limit) {
        return switch (track) {
            case IMAGE -> mapper.images(tx.profile(), project, scenes, id, chosen, after, limit);
            case AUDIO -> mapper.audio(tx.profile(), project, scenes, id, chosen, after, limit);
            case VIDEO -> mapper.videos(tx.profile(), project, scenes, id, chosen, after, limit);
        };
    }

    private Stream<Take> takes(
            ProjectId project,
            MediaKind track,
            @Nullable Collection<String> scenes,
            @Nullable String id,
            boolean chosen,
            LanguageTag unknown) {
        return RowRepository.valid(tx.run(project.value(), () -> rows(project, track, scenes, id, chosen, null, null)))
                .stream()
                .flatMap(row -> row.cell(unknown).flatMap(row::toTake).stream());
    }

    /** The language of audio for which neither its row nor a track says one. */
    private LanguageTag languageOfOthers(ProjectId project) {
        return Optional.ofNullable(this.tx.<@Nullable String>run(
                        project.value(), () -> mapper.defaultLanguage(tx.profile(), project)))
                .flatMap(MybatisTakeRepository::language)
                .orElse(LanguageTag.UNDETERMINED);
    }

    private static Optional<LanguageTag> language(String text) {
        try {
            return Optional.of(LanguageTag.of(text));
        } catch (StorageException.InvalidInput e) {
            // named where the project is read
            return Optional.empty();
        }
    }

    @Override
    public Page<Take> list(ProjectId project, CellKey cell, PageRequest page) {
        LanguageTag unknown = languageOfOthers(project);
        return tx.page(
                project.value(),
                page,
                (after, limit) -> takesOrNull(
                        rows(project, cell.track(), List.of(cell.sceneId()), null, false, after, limit), cell, unknown),
                take -> new Cursor(take.createdAt(), take.id()));
    }

    /** Has null in place of audio in another language: a language may be spelt in several ways. */
    private static List<@Nullable Take> takesOrNull(List<@Nullable TakeRow> rows, CellKey cell, LanguageTag unknown) {
        List<@Nullable Take> takes = new ArrayList<>();
        for (TakeRow row : rows) {
            takes.add(
                    row == null
                            ? null
                            : row.cell(unknown)
                                    .filter(cell::equals)
                                    .flatMap(row::toTake)
                                    .orElse(null));
        }
        return takes;
    }

    @Override
    public List<Take> takesOf(ProjectId project, MediaKind track, String id) {
        return takes(project, track, null, id, false, languageOfOthers(project)).toList();
    }

    @Override
    public List<Take> takesOf(ProjectId project, MediaKind track, Collection<String> sceneIds) {
        LanguageTag unknown = languageOfOthers(project);
        return MybatisTx.chunks(sceneIds).stream()
                .flatMap(some -> takes(project, track, some, null, false, unknown))
                .sorted(NEWEST.reversed())
                .toList();
    }

    private Stream<StoredSelection> current(ProjectId project, @Nullable String scene) {
        return RowRepository.valid(tx.run(project.value(), () -> mapper.current(tx.profile(), project, scene))).stream()
                .filter(StoredSelection::isOfCell);
    }

    @Override
    public List<CellKey> chosenIn(ProjectId project, MediaKind track, String id) {
        return RowRepository.valid(tx.run(id, () -> mapper.chosenIn(tx.profile(), project, track, id))).stream()
                .filter(StoredSelection::isOfCell)
                .map(StoredSelection::cell)
                .toList();
    }

    @Override
    public Page<Selection> selections(ProjectId project, CellKey cell, PageRequest page) {
        return tx.page(
                project.value(),
                page,
                (after, limit) -> selections(project, cell, after == null ? null : numberIn(after), limit),
                choice -> new Cursor(choice.chosenAt(), Integer.toString(choice.number())));
    }

    /** The number of a choice, which is the id in a cursor. */
    private static int numberIn(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.id());
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput(
                    "cursor",
                    Messages.quoted(cursor.encode())
                            + " is not a cursor of a list of choices; use one that a page of it" + " returned.");
        }
    }

    @Override
    public Optional<Selection> selection(ProjectId project, CellKey cell, int number) {
        return tx.run(project.value(), () -> selections(project, cell, number + 1, 1)).stream()
                .flatMap(Stream::ofNullable)
                .filter(choice -> choice.number() == number)
                .findFirst();
    }

    /** Has null in place of a choice that cannot be read. */
    private List<@Nullable Selection> selections(ProjectId project, CellKey cell, @Nullable Integer before, int limit) {
        List<@Nullable Selection> selections = new ArrayList<>();
        for (StoredSelection row : mapper.selections(
                tx.profile(),
                project,
                cell.sceneId(),
                cell.track(),
                MybatisSceneRepository.textOf(cell.language()),
                before,
                limit)) {
            selections.add(row == null || !row.isOfCell() ? null : row.toSelection(project));
        }
        return selections;
    }

    @Override
    public void insertSelection(Selection selection) {
        insertSelections(List.of(selection));
    }

    @Override
    public void insertSelections(List<Selection> selections) {
        Set<ProjectId> projects = selections.stream().map(Selection::projectId).collect(Collectors.toSet());
        projects.forEach(project -> RowRepository.require(tx, MappedTable.PROJECTS, project));
        if (selections.size() == 1) {
            Selection selection = selections.get(0);
            tx.write(selection.cell().sceneId(), () -> insert(mapper, selection));
        } else if (!selections.isEmpty()) {
            tx.writeBatch(
                    "selections", TakeMapper.class, batch -> selections.forEach(selection -> insert(batch, selection)));
        }
    }

    private int insert(TakeMapper to, Selection selection) {
        return to.insertSelection(
                tx.profile(),
                selection,
                MybatisSceneRepository.textOf(selection.cell().language()),
                tx.now());
    }

    @Override
    public void reject(ProjectId project, MediaKind track, String id, String reason) {
        RowRepository.require(tx, MappedTable.PROJECTS, project);
        tx.write(id, () -> mapper.reject(tx.profile(), project, track, id, reason, tx.now()));
    }

    @Override
    public boolean unreject(ProjectId project, MediaKind track, String id) {
        return tx.write(id, () -> mapper.unreject(tx.profile(), project, track, id)) > 0;
    }

    @Override
    public List<RejectedTake> rejections(ProjectId project, CellKey cell) {
        List<RejectedTake> rejected = RowRepository.valid(
                tx.run(project.value(), () -> mapper.rejections(tx.profile(), project, cell.track())));
        if (rejected.isEmpty()) {
            return rejected;
        }
        Set<String> takes = takes(
                        project, cell.track(), List.of(cell.sceneId()), null, false, languageOfOthers(project))
                .filter(take -> take.cell().equals(cell))
                .map(Take::id)
                .collect(Collectors.toSet());
        return rejected.stream().filter(one -> takes.contains(one.takeId())).toList();
    }

    @Override
    public Set<JobId> rejectedJobs(ProjectId project) {
        return tx.run(project.value(), () -> mapper.rejectedJobs(tx.profile(), project)).stream()
                .map(JobId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<SceneJobs> jobs(ProjectId project) {
        return RowRepository.valid(tx.run(project.value(), () -> mapper.jobs(tx.profile(), project))).stream()
                .filter(jobs -> !jobs.sceneId().isBlank())
                .toList();
    }

    @Override
    public Map<ImageId, ContentHash> imageHashes(Collection<ImageId> images) {
        Map<ImageId, ContentHash> hashes = new HashMap<>();
        for (List<ImageId> some : MybatisTx.chunks(images)) {
            for (ImageContent image :
                    RowRepository.valid(tx.run("images", () -> mapper.imageHashes(tx.profile(), some)))) {
                image.contentHash().ifPresent(hash -> hashes.put(image.id(), hash));
            }
        }
        return hashes;
    }
}
