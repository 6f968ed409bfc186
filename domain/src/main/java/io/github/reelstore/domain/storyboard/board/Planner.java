package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.board.PlannedCell.Step;
import io.github.reelstore.domain.storyboard.internal.Choices;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans what makes the cells of a storyboard present, and requests it. */
final class Planner {

    private final Transactions transactions;
    private final JobService jobs;
    private final ProfileId profile;

    Planner(Transactions transactions, JobService jobs, ProfileId profile) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.profile = profile;
    }

    StoryboardPlan plan(ProjectId project, PlanScope scope) {
        StoryboardPlan plan = transactions.readOnly(profile, tx -> new PlanSteps(tx, project, scope).plan());
        return priced(plan);
    }

    private StoryboardPlan priced(StoryboardPlan plan) {
        Iterator<Optional<Money>> prices = jobs.pricesOf(plan.cells().stream()
                        .flatMap(cell -> priced(cell.step()).stream())
                        .toList())
                .iterator();
        return new StoryboardPlan(
                plan.storyboard(),
                plan.cells().stream()
                        .map(cell -> priced(cell.step()).isPresent()
                                ? new PlannedCell(cell.cell(), withPrice(cell.step(), prices.next()))
                                : cell)
                        .toList());
    }

    /** What is paid, now or later. */
    private static Optional<NewJob> priced(Step step) {
        if (step instanceof Step.Wait wait) {
            return wait.next();
        }
        return step instanceof Step.Request request ? Optional.of(request.job()) : Optional.empty();
    }

    private static Step withPrice(Step step, Optional<Money> price) {
        return step instanceof Step.Wait wait
                ? new Step.Wait(wait.why(), wait.next(), price)
                : new Step.Request(priced(step).orElseThrow(), price);
    }

    RequestedPlan request(StoryboardPlan plan) {
        Map<CellKey, NewJob> wanted = new LinkedHashMap<>();
        plan.cells()
                .forEach(cell -> jobOf(cell.step())
                        .ifPresent(job -> wanted.put(cell.cell().key(), job)));
        List<RequestedJob> answers = wanted.isEmpty() ? List.of() : jobs.requestAll(List.copyOf(wanted.values()));
        Map<CellKey, RequestedJob> byCell = new LinkedHashMap<>();
        wanted.keySet().forEach(cell -> byCell.put(cell, answers.get(byCell.size())));
        choose(plan, byCell);
        return new RequestedPlan(carriedOut(plan, byCell), answers);
    }

    private static Optional<NewJob> jobOf(Step step) {
        if (step instanceof Step.Request request) {
            return Optional.of(request.job());
        }
        return step instanceof Step.Reuse reuse ? Optional.of(reuse.job()) : Optional.empty();
    }

    /** What the ledger has done: since the plan was made, a job may have finished, or a result may have been deleted. */
    private static StoryboardPlan carriedOut(StoryboardPlan plan, Map<CellKey, RequestedJob> answers) {
        return new StoryboardPlan(
                plan.storyboard(),
                plan.cells().stream()
                        .map(planned -> Optional.ofNullable(
                                        answers.get(planned.cell().key()))
                                .map(answer -> new PlannedCell(planned.cell(), carriedOut(planned.step(), answer)))
                                .orElse(planned))
                        .toList());
    }

    private static Step carriedOut(Step step, RequestedJob answer) {
        NewJob job = jobOf(step).orElseThrow();
        if (answer instanceof RequestedJob.Reused) {
            return step instanceof Step.Reuse
                    ? step
                    : new Step.Reuse(job, answer.job().id());
        }
        return answer instanceof RequestedJob.Joined
                ? new Step.Join(Optional.of(answer.job().id()))
                : new Step.Request(job, answer.job().price());
    }

    /** Lets stand what is not paid again. */
    private void choose(StoryboardPlan plan, Map<CellKey, RequestedJob> answers) {
        Map<CellKey, List<String>> rows = new LinkedHashMap<>();
        for (PlannedCell planned : plan.cells()) {
            CellKey cell = planned.cell().key();
            if (planned.step() instanceof Step.Choose choose) {
                rows.put(cell, List.of(choose.take()));
            } else if (answers.get(cell) instanceof RequestedJob.Reused reused) {
                rows.put(cell, rowsOf(reused));
            }
        }
        if (!rows.isEmpty()) {
            transactions.inTransaction(profile, tx -> {
                Choices choices = new Choices(tx, plan.storyboard().project().id());
                rows.forEach(choices::reused);
                return rows;
            });
        }
    }

    private static List<String> rowsOf(RequestedJob.Reused reused) {
        return reused.results().stream()
                .filter(result -> result.state() == ResultState.STORED)
                .flatMap(result -> result.rowId().stream())
                .toList();
    }

    /**
     * The request for one more take of what the scene says.
     *
     * @throws StorageException.Conflict if nothing can be requested now
     */
    NewJob newTake(ProjectId project, CellKey cell) {
        return transactions.readOnly(profile, tx -> {
            BoardReader reader = new BoardReader(tx, project, List.of());
            StoryboardScene scene = reader.storyboard().scenes().stream()
                    .filter(one -> one.scene().sceneId().equals(cell.sceneId()))
                    .findFirst()
                    .orElseThrow(() -> ImplicitScenes.notFound(project, cell.sceneId()));
            TakeSpec spec = reader.spec(scene, cell);
            PlanSteps.obstacle(scene, spec).ifPresent(why -> {
                throw new StorageException.Conflict(cell.sceneId(), why);
            });
            return spec.job(project).orElseThrow().asNewTake();
        });
    }
}
