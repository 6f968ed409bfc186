package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobDetails;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.simulator.SimulatedProvider;
import io.github.reelstore.simulator.Simulator;
import io.github.reelstore.simulator.SimulatorConfig;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The way of paid requests from the request to the stored file, with a simulated provider: a scene with an image, a video and
 * speech in two languages. The answer to one request is lost on its way, after the provider has accepted it.
 *
 * @param project the project
 * @param jobs the jobs, in the order of the requests
 * @param reused how many requests were answered with what was stored, when all were made once more
 */
record ProviderDemo(ProjectId project, List<JobDetails> jobs, int reused) {

    private static final String PROVIDER = "simulated";
    private static final String KEY = "simulator-key";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final PriceTable PRICES = new PriceTable(List.of(
            price("painter", new Price.Basis.PerRequest(), "0.04 USD"),
            price("speaker", new Price.Basis.PerCharacter(), "0.00003 USD"),
            price("camera", new Price.Basis.PerParameter("durationSeconds"), "0.15 USD")));

    private static Price price(String model, Price.Basis basis, String amount) {
        return new Price(
                PROVIDER,
                Optional.of(model),
                basis,
                Money.parse(amount),
                LocalDate.parse("2026-01-01"),
                Optional.empty());
    }

    /** Requests everything, waits until it is stored, and requests it once more. */
    static ProviderDemo run(CliContext context) {
        Reelstore store = context.store();
        ProjectId project =
                store.projects().create("Hải đăng: requested from a provider").id();
        JobService service = store.jobs(PRICES);
        List<NewJob> requests = requests(project);
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults().with("duration", "500ms..1500ms"))) {
            List<RequestedJob> planned = service.requestAll(requests);
            work(context, simulator, planned);
            List<JobDetails> jobs = planned.stream()
                    .map(requested -> service.details(requested.job().id()))
                    .toList();
            int reused = (int) service.requestAll(requests).stream()
                    .filter(RequestedJob.Reused.class::isInstance)
                    .count();
            return new ProviderDemo(project, jobs, reused);
        }
    }

    private static void work(CliContext context, Simulator simulator, List<RequestedJob> requested) {
        SimulatedProvider client = new SimulatedProvider(URI.create(simulator.url()), KEY, Duration.ofSeconds(10));
        WorkerOptions options =
                WorkerOptions.DEFAULT.withPoll(Duration.ofMillis(200)).withLook(Duration.ofMillis(50));
        try (ProgressIndicator progress = new ProgressIndicator("storing results", context.terminal());
                JobWorker worker = context.store()
                        .startWorker(
                                List.of(new ProviderSetup(PROVIDER, client, KEY, 8, 6_000)),
                                options,
                                new Finished(progress, requested.size()))) {
            if (!areFinished(worker, context.store().jobs(), requested)) {
                throw StorageException.Unavailable.passing(
                        PROVIDER, "The simulated provider did not finish in time; run the demo again.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(PROVIDER, "The demo was interrupted; run it again.", e);
        }
    }

    /** Waits for these jobs alone: the profile may have others, which this worker does not serve. */
    private static boolean areFinished(JobWorker worker, JobService service, List<RequestedJob> requested)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (requested.stream()
                .anyMatch(job -> service.get(job.job().id()).state().isActive())) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (worker.awaitIdle(PAUSE)) {
                // the answer that was lost is looked up
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
        return true;
    }

    /** Shows how many jobs are finished. */
    private static final class Finished implements WorkerListener {

        private final ProgressIndicator progress;
        private final int count;
        private int finished;

        Finished(ProgressIndicator progress, int count) {
            this.progress = progress;
            this.count = count;
        }

        @Override
        public synchronized void changed(ProviderJob job) {
            if (!job.state().isActive()) {
                finished++;
            }
            progress.at(finished, count);
        }
    }

    private static List<NewJob> requests(ProjectId project) {
        List<JobRequest> requests = List.of(
                request(MediaKind.IMAGE, "painter")
                        .prompt("A lighthouse at dusk")
                        .build(),
                request(MediaKind.VIDEO, "camera")
                        .prompt("The lamp turns on")
                        .parameters(new JsonText("{\"durationSeconds\": 4}"))
                        .build(),
                request(MediaKind.AUDIO, "speaker")
                        .text("The keeper lights the lamp.")
                        .voice("Anna")
                        .language(LanguageTag.of("en"))
                        .build(),
                request(MediaKind.AUDIO, "speaker")
                        .text("Người gác đèn thắp sáng ngọn đèn.")
                        .voice("Linh")
                        .language(LanguageTag.of("vi"))
                        // its answer is lost on its way, so that the worker has to find the operation
                        .prompt("[fault:reset-after-accept]")
                        .build());
        List<NewJob> jobs = new ArrayList<>();
        requests.forEach(request -> jobs.add(new NewJob(request, project).withScene("scene-1")));
        return jobs;
    }

    private static JobRequestBuilder request(MediaKind kind, String model) {
        return JobRequest.builder().provider(PROVIDER).kind(kind).model(model);
    }

    /** As JSON. */
    JsonObject json() {
        return new JsonObject()
                .with("project", project)
                .with(
                        "jobs",
                        jobs.stream()
                                .map(JobDetails::job)
                                .map(job -> new JsonObject()
                                        .with("id", job.id())
                                        .with("kind", JobRequest.nameOf(job.kind()))
                                        .with("language", job.language())
                                        .with("state", job.state())
                                        .with("cost", job.cost().map(Money::toString)))
                                .toList())
                .with("reused", reused);
    }

    /** As text, with commands to try next. */
    String text(Layout layout, CliContext context) {
        TextTable table = new TextTable(layout, 1, "JOB", "REQUEST", "LANGUAGE", "STATE", "COST");
        Optional<Money> total = Optional.empty();
        for (JobDetails details : jobs) {
            ProviderJob job = details.job();
            JobRequest request = job.frozen();
            table.row(
                    job.id().value(),
                    request.text().or(request::prompt).orElse("-"),
                    job.language().map(LanguageTag::value).orElse("-"),
                    job.state().value() + (isAnswerLost(details) ? " (its answer was lost)" : ""),
                    job.cost().map(Money::toString).orElse("-"));
            Money cost = job.cost().orElseThrow();
            total = Optional.of(total.map(sum -> sum.plus(cost)).orElse(cost));
        }
        return table.render()
                + "\nPaid " + total.map(Money::toString).orElse("nothing")
                + " to the simulated provider, once for each.\n"
                + "The same requests again: " + reused + " of " + jobs.size()
                + " were answered with what is stored, for nothing.\n\n"
                + layout.style().bold("Next") + "\n"
                + "  " + context.showCommand(project) + " --language vi\n"
                + "  "
                + context.command("job show " + jobs.get(jobs.size() - 1).job().id()) + "\n"
                + "  " + context.command("cost --by language") + "\n";
    }

    private static boolean isAnswerLost(JobDetails details) {
        return details.attempts().stream().anyMatch(attempt -> attempt.failure() == FailureClass.MAYBE_ACCEPTED);
    }

    /** Whether everything was stored. */
    boolean isComplete() {
        return reused == jobs.size()
                && jobs.stream().allMatch(details -> details.job().state() == JobState.SUCCEEDED);
    }
}
