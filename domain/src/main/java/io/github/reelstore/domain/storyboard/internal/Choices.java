package io.github.reelstore.domain.storyboard.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes which takes stand for the scenes of a project, in one transaction. The video of a scene then gets the audio that stands ({@link SceneAudio}). */
public final class Choices {

    private static final System.Logger LOG = System.getLogger(Choices.class.getName());

    private static final String GENERATED = "generated";
    private static final String REUSED = "reused";
    private static final String REJECTED = "rejected";
    private static final String UNDONE = "undone";

    private final Tx tx;
    private final ProjectId project;
    private final SceneAudio audio;
    private final UnnamedTakes unnamed;

    public Choices(Tx tx, ProjectId project) {
        this.tx = tx;
        this.project = project;
        this.unnamed = new UnnamedTakes(tx, project);
        this.audio = new SceneAudio(tx, project, unnamed);
    }

    /**
     * Chooses a take. A rejection of it does not count while it is chosen. One that is chosen already is not chosen again.
     *
     * @throws StorageException.NotFound if there is no such take in the project
     * @throws StorageException.InvalidInput if the take has another language or no file
     */
    public StandingTake choose(CellKey cell, String take, Optional<String> reason) {
        requireFits(cell, require(cell.track(), take));
        Optional<Selection> last = last(cell);
        if (last.flatMap(Selection::takeId).filter(take::equals).isEmpty()) {
            add(cell, last, Optional.of(take), reason, last.map(Selection::number));
        }
        return changed(cell);
    }

    /** A row as a take of each of its cells: at least one. */
    private List<Take> require(MediaKind track, String id) {
        List<Take> takes = tx.takes().takesOf(project, track, id);
        if (takes.isEmpty()) {
            throw new StorageException.NotFound(
                    id,
                    "There is no take " + id + " in the project " + project
                            + "; a take is a row of a scene: give it one if it has none.");
        }
        return takes;
    }

    private static void requireFits(CellKey cell, List<Take> takes) {
        Take take = takes.get(0);
        if (takes.stream().noneMatch(one -> one.cell().language().equals(cell.language()))) {
            throw new StorageException.InvalidInput(
                    "language",
                    "The audio " + take.id() + " is in "
                            + take.cell().language().orElseThrow() + ", not in "
                            + cell.language().orElseThrow() + "; choose one in that language.");
        }
        if (take.filePath().isEmpty()) {
            throw new StorageException.InvalidInput(
                    "take", "The video " + take.id() + " has no file yet; choose another one or wait for it.");
        }
    }

    /** Whether there is something to undo. */
    public boolean canUndo(CellKey cell) {
        return lastChoice(cell).isPresent() || lastRejection(cell).isPresent();
    }

    /**
     * Takes back what was done last: a rejection, or a choice, so that the one before it counts again.
     *
     * @throws StorageException.Conflict if nothing was chosen or rejected
     */
    public StandingTake undo(CellKey cell) {
        Optional<RejectedTake> rejection = lastRejection(cell);
        if (rejection.isPresent()) {
            unreject(cell, rejection.get().takeId());
            return changed(cell);
        }
        Selection last = lastChoice(cell)
                .orElseThrow(() -> new StorageException.Conflict(
                        cell.sceneId(), "There is nothing to undo: no take was chosen or rejected."));
        Optional<Selection> earlier =
                last.previous().flatMap(number -> tx.takes().selection(project, cell, number));
        add(
                cell,
                Optional.of(last),
                earlier.flatMap(Selection::takeId),
                // what stands again was chosen for a reason
                earlier.filter(choice -> choice.takeId().isPresent())
                        .flatMap(Selection::reason)
                        .or(() -> Optional.of(UNDONE)),
                earlier.flatMap(Selection::previous));
        if (last.takeId().isEmpty()) {
            // it was withdrawn because the take was rejected
            earlier.flatMap(Selection::takeId).ifPresent(take -> unreject(cell, take));
        }
        return changed(cell);
    }

    /** The choice that can be undone. */
    private Optional<Selection> lastChoice(CellKey cell) {
        return last(cell)
                .filter(choice ->
                        choice.takeId().isPresent() || choice.previous().isPresent());
    }

    /** The last rejection, if it is later than the choice that counts: then it is undone before that. */
    private Optional<RejectedTake> lastRejection(CellKey cell) {
        Optional<Instant> chosenAt = counting(cell).map(Selection::chosenAt);
        return tx.takes().rejections(project, cell).stream()
                .findFirst()
                .filter(rejected -> chosenAt.filter(at -> !rejected.rejectedAt().isAfter(at))
                        .isEmpty());
    }

    /**
     * The choice that counts, with the time at which it was made: the last one, or the one that undoing has brought back; empty if all of them were
     * undone. A choice follows the one before it in number, {@link Selection#previous}, and undoing copies that.
     */
    private Optional<Selection> counting(CellKey cell) {
        return lastChoice(cell)
                .flatMap(last ->
                        tx.takes().selection(project, cell, last.previous().orElse(0) + 1));
    }

    /**
     * Rejects a take, and withdraws it where it is chosen; undoing that chooses it again.
     *
     * @return what stands in its first cell now
     * @throws StorageException.NotFound if there is no such take in the project
     */
    public StandingTake reject(MediaKind track, String id, String reason) {
        List<Take> takes = require(track, id);
        Set<CellKey> chosen = Set.copyOf(tx.takes().chosenIn(project, track, id));
        Set<CellKey> cells = new LinkedHashSet<>(chosen);
        takes.forEach(take -> cells.add(take.cell()));
        // audio that does not stand may be heard: the video has it from earlier
        cells.removeIf(cell -> track != MediaKind.AUDIO && !stands(cell, id));
        tx.takes().reject(project, track, id, reason);
        for (CellKey cell : chosen) {
            Optional<Selection> last = last(cell);
            add(cell, last, Optional.empty(), Optional.of(REJECTED), last.map(Selection::number));
        }
        cells.forEach(audio::update);
        return tx.takes().standing(project, takes.get(0).cell());
    }

