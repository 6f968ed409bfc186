package io.github.reelstore.server;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import java.nio.file.Path;

/** Paid requests that look like those of a user, for pictures of the pages. */
final class FilmJobs {

    private final PlayedJobs jobs;
    private final ProjectId project;

    private FilmJobs(PlayedJobs jobs, ProjectId project) {
        this.jobs = jobs;
        this.project = project;
    }

    static void add(Reelstore store, ProjectId project, Path folder) {
        store.jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.MONTH, Money.parse("100 USD"));
        store.jobs().setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.DAY, Money.parse("25 USD"));
        new FilmJobs(new PlayedJobs(store, folder), project).add();
    }

    private JobId plan(MediaKind kind, String provider, String model, String scene, String prompt, String price) {
        JobRequest request = JobRequest.builder()
                .provider(provider)
                .model(model)
                .kind(kind)
                .prompt(prompt)
                .build();
        return jobs.plan(project, request, scene, price).id();
    }

    private JobId image(String scene, String prompt) {
        return plan(MediaKind.IMAGE, "imagen", "imagen-4", scene, prompt, "0.04 USD");
    }

    private JobId video(String scene, String prompt) {
        return plan(MediaKind.VIDEO, "veo", "veo-3.1", scene, prompt, "3.2 USD");
    }

    private void add() {
        jobs.succeeded(image("s1", "Dawn over the headland; gulls rise from the cliffs"));
        jobs.succeeded(image("s7", "Stars wheel over the tower"));
        jobs.failed(
                video(
                        "s3",
                        "A storm front rolls in from the open sea, and the keeper of the light looks like a famous actor"),
                "The provider refused the prompt: it describes a person. Change it, then request it again.");
        video("s8", "First light: the boat is home, the keeper sleeps");
        video("s6", "A fishing boat answers with its lantern");
        jobs.submitted(video("s5", "The lamp turns on and its beam sweeps the darkening water"));
        jobs.downloading(video("s2", "The keeper climbs the last steps with a can of oil"));
        jobs.unknown(video("s4", "The lamp room, brass and glass in the last gold light"));
    }
}
