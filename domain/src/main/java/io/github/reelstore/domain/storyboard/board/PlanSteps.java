package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.PlannedCell.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what has to be done about the cells of a storyboard, without prices. It takes a fixed number of statements, and one for each track and
 * hundred scenes with stale takes among several.
 */
final class PlanSteps {

    /** So many scenes that their takes need little memory. */
    private static final int SCENES_AT_ONCE = 100;

    /** Cells that something is done about. Nothing is generated again only because it is not known what a take was made from. */
    private static final Set<CellState> OPEN =
            EnumSet.of(CellState.MISSING, CellState.FAILED, CellState.PLANNED, CellState.STALE);

    /**
     * A cell that something is done about.
     *
     * @param spec what its take should be made from
     * @param obstacle why it cannot be requested
     * @param asked the request for it, if it can
     */
    private record OpenCell(Cell cell, TakeSpec spec, Optional<String> obstacle, Optional<Asked> asked) {}

    /** A request with its fingerprint, which is computed once. */
    private record Asked(NewJob job, Fingerprint fingerprint) {}

    private final ProjectId project;
    private final BoardReader reader;
    private final Storyboard storyboard;
    private final List<OpenCell> open;
    private final Map<Fingerprint, ProviderJob> answers;
    private final Map<CellKey, String> fitting;
    private final Set<Fingerprint> requested = new HashSet<>();
    private final Map<CellKey, Step> steps = new HashMap<>();

    PlanSteps(Tx tx, ProjectId project, PlanScope scope) {
        this.project = project;
        reader = new BoardReader(tx, project, scope.languages());
        storyboard = reader.storyboard();
        open = openCells(scope);
        fitting = fittingTakes(tx);
        answers = tx.jobs()
                .answers(
                        project,
                        open.stream()
                                .flatMap(cell -> cell.asked().stream())
                                .map(Asked::fingerprint)
                                .collect(Collectors.toSet()));
    }

    private List<OpenCell> openCells(PlanScope scope) {
        Set<String> wantedScenes = new HashSet<>(scope.scenes());
        List<OpenCell> cells = new ArrayList<>();
        for (StoryboardScene scene : storyboard.scenes()) {
            if (scope.scenes().isEmpty() || wantedScenes.remove(scene.scene().sceneId())) {
                scene.cells().stream()
                        .filter(cell -> OPEN.contains(cell.state())
                                && scope.tracks().contains(cell.key().track()))
                        .forEach(cell -> cells.add(openCell(scene, cell)));
            }
        }
        wantedScenes.stream().sorted().findFirst().ifPresent(unknown -> {
            throw ImplicitScenes.notFound(project, unknown);
        });
        return cells;
    }

    /** The newest takes of stale cells that are made from what their scenes say now: a text that is changed back needs no new audio. */
    private Map<CellKey, String> fittingTakes(Tx tx) {
        Map<CellKey, TakeSpec.Wanted> stale = new HashMap<>();
        for (OpenCell cell : open) {
            if (cell.cell().state() == CellState.STALE && cell.cell().standing().takes() > 1) {
                stale.put(cell.cell().key(), cell.spec().wanted());
            }
        }
        Map<CellKey, String> takes = new HashMap<>();
        for (MediaKind track : MediaKind.values()) {
            List<String> scenes = stale.keySet().stream()
                    .filter(cell -> cell.track() == track)
                    .map(CellKey::sceneId)
                    .distinct()
                    .toList();
            for (int from = 0; from < scenes.size(); from += SCENES_AT_ONCE) {
                List<String> some = scenes.subList(from, Math.min(from + SCENES_AT_ONCE, scenes.size()));
                for (Take take : tx.takes().takesOf(project, track, some)) {
                    TakeSpec.Wanted wanted = stale.get(take.cell());
                    if (wanted != null && wanted.fits(take)) {
                        takes.putIfAbsent(take.cell(), take.id());
                    }
                }
            }
        }
        return takes;
    }

    private OpenCell openCell(StoryboardScene scene, Cell cell) {
        TakeSpec spec = reader.spec(scene, cell.key());
        return new OpenCell(
                cell,
                spec,
                obstacle(scene, spec),
                spec.job(project).map(job -> new Asked(job, job.request().fingerprint())));
    }

    /** The plan without prices. */
    StoryboardPlan plan() {
        List<PlannedCell> planned = new ArrayList<>();
        for (OpenCell cell : open) {
            Step step = step(cell);
            // the image of a scene comes before its video
            steps.put(cell.cell().key(), step);
            planned.add(new PlannedCell(cell.cell(), step));
        }
        return new StoryboardPlan(storyboard, planned);
    }

    private Step step(OpenCell open) {
        Cell cell = open.cell();
        Optional<Step> choose = Optional.ofNullable(fitting.get(cell.key())).map(Step.Choose::new);
        if (open.obstacle().isPresent()) {
            return choose.orElseGet(() -> cell.jobs() > 0
                    ? running(cell)
                    : new Step.Wait(open.obstacle().get(), open.spec().jobAfterImage(project), Optional.empty()));
        }
        if (changesImage(open)) {
            return new Step.Wait(
                    "The image of the scene " + cell.key().sceneId() + " comes first; plan again when it is there.",
                    open.spec().jobAfterImage(project),
                    Optional.empty());
        }
        Asked asked = open.asked().orElseThrow();
        Optional<ProviderJob> answer = Optional.ofNullable(answers.get(asked.fingerprint()));
        if (answer.filter(job -> job.state() == JobState.OUTCOME_UNKNOWN).isPresent()) {
            return new Step.Wait("It is not known what became of the job "
                    + answer.get().id() + ", which asks for the same; resolve it, then plan again.");
        }
        if (answer.isPresent() && answer.get().state().isActive()) {
            return new Step.Join(Optional.of(answer.get().id()));
        }
        if (answer.isPresent()) {
            return new Step.Reuse(asked.job(), answer.get().id());
        }
        if (choose.isPresent()) {
            return choose.get();
        }
        if (cell.jobs() > 0) {
            return running(cell);
        }
        return requested.add(asked.fingerprint())
                ? new Step.Request(asked.job(), Optional.empty())
                : new Step.Join(Optional.empty());
    }

    /** What runs may be for what the scene said earlier. Whether it will do shows when it is there; until then nothing more is paid. */
    private static Step running(Cell cell) {
        return new Step.Wait(
                "A take for the scene " + cell.key().sceneId()
                        + " is being generated already; plan again when its job has finished, or was resolved if its outcome is unknown.");
    }

    /** Whether this plan changes the image of the scene that the video is made from. A stale image that it does not change is used as it is. */
    private boolean changesImage(OpenCell open) {
        Optional<Step> image =
                Optional.ofNullable(steps.get(CellKey.image(open.cell().key().sceneId())));
        return open.spec().usesImageOfScene()
                && image.filter(step -> !(step instanceof Step.Wait)).isPresent();
    }

    /** Why a take cannot be requested now, as a sentence that says what to do; empty if it can. */
    static Optional<String> obstacle(StoryboardScene scene, TakeSpec spec) {
        Optional<Cell> image =
                spec.usesImageOfScene() ? scene.cell(MediaKind.IMAGE, Optional.empty()) : Optional.empty();
        return spec.obstacle()
                .or(
                        () -> image.filter(cell -> cell.jobs() > 0)
                                .map(
                                        cell -> "The image of the scene "
                                                + cell.key().sceneId()
                                                + " is being generated; wait until it has finished, or resolve its job if its outcome is unknown."));
    }
}
