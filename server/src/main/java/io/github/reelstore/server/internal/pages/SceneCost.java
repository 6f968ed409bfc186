package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the paid requests of a scene cost in one currency.
 *
 * @param charged what was charged
 * @param reserved what is reserved for unfinished jobs; empty for nothing
 * @param saved what reuse has saved; empty for nothing
 */
public record SceneCost(String charged, Optional<String> reserved, Optional<String> saved) {

    /** Of so many jobs of the project, those of the scene are listed. The sums are of all. */
    private static final int NEWEST = 1_000;

    static Map<String, Object> of(Reelstore store, ProjectId project, String scene) {
        return store.readOnly(tx -> {
            if (tx.projects().find(project).isEmpty()) {
                throw new StorageException.NotFound(
                        project.value(), "There is no project " + project + "; it may have been deleted.");
            }
            List<CostLine> lines = lines(tx, project, scene);
            return Map.of(
                    "scene",
                    scene,
                    "sums",
                    lines.stream().flatMap(line -> sum(line).stream()).toList(),
                    "count",
                    lines.stream().mapToLong(CostLine::jobs).sum(),
                    "jobs",
                    jobs(tx, project, scene));
        });
    }

    private static List<CostLine> lines(Tx tx, ProjectId project, String scene) {
        Optional<String> group = Optional.of(project + "/" + scene);
        return tx.budgets().costs(CostDimension.SCENE, Optional.of(project), TimeRange.ALWAYS).stream()
                .filter(line -> line.group().equals(group))
                .toList();
    }

    private static Optional<SceneCost> sum(CostLine line) {
        return line.currency()
                .map(currency -> new SceneCost(
                        new Money(currency, line.chargedNanos()).toString(),
                        Optional.of(new Money(currency, line.reservedNanos()))
                                .filter(money -> money.nanos() != 0)
                                .map(Money::toString),
                        Optional.of(new Money(currency, line.savedNanos()))
                                .filter(money -> money.nanos() != 0)
                                .map(Money::toString)));
    }

    private static List<JobCard> jobs(Tx tx, ProjectId project, String scene) {
        List<JobCard> jobs = new ArrayList<>();
        tx.jobs().list(JobFilter.of(project), PageRequest.first(NEWEST)).items().stream()
                .filter(job -> job.sceneId().equals(Optional.of(scene)))
                .forEach(job -> jobs.add(JobCard.of(job, tx.now())));
        return jobs;
    }
}