    private boolean stands(CellKey cell, String id) {
        return standingId(cell).equals(Optional.of(id));
    }

    private Optional<String> standingId(CellKey cell) {
        return tx.takes().standing(project, cell).take().map(Take::id);
    }

    /**
     * Prepares the deletion of a row. Images and audio that are takes of a scene only because a deleted video refers to them stay its takes. The
     * videos of the scenes of which audio is a take, or for which it is chosen, no longer refer to it.
     *
     * @return to be called after the deletion: returns what stands now in each cell where something else stood before
     */
    public Supplier<List<StandingTake>> deleting(MediaKind track, String id) {
        List<Take> ofVideo = track == MediaKind.VIDEO
                ? tx.generations().find(new GenerationId(id)).map(unnamed::of).orElse(List.of())
                : List.of();
        Map<CellKey, Optional<String>> before = new LinkedHashMap<>();
        Stream.of(
                        tx.takes().chosenIn(project, track, id).stream(),
                        tx.takes().takesOf(project, track, id).stream().map(Take::cell),
                        ofVideo.stream().map(Take::cell))
                .flatMap(cells -> cells)
                .forEach(cell -> before.computeIfAbsent(cell, this::standingId));
        Set<CellKey> unlinked = track == MediaKind.AUDIO
                ? audio.unlink(
                        new AudioId(id),
                        before.keySet().stream().map(CellKey::sceneId).collect(Collectors.toSet()))
                : Set.of();
        return () -> {
            ofVideo.forEach(take -> unnamed.keep(take.cell(), take.id()));
            List<CellKey> changed = before.keySet().stream()
                    .filter(cell -> !standingId(cell).equals(before.get(cell)))
                    .toList();
            Stream.concat(changed.stream(), unlinked.stream()).distinct().forEach(this::updateAudio);
            return changed.stream()
                    .map(cell -> tx.takes().standing(project, cell))
                    .toList();
        };
    }

    /**
     * Lets the result of a job stand that was just stored as a take. It takes the place of a chosen take that is made from something else: what
     * was paid for because the scene has changed would be hidden by what it said before. A chosen take that is made from the same stays, and so
     * does one that was chosen after the result was requested.
     */
    public void generated(MediaKind track, String id, Instant requestedAt) {
        for (Take take : tx.takes().takesOf(project, track, id)) {
            CellKey cell = take.cell();
            StandingTake stands = tx.takes().standing(project, cell);
            boolean chosenLater = stands.choice()
                    .filter(choice -> choice.chosenAt().isAfter(requestedAt))
                    .isPresent();
            if (!chosenLater
                    && stands.chosen()
                            .filter(chosen -> isMadeFromElse(chosen, take))
                            .isPresent()) {
                Optional<Selection> last = last(cell);
                add(cell, last, Optional.of(id), Optional.of(GENERATED), last.map(Selection::number));
                stands = tx.takes().standing(project, cell);
            }
            if (stands.take().map(Take::id).equals(Optional.of(id))) {
                updateAudio(cell);
            }
        }
    }

    /**
     * Lets earlier results stand that a plan uses again for a cell: the first of them, unless one of them stands by itself. A row that was taken
     * out of its scene is put into the scene of the cell.
     *
     * @param rows the rows of the results
     */
    public void reused(CellKey cell, List<String> rows) {
        rows.forEach(row -> unnamed.keep(cell, row));
        List<String> takes = rows.stream()
                .filter(row -> tx.takes().takesOf(project, cell.track(), row).stream()
                        .anyMatch(take -> take.rejected().isEmpty()
                                && take.filePath().isPresent()
                                && take.cell().language().equals(cell.language())))
                .toList();
        Optional<String> stands = tx.takes().standing(project, cell).take().map(Take::id);
        if (!takes.isEmpty() && stands.filter(takes::contains).isEmpty()) {
            Optional<Selection> last = last(cell);
            add(cell, last, Optional.of(takes.get(0)), Optional.of(REUSED), last.map(Selection::number));
            updateAudio(cell);
        }
    }

    private static boolean isMadeFromElse(Take chosen, Take other) {
        MadeFrom made = chosen.madeFrom().orElse(MadeFrom.NOTHING);
        return !made.differences(other.madeFrom().orElse(MadeFrom.NOTHING)).isEmpty();
    }

    /** A row that cannot be read must not keep a result that was paid for from being stored, or another one from being deleted. */
    private void updateAudio(CellKey cell) {
        try {
            audio.update(cell);
        } catch (StorageException.Corrupt e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The video of the scene " + cell.sceneId() + " does not get its audio: " + e.getMessage());
        }
    }

    private Optional<Selection> last(CellKey cell) {
        return tx.takes().selections(project, cell, PageRequest.first(1)).items().stream()
                .findFirst();
    }

    private void add(
            CellKey cell,
            Optional<Selection> last,
            Optional<String> take,
            Optional<String> reason,
            Optional<Integer> previous) {
        int number = last.map(Selection::number).orElse(0) + 1;
        tx.takes().insertSelection(new Selection(project, cell, number, take, reason, previous, tx.now()));
    }

    private void unreject(CellKey cell, String take) {
        tx.takes().unreject(project, cell.track(), take);
    }

    private StandingTake changed(CellKey cell) {
        audio.update(cell);
        return tx.takes().standing(project, cell);
    }
}
