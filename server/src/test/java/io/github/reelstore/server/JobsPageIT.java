package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.NewGeneration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs, costs and budgets on the pages, without a browser. */
class JobsPageIT {

    private static final String MARKUP = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    @TempDir
    Path folder;

    private TestServer server;
    private PageClient browser;
    private PlayedJobs played;
    private ProjectId project;

    @BeforeEach
    void start() {
        server = TestServer.in(folder);
        browser = new PageClient(server.server().uri());
        played = new PlayedJobs(store(), folder);
        project = store().projects().create("Dusk").id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reelstore store() {
        return server.store();
    }

    private JobState state(ProviderJob job) {
        return store().jobs().get(job.id()).state();
    }

    private String page() {
        PageClient.Page page = browser.get("/jobs");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text();
    }

    @Test
    void aStoreWithoutJobsSaysHowToRequestThem() {
        assertThat(page()).contains("No paid requests yet").doesNotContain("class=\"job\"");
        assertThat(browser.get("/").text()).contains("href=\"/jobs\"").doesNotContain("class=\"budget");
    }

    @Test
    void whatNeedsADecisionComesFirstAndWhatIsFinishedLast() {
        played.succeeded(played.plan(project, "a stored one", "1 USD").id());
        played.failed(played.plan(project, "a failed one", "0.35 USD").id(), "The prompt is too long.");
        played.plan(project, "a planned one", "");
        played.downloading(played.plan(project, "a downloading one", "2 EUR").id());
        played.unknown(played.plan(project, "an unknown one", "1 USD").id());
        String text = page();
        assertThat(text)
                .containsSubsequence(
                        "an unknown one", "a downloading one", "a planned one", "a failed one", "a stored one");
        assertThat(text)
                .contains("The connection broke.")
                .contains("The prompt is too long.")
                .contains("Retry for 0.35 USD")
                .contains("price 2 EUR")
                .contains("no price known")
                .contains("1 USD charged")
                .contains("image · veo · veo-3.1 · scene s1")
                .contains("href=\"/projects/" + project)
                .containsPattern("[0-9]+ s ago");
        assertThat(text).as("signed URLs").doesNotContain("a-secret").doesNotContain("results.example");
        String running =
                browser.get("/parts/jobs/running", "HX-Request", "true").text();
        assertThat(running)
                .contains("a planned one")
                .doesNotContain("a failed one")
                .doesNotContain("<html");
    }

    @Test
    void formsCancelAndRetry() {
        ProviderJob job = played.plan(project, "p", "1 USD");
        String link = "/jobs/" + job.id();
        assertThat(page()).contains(link + "/cancel").doesNotContain(link + "/retry");
        assertThat(browser.post(link + "/cancel", Map.of()).location()).isEqualTo("/jobs");
        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
        assertThat(page()).contains(link + "/retry").doesNotContain(link + "/cancel");
        PageClient.Page twice = browser.post(link + "/cancel", Map.of());
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text()).contains("is cancelled already");
        assertThat(browser.post(link + "/retry", Map.of()).status()).isEqualTo(303);
        assertThat(store().jobs().active()).containsEntry(JobState.PLANNED, 1L);

        store().jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("1 USD"));
        ProviderJob failed = played.failed(played.plan(project, "q", "0 USD").id(), "No.");
        ProviderJob other = played.plan(project, "r", "0 USD");
        assertThat(browser.post("/jobs/" + failed.id() + "/retry", Map.of()).status())
                .isEqualTo(303);
        assertThat(state(other)).isEqualTo(JobState.PLANNED);
    }

    @ParameterizedTest
    @CsvSource({"accepted, submitted", "send_again, planned", "give_up, failed", "lost, failed"})
    void aFormRecordsADecision(String decision, String after) {
        ProviderJob job = played.unknown(played.plan(project, "p", "1 USD").id());
        String link = "/jobs/" + job.id() + "/resolve";
        assertThat(page()).contains("action=\"" + link + "\"").contains("value=\"" + decision + "\"");
        assertThat(page()).doesNotContain("Its answer named");
        played.named(job.id(), "op-7");
        assertThat(page()).contains("Its answer named the operation <code>op-7</code>.");
        String operation = decision.equals("accepted") ? "op-7" : "";
        assertThat(browser.post(link, Map.of("decision", decision, "operation", operation))
                        .status())
                .isEqualTo(303);
        assertThat(state(job).value()).isEqualTo(after);
    }

    @Test
    void aDecisionThatIsNotClearChangesNothing() {
        ProviderJob job = played.unknown(played.plan(project, "p", "1 USD").id());
        String link = "/jobs/" + job.id() + "/resolve";
        for (Map<String, String> fields : List.of(
                Map.<String, String>of(),
                Map.of("decision", "maybe"),
                Map.of("decision", "accepted", "operation", " "),
                Map.of("decision", "lost", "operation", "op-7"))) {
            assertThat(browser.post(link, fields).status()).as("%s", fields).isEqualTo(400);
        }
        Map<String, String> lost = Map.of("decision", "lost");
        assertThat(browser.post(link, lost, "Origin", "http://evil.example").status())
                .isEqualTo(403);
        assertThat(state(job)).isEqualTo(JobState.OUTCOME_UNKNOWN);
    }

    @Test
    void theCornerShowsTheBudgetOfWhichTheLargestShareIsSpent() {
        store().jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.MONTH, Money.parse("100 USD"));
        store().jobs().setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.DAY, Money.parse("20 USD"));
        played.plan(project, "p", "5.5 USD");
        for (String path : List.of("/", "/jobs", "/store", "/projects/" + project)) {
            String text = browser.get(path).text();
            assertThat(text)
                    .as(path)
                    .contains("class=\"budget fine\"")
                    .contains("5.5 of 20 USD <small>a day</small>")
                    .contains("provider veo")
                    .contains("class=\"q66\"");
        }
        assertThat(page()).contains("All jobs").contains("94.5 USD left");
        store().jobs().setBudget(BudgetScope.PROJECT, project.value(), BudgetPeriod.TOTAL, Money.parse("6 USD"));
        assertThat(browser.get("/").text()).contains("class=\"budget near\"").contains("5.5 of 6 USD");
        store().jobs().setBudget(BudgetScope.PROJECT, project.value(), BudgetPeriod.TOTAL, Money.parse("0 USD"));
        assertThat(browser.get("/").text()).contains("class=\"budget full\"").contains("class=\"q240\"");
    }

    @Test
    void theCostOfASceneIsShownOnDemand() {
        video("s1");
        video("s2");
        played.succeeded(played.plan(project, "the first take", "0.35 USD").id());
        played.plan(project, "the second take", "0.4 USD");
        String scene = "/parts/projects/" + project + "/scenes/s1";
        assertThat(browser.get(scene).text()).contains("hx-get=\"" + scene + "/cost\"");
        assertThat(browser.get(scene + "/cost", "HX-Request", "true").text())
                .contains("<strong>0.35 USD</strong> charged, 0.4 USD reserved")
                .contains("2 paid requests for scene s1")
                .containsSubsequence("the second take", "the first take");
        assertThat(browser.get("/parts/projects/" + project + "/scenes/s2/cost").text())
                .contains("No paid request was made for scene s2");
    }

    private void video(String scene) {
        store().generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.empty(),
                        VideoGeneration.builder().prompt("p").sceneId(scene),
                        List.of(),
                        List.of()));
    }

    @Test
    void markupInJobsIsText() {
        ProviderJob unknown =
                played.unknown(played.plan(project, MARKUP, "1 USD").id());
        played.failed(played.plan(project, "x" + MARKUP, "1 USD").id(), MARKUP);
        store().jobs().setBudget(BudgetScope.PROVIDER, MARKUP, BudgetPeriod.DAY, Money.parse("0 USD"));
        assertThat(page())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x");
        assertThat(unknown.request()).contains("<script>");
    }

    @Test
    void theStoreShowsWhatSharingAndReuseSaved() {
        assertThat(browser.get("/parts/store/savings").text())
                .contains("0 rows, 0 files", "0 bytes")
                .doesNotContain("Money saved");
        played.succeeded(played.plan(project, "a lighthouse", "0.35 USD").id());
        played.succeeded(played.plan(project, "a harbour", "2 EUR").id());
        played.plan(project, "a lighthouse", "0.35 USD");
        played.plan(project, "a lighthouse", "0.35 USD");
        played.plan(project, "a harbour", "2 EUR");
        assertThat(browser.get("/parts/store/savings").text())
                .contains("2 rows, 1 file<", "<dd>3</dd>", "<dd>0.7 USD</dd>", "<dd>2 EUR</dd>");
    }

    @Test
    void otherProfilesAreNotFound() {
        Reelstore other = store().withProfile(new ProfileId("other"));
        ProjectId theirs = other.projects().create("Theirs").id();
        PlayedJobs others = new PlayedJobs(other, folder);
        ProviderJob planned = others.plan(theirs, "a secret plan", "1 USD");
        ProviderJob failed = others.failed(others.plan(theirs, "q", "1 USD").id(), "No.");
        ProviderJob unknown = others.unknown(others.plan(theirs, "r", "1 USD").id());
        other.jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("7 USD"));
        for (JobId id : List.of(planned.id(), failed.id(), unknown.id())) {
            for (String form : List.of("cancel", "retry", "resolve")) {
                assertThat(browser.post("/jobs/" + id + "/" + form, Map.of("decision", "lost"))
                                .status())
                        .isEqualTo(404);
            }
        }
        assertThat(page()).doesNotContain("a secret plan").doesNotContain("7 USD");
        assertThat(other.jobs().get(planned.id()).state()).isEqualTo(JobState.PLANNED);
        assertThat(other.jobs().get(unknown.id()).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
        assertThat(browser.get("/parts/projects/" + theirs + "/scenes/s1/cost").status())
                .isEqualTo(404);
    }
}
