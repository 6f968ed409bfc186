package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.json.LedgerJson;
import io.github.reelstore.json.LedgerSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Requests paid results, all or none, and prints what became of the requests. */
final class RequestedJobs {

    private final CliContext context;
    private final JobService jobs;
    private final MoneySums price = new MoneySums();
    private final MoneySums saved = new MoneySums();
    private long planned;
    private long withoutPrice;
    private long joined;
    private long reused;

    RequestedJobs(CliContext context, JobService jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    /** Requests one result. */
    void one(NewJob asked) {
        context.store().scenes().requireScenesOf(List.of(asked));
        RequestedJob answer = jobs.request(asked);
        print(
                answer,
                savedBy(answer, () -> jobs.priceOf(asked)),
                isJoinedElsewhere(answer, asked.projectId(), asked.sceneId()));
    }

    /** Requests again what a job was to generate. */
    void again(JobId failed) {
        RequestedJob answer = jobs.retry(failed);
        ProviderJob job = jobs.get(failed);
        print(answer, savedBy(answer, job::price), isJoinedElsewhere(answer, job.projectId(), job.sceneId()));
    }

    private void print(RequestedJob answer, Optional<Money> wouldCost, boolean elsewhere) {
        context.print(
                LedgerJson.requested(answer, wouldCost),
                layout -> new JobText(layout).requested(answer, wouldCost) + next(answer, elsewhere));
    }

    private String next(RequestedJob answer, boolean elsewhere) {
        if (elsewhere) {
            return "Its results are stored in the project and scene that asked first. Ask again when it has succeeded, to get a copy"
                    + " for nothing.\n";
        }
        if (answer instanceof RequestedJob.Reused) {
            return "";
        }
        ProviderJob job = answer.job();
        return (answer instanceof RequestedJob.Planned
                        ? "A worker sends it: " + SafeText.of(context.command("work --providers FILE")) + "\n"
                        : "")
                + new NewTakeNotes(context)
                        .insteadOfRequested(job.projectId(), job.kind(), job.sceneId(), job.language());
    }

    /** Whether a request has joined a job whose results are stored in another project or scene. */
    private static boolean isJoinedElsewhere(RequestedJob answer, ProjectId project, Optional<String> scene) {
        ProviderJob job = answer.job();
        return answer instanceof RequestedJob.Joined
                && !(job.projectId().equals(project) && job.sceneId().equals(scene));
    }

    /** What a request would have cost that was answered with earlier results. A copy in another project has cost nothing itself. */
    private static Optional<Money> savedBy(RequestedJob answer, Supplier<Optional<Money>> price) {
        if (!(answer instanceof RequestedJob.Reused)) {
            return Optional.empty();
        }
        return answer.job().cost().filter(cost -> cost.nanos() > 0).or(price);
    }

    /** Requests several results. */
    void all(List<NewJob> asked) {
        context.store().scenes().requireScenesOf(asked);
        List<RequestedJob> answers = asked.isEmpty() ? List.of() : jobs.requestAll(asked);
        List<Optional<Money>> wouldCost = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            NewJob request = asked.get(i);
            wouldCost.add(savedBy(answers.get(i), () -> jobs.priceOf(request)));
        }
        context.print(LedgerSums.requested(answers, wouldCost), layout -> text(asked, answers, wouldCost));
    }

    private String text(List<NewJob> asked, List<RequestedJob> answers, List<Optional<Money>> wouldCost) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < answers.size(); i++) {
            count(answers.get(i), wouldCost.get(i));
            lines.append(line(asked.get(i), answers.get(i), wouldCost.get(i)));
        }
        return lines + end();
    }

    private void count(RequestedJob answer, Optional<Money> wouldCost) {
        if (answer instanceof RequestedJob.Planned) {
            planned++;
            price.add(answer.job().price());
            withoutPrice += answer.job().price().isEmpty() ? 1 : 0;
        } else if (answer instanceof RequestedJob.Joined) {
            joined++;
        } else {
            reused++;
            saved.add(wouldCost);
        }
    }

    private static String line(NewJob asked, RequestedJob answer, Optional<Money> wouldCost) {
        Optional<Money> money =
                answer instanceof RequestedJob.Planned ? answer.job().price() : wouldCost;
        return LedgerJson.outcomeOf(answer) + "  "
                + SafeText.of(answer.job().id().value())
                + money.map(amount -> (answer instanceof RequestedJob.Reused ? "  saved " : "  ") + amount)
                        .orElse("")
                + (isJoinedElsewhere(answer, asked.projectId(), asked.sceneId())
                        ? "  for another project or scene; ask again when it has succeeded"
                        : "")
                + "\n";
    }

    private String end() {
        StringBuilder end = new StringBuilder("Planned " + Layout.count(planned, "job"));
        if (!price.isEmpty()) {
            end.append(" for ").append(price.text(""));
        }
        if (withoutPrice > 0) {
            end.append(" (").append(withoutPrice).append(" without a known price)");
        }
        if (joined > 0) {
            end.append(", joined ").append(joined);
        }
        if (reused > 0) {
            end.append(", reused ").append(Layout.count(reused, "result"));
            end.append(saved.isEmpty() ? "" : ", which saved " + saved.text(""));
        }
        return end.append(".\n").toString();
    }
}
