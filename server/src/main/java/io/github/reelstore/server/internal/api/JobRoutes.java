package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.json.LedgerJson;
import io.github.reelstore.json.LedgerSums;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on paid requests. The server sends nothing to providers; workers do. */
final class JobRoutes {

    private static final String ALL = Paths.API + "/jobs";
    private static final String ONE = ALL + "/{job}";
    private static final String REQUESTS = "requests";

    /** All of them are planned in one transaction, which others wait for. */
    private static final int MOST_REQUESTS = 1_000;

    private final PriceTable prices;

    /**
     * @param prices the prices of requests that do not state one
     */
    JobRoutes(PriceTable prices) {
        this.prices = prices;
    }

    List<Route> all(RecordSchemas schemas, LedgerSchemas ledger) {
        Schema request = schemas.named("NewJob", JobDraft.INPUTS.schema("projectId", "provider", "kind"));
        Schema requests = schemas.named(
                "NewJobs",
                Schema.object(
                        Map.of(REQUESTS, Schema.listOf(request).with("maxItems", MOST_REQUESTS)), List.of(REQUESTS)));
        Schema resolution = schemas.named("JobResolution", ResolutionDraft.INPUTS.schema("decision"));
        return List.of(
                Lists.paged(Route.of("GET", ALL, "listJobs", "Lists jobs, newest first.", this::list)
                        .query("projectId", "Only jobs of this project.", Schema.STRING)
                        .query("state", "Only jobs in this state.", LedgerSchemas.STATE)
                        .answers(200, "A page of jobs.", ledger.jobPage())),
                requesting(Route.of(
                                "POST",
                                ALL,
                                "requestJob",
                                "Asks for a result: reuses an earlier one, joins a job that is not finished, or plans a job.",
                                this::request)
                        .takes("application/json", request)
                        .answers(201, "The job that was planned; a worker sends it.", ledger.requested())
                        .answers(200, "The job whose results are reused, or that was joined.", ledger.requested())),
                requesting(Route.of(
                                "POST",
                                Paths.API + "/job-batches",
                                "requestJobs",
                                "Asks for several results, all or none.",
                                this::requestAll)
                        .takes("application/json", requests)
                        .answers(200, "The answers, in the order of the requests.", ledger.requestedAll())),
                requesting(StoryboardPaths.withTrack(StoryboardPaths.ofScene(
                                "POST",
                                StoryboardPaths.TAKES + "/again",
                                "requestAnotherTake",
                                "Asks for one more take of what the scene says now, even if there is one that is up to date.",
                                this::requestAgain))
                        .answers(201, "The job that was planned; a worker sends it.", ledger.requested())
                        .mayFail(ProblemType.WRONG_STATE)),
                one("GET", ONE, "getJob", "Returns a job with its results and failed attempts.", this::get)
                        .answers(200, "The job.", ledger.details()),
                one(
                                "POST",
                                ONE + "/cancel",
                                "cancelJob",
                                "Cancels a job that was not sent yet; its price is free again.",
                                this::cancel)
                        .answers(200, "The cancelled job.", ledger.job())
                        .mayFail(ProblemType.WRONG_STATE),
                one(
                                "POST",
                                ONE + "/resolve",
                                "resolveJob",
                                "Records what a person has found out about a job whose outcome is unknown.",
                                this::resolve)
                        .takes("application/json", resolution)
                        .answers(200, "The job as it is now.", ledger.job())
                        .mayFail(ProblemType.WRONG_STATE),
                requesting(one(
                                "POST",
                                ONE + "/retry",
                                "retryJob",
                                "Asks again for what a failed, filtered or cancelled job was to generate, at the same price.",
                                this::retry)
                        .answers(201, "The job that was planned.", ledger.requested())
                        .answers(200, "The job whose results are reused, or that was joined.", ledger.requested())
                        .mayFail(ProblemType.WRONG_STATE)));
    }

    private static Route requesting(Route route) {
        return route.mayFail(ProblemType.NOT_FOUND, ProblemType.BUDGET_EXCEEDED);
    }

    private static Route one(String method, String path, String id, String summary, Route.Action action) {
        return Route.of(method, path, id, summary, action).path("job", "The id of the job.");
    }

    private JobService jobs(Exchange exchange) {
        return exchange.store().jobs(prices);
    }

    private static JobId id(Exchange exchange) {
        return new JobId(exchange.path("job"));
    }

    private Answer list(Exchange exchange) {
        JobFilter filter = new JobFilter(
                exchange.query("projectId").map(ProjectId::new),
                exchange.query("state").map(JobState::of));
        Page<ProviderJob> page = jobs(exchange).list(filter, Lists.page(exchange));
        return Answer.json(
                200, new JsonPage<>(page.items().stream().map(LedgerJson::job).toList(), page.next()));
    }

