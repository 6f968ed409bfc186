package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.server.internal.api.ResolutionDraft;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The paid requests of all projects: what needs a decision, what runs, what failed, and what is finished; and the budgets. */
final class JobsPage {

    private static final String ONE = "/jobs/{job}";

    private static final int MOST_OF_A_STATE = 50;
    private static final int MOST_FINISHED = 10;
    private static final int MOST_BUDGETS = 100;

    private static final List<JobState> RUNNING =
            List.of(JobState.DOWNLOADING, JobState.SUBMITTED, JobState.SUBMITTING, JobState.PLANNED);

    private static final List<JobState> FINISHED = List.of(JobState.SUCCEEDED, JobState.FILTERED, JobState.CANCELLED);

    private final Pages pages;
    private final PriceTable prices;

    /**
     * @param prices the prices of repeated requests that had none
     */
    JobsPage(Pages pages, PriceTable prices) {
        this.pages = pages;
        this.prices = prices;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", Links.JOBS, this::page),
                Pages.page("GET", "/parts/jobs/running", this::running),
                Pages.page("POST", ONE + "/cancel", this::cancel),
                Pages.page("POST", ONE + "/retry", this::retry),
                Pages.page("POST", ONE + "/resolve", this::resolve));
    }

    private JobService jobs(Exchange exchange) {
        return exchange.store().jobs(prices);
    }

    private Answer page(Exchange exchange) {
        Map<String, Object> values = exchange.store()
                .readOnly(tx -> Map.of(
                        "unknown",
                        JobGroup.of(tx, List.of(JobState.OUTCOME_UNKNOWN), MOST_OF_A_STATE),
                        "running",
                        JobGroup.of(tx, RUNNING, MOST_OF_A_STATE),
                        "failed",
                        JobGroup.of(tx, List.of(JobState.FAILED), MOST_OF_A_STATE),
                        "finished",
                        JobGroup.of(tx, FINISHED, MOST_FINISHED),
                        "budgets",
                        BudgetMeter.first(tx, MOST_BUDGETS)));
        return pages.full("jobs", "Jobs", "jobs", exchange.store(), values);
    }

    private Answer running(Exchange exchange) {
        return pages.part(
                "parts/running",
                Map.of("running", exchange.store().readOnly(tx -> JobGroup.of(tx, RUNNING, MOST_OF_A_STATE))));
    }

    private static JobId id(Exchange exchange) {
        return new JobId(exchange.path("job"));
    }

    private Answer cancel(Exchange exchange) throws IOException {
        Form.of(exchange);
        return changed(() -> jobs(exchange).cancel(id(exchange)));
    }

    private Answer retry(Exchange exchange) throws IOException {
        Form.of(exchange);
        return changed(() -> jobs(exchange).retry(id(exchange)));
    }

    private Answer resolve(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        String decision = form.require("decision");
        Resolution resolution = ResolutionDraft.of(decision, form.value("operation"), form.value("endpoint"));
        return changed(() -> jobs(exchange).resolve(id(exchange), resolution));
    }

    private static Answer changed(Runnable change) {
        try {
            change.run();
        } catch (StorageException.Conflict e) {
            throw HttpProblem.wrongState(e);
        }
        return Html.redirect(Links.JOBS);
    }
}