    private Answer get(Exchange exchange) {
        return Answer.json(200, LedgerJson.details(jobs(exchange).details(id(exchange))));
    }

    private Answer request(Exchange exchange) throws IOException {
        NewJob asked = JobDraft.read(Uploads.json(exchange), exchange.store());
        return committed(
                exchange, answers -> answer(asked, answers.get(0)), () -> requestAll(exchange, List.of(asked)));
    }

    private Answer requestAll(Exchange exchange) throws IOException {
        List<NewJob> asked = requests(Uploads.json(exchange), exchange.store());
        return committed(exchange, answers -> answer(asked, answers), () -> requestAll(exchange, asked));
    }

    private List<RequestedJob> requestAll(Exchange exchange, List<NewJob> asked) {
        exchange.store().scenes().requireScenesOf(asked);
        return jobs(exchange).requestAll(asked);
    }

    private Answer requestAgain(Exchange exchange) {
        NewJob asked = inItsState(() -> exchange.store()
                .storyboard(prices)
                .newTake(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange)));
        return committed(
                exchange,
                answers -> answer(asked, answers.get(0)),
                () -> List.of(jobs(exchange).request(asked)));
    }

    private Answer retry(Exchange exchange) {
        JobId id = id(exchange);
        ProviderJob failed = jobs(exchange).get(id);
        NewJob asked = new NewJob(failed.frozen(), failed.projectId(), failed.sceneId(), Force.REUSE, failed.price());
        return committed(
                exchange,
                answers -> answer(asked, answers.get(0)),
                () -> List.of(jobs(exchange).retry(id)));
    }

    /** Keeps the answer in the transaction that plans jobs: a repeated request for another take would be paid again. */
    @SuppressWarnings("unchecked")
    private static Answer committed(
            Exchange exchange, Function<List<RequestedJob>, Answer> answer, Supplier<List<RequestedJob>> work) {
        Class<List<RequestedJob>> result = (Class<List<RequestedJob>>) (Class<?>) List.class;
        return inItsState(() -> exchange.commit(result, answer, work));
    }

    private static <T> T inItsState(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageException.Conflict e) {
            throw HttpProblem.wrongState(e);
        }
    }

    private Answer answer(NewJob asked, RequestedJob answer) {
        int status = answer instanceof RequestedJob.Planned ? 201 : 200;
        return Answer.json(status, LedgerJson.requested(answer, saved(asked, answer)))
                .with("Location", Paths.of("jobs", answer.job().id()));
    }

    private Answer answer(List<NewJob> asked, List<RequestedJob> answers) {
        List<Optional<Money>> saved = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            saved.add(saved(asked.get(i), answers.get(i)));
        }
        return Answer.json(200, LedgerSums.requested(answers, saved));
    }

    /** What reuse saved. The copy of a job in another project has cost nothing itself. */
    private Optional<Money> saved(NewJob asked, RequestedJob answer) {
        if (!(answer instanceof RequestedJob.Reused)) {
            return Optional.empty();
        }
        return answer.job()
                .cost()
                .filter(cost -> cost.nanos() > 0)
                .or(asked::price)
                // without the clock of the database: this may run in a transaction
                .or(() -> prices.priceOf(asked.request(), Instant.now()));
    }

    private static List<NewJob> requests(ObjectNode body, Reelstore store) {
        JsonNode list = body.get(REQUESTS);
        if (body.size() != 1 || list == null || !list.isArray() || list.isEmpty()) {
            throw Input.invalid(REQUESTS, "must be a list of requests, and the only one");
        }
        if (list.size() > MOST_REQUESTS) {
            throw Input.invalid(REQUESTS, "has " + list.size() + " elements; send at most " + MOST_REQUESTS);
        }
        List<NewJob> asked = new ArrayList<>();
        for (JsonNode request : list.values()) {
            asked.add(request(request, asked.size() + 1, store));
        }
        return asked;
    }

    private static NewJob request(JsonNode request, int number, Reelstore store) {
        try {
            if (request instanceof ObjectNode object) {
                return JobDraft.read(object, store);
            }
            throw Input.invalid(REQUESTS, "must have objects as its elements");
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.InvalidInput(e.subject(), "Request " + number + ": " + e.getMessage(), e);
        }
    }

    private static Answer changed(Exchange exchange, Supplier<ProviderJob> change) {
        return inItsState(
                () -> exchange.commit(ProviderJob.class, job -> Answer.json(200, LedgerJson.job(job)), change));
    }

    private Answer cancel(Exchange exchange) {
        return changed(exchange, () -> jobs(exchange).cancel(id(exchange)));
    }

    private Answer resolve(Exchange exchange) throws IOException {
        Resolution resolution = ResolutionDraft.read(Uploads.json(exchange));
        return changed(exchange, () -> jobs(exchange).resolve(id(exchange), resolution));
    }
}
