package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.RowChange;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.TransactionListener;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.server.ApiClient.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LedgerApiIT {

    private static final String JOBS = "/api/v1/jobs";
    private static final String BATCHES = "/api/v1/job-batches";
    private static final String BUDGETS = "/api/v1/budgets";
    private static final String KEY = "Idempotency-Key";
    private static final String OTHER = "Reelstore-Profile";

    @TempDir
    Path folder;

    private TestServer server;
    private ApiClient api;
    private PlayedJobs played;
    private ProjectId project;

    @BeforeEach
    void start() {
        PriceTable prices = new PriceTable(List.of(new Price(
                "tts",
                Optional.empty(),
                new Price.Basis.PerCharacter(),
                Money.parse("0.001 USD"),
                LocalDate.EPOCH,
                Optional.empty())));
        server = TestServer.in(folder, config -> config.withPrices(prices));
        api = server.client();
        played = new PlayedJobs(server.store(), folder);
        project = server.store().projects().create("Dusk").id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String request(String prompt, String more) {
        return "{\"projectId\": \"" + project + "\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \""
                + prompt + "\"" + more + "}";
    }

    private static String price(String amount) {
        return ", \"price\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}";
    }

    private Reply post(String path) {
        return api.file("POST", path, "application/octet-stream", new byte[0]);
    }

    private JsonNode budget(String amount) {
        return api.json(
                        "PUT",
                        BUDGETS + "/profile/month",
                        "{\"limit\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}}")
                .json(200);
    }

    private long jobs() {
        return server.store()
                .jobs()
                .list(JobFilter.ALL, PageRequest.first(1_000))
                .items()
                .size();
    }

    private static JobId id(JsonNode job) {
        return new JobId(job.get("id").asString());
    }

    @Test
    void aRequestIsPlannedThenJoinedThenReused() {
        Reply first = api.json("POST", JOBS, request("A lamp", price("0.35") + ", \"sceneId\": \"s1\", \"seed\": 7"));
        JsonNode planned = first.json(201);
        assertThat(planned.get("outcome").asString()).isEqualTo("planned");
        assertThat(planned.get("state").asString()).isEqualTo("planned");
        assertThat(planned.get("sceneId").asString()).isEqualTo("s1");
        assertThat(planned.get("price").get("amount").asString()).isEqualTo("0.35");
        assertThat(planned.get("request").get("seed").asString()).isEqualTo("7");
        assertThat(first.header("Location")).contains(JOBS + "/" + id(planned));

        JsonNode joined =
                api.json("POST", JOBS, request("A lamp", ", \"seed\": \"7\"")).json(200);
        assertThat(joined.get("outcome").asString()).isEqualTo("joined");
        assertThat(joined.get("id")).isEqualTo(planned.get("id"));

        played.succeeded(id(planned));
        JsonNode reused = api.json("POST", JOBS, request("A lamp", ", \"sceneId\": \"s1\", \"seed\": 7"))
                .json(200);
        assertThat(reused.get("outcome").asString()).isEqualTo("reused");
        assertThat(reused.get("saved").get("amount").asString()).isEqualTo("0.35");
        String file = reused.get("results").get(0).get("filePath").asString();
        assertThat(api.get("/api/v1/media/" + file).bytes()).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());

        JsonNode take = api.json("POST", JOBS, request("A lamp", ", \"seed\": 7, \"newTake\": true"))
                .json(201);
        assertThat(take.get("take").asInt()).isEqualTo(1);
    }

    @Test
    void theServersPricesCountIfNoneIsStated() {
        String body = "{\"projectId\": \"" + project
                + "\", \"provider\": \"tts\", \"kind\": \"audio\", \"text\": \"xin chào\","
                + " \"voice\": \"Mai\", \"language\": \"VI\", \"endpoint\": \"eu\", \"model\": \"m\", \"parameters\": {\"speed\": 1.10}}";
        Reply planned = api.json("POST", JOBS, body);
        JsonNode job = planned.json(201);
        assertThat(job.get("price").get("amount").asString()).isEqualTo("0.008");
        assertThat(job.get("language").asString()).isEqualTo("vi");
        assertThat(planned.text()).as("as the client wrote it").contains("\"parameters\":{\"speed\":1.10}");
        JsonNode unknown =
                api.json("POST", JOBS, request("No price is known", "")).json(201);
        assertThat(unknown.get("price").isNull()).isTrue();
    }

    @Test
    void anImageIsSentAlongByItsContent() {
        JsonNode image = api.file(
                        "POST",
                        "/api/v1/images?provider=p&projectId=" + project,
                        "image/png",
                        Samples.LIGHTHOUSE_PNG.bytes())
                .json(201);
        String inputs = ", \"inputs\": [{\"role\": \"first_frame\", \"imageId\": \""
                + image.get("id").asString() + "\"}]";
        JsonNode job = api.json("POST", JOBS, request("p", inputs)).json(201);
        assertThat(job.get("request").get("inputs").get(0).get("sha256")).isEqualTo(image.get("contentHash"));
        api.json("POST", JOBS, request("p", ", \"inputs\": [{\"role\": \"first_frame\", \"imageId\": \"none\"}]"))
                .problem(404, "not-found");

        String only = "{\"projectId\": \"" + project + "\", \"provider\": \"veo\", \"kind\": \"video\"";
        JsonNode animated = api.json("POST", JOBS, only + inputs + "}").json(201);
        assertThat(animated.get("request").get("inputs").get(0).get("sha256")).isEqualTo(image.get("contentHash"));
        api.json("POST", JOBS, only + ", \"inputs\": []}").problem(400, "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"prompt\": \"p\"}",
                "{\"projectId\": \"P\", \"kind\": \"image\", \"prompt\": \"p\"}",
                "{\"projectId\": \"P\", \"provider\": \" \", \"kind\": \"image\", \"prompt\": \"p\"}",
                "{\"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": null, \"prompt\": \"p\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"film\", \"prompt\": \"p\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": 7}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\", \"state\": \"failed\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"parameters\": []}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\", \"newTake\": \"yes\"}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\", \"inputs\": {}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\", \"seed\": 1.5}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\", \"price\": 0.35}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": 0.35, \"currency\": \"USD\"}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": \"1 USD\", \"currency\": \"\"}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": \"-1\", \"currency\": \"USD\"}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": \"1e9999999\", \"currency\": \"USD\"}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": \"0.0000000001\", \"currency\": \"USD\"}}",
                "{\"projectId\": \"P\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"p\","
                        + " \"price\": {\"amount\": \"1\", \"currency\": \"USD\", \"tax\": \"1\"}}"
            })
    void aMalformedRequestIsRefused(String body) {
        String named = body.replace("\"P\"", "\"" + project + "\"");
        Reply alone = api.json("POST", JOBS, named);
        assertThat(alone.status()).as(alone.text()).isEqualTo(400);
        Reply among = api.json("POST", BATCHES, "{\"requests\": [" + request("fine", "") + ", " + named + "]}");
        assertThat(among.status()).as(among.text()).isEqualTo(400);
        assertThat(jobs()).isZero();
    }

    @Test
    void anUnknownCurrencyIsNamed() {
        String money = "{\"amount\": \"1\", \"currency\": \"XYZ\"}";
        assertThat(api.json("POST", JOBS, request("p", ", \"price\": " + money))
                        .problem(400, "invalid-input")
                        .get("detail")
                        .asString())
                .contains("XYZ")
                .contains("ISO 4217");
        api.json("PUT", BUDGETS + "/profile/day", "{\"limit\": " + money + "}").problem(400, "invalid-input");
        assertThat(jobs()).isZero();
    }

    @Test
    void aBatchIsAdmittedWholeOrNotAtAll() {
        budget("1");
        String tooMuch = "{\"requests\": [" + request("one", price("0.6")) + ", " + request("two", price("0.6")) + "]}";
        assertThat(api.json("POST", BATCHES, tooMuch)
                        .problem(409, "budget-exceeded")
                        .get("detail")
                        .asString())
                .contains("1 USD a month");
        assertThat(jobs()).isZero();

        String fits = "{\"requests\": [" + request("one", price("0.6")) + ", " + request("two", price("0.4")) + ", "
                + request("one", price("0.6")) + "]}";
        JsonNode admitted = api.json("POST", BATCHES, fits).json(200);
        assertThat(admitted.get("planned").asInt()).isEqualTo(2);
        assertThat(admitted.get("joined").asInt()).isEqualTo(1);
        assertThat(admitted.get("price").toString()).isEqualTo("[{\"amount\":\"1\",\"currency\":\"USD\"}]");
        assertThat(admitted.get("items")).hasSize(3);
        assertThat(jobs()).isEqualTo(2);

        api.json("POST", BATCHES, "{\"requests\": []}").problem(400, "invalid-input");
        api.json("POST", BATCHES, "{\"requests\": [7]}").problem(400, "invalid-input");
        api.json("POST", BATCHES, "{\"requests\": [" + "{},".repeat(1_000) + "{}]}")
                .problem(400, "invalid-input");
        assertThat(api.json("POST", BATCHES, "{\"requests\": [" + request("x", "") + ", {}]}")
                        .problem(400, "invalid-input")
                        .get("detail")
                        .asString())
                .startsWith("Request 2: ");
    }

    @Test
    void aBudgetOfZeroAdmitsOnlyWhatCostsNothing() {
        JsonNode zero = budget("0");
        assertThat(zero.get("left").get("amount").asString()).isEqualTo("0");
        api.json("POST", JOBS, request("p", price("0.000000001"))).problem(409, "budget-exceeded");
        api.json("POST", JOBS, request("p", "")).problem(400, "invalid-input");
        assertThat(jobs()).isZero();
        api.json("POST", JOBS, request("p", price("0"))).json(201);
    }

    @Test
    void budgetsAreSetListedAndDeleted() {
        assertThat(budget("20").get("subject").isNull()).isTrue();
        String limit = "{\"limit\": {\"amount\": \"5.5\", \"currency\": \"USD\"}}";
        JsonNode veo = api.json("PUT", BUDGETS + "/provider/day?subject=veo%2Feu", limit)
                .json(200);
        assertThat(veo.get("subject").asString()).isEqualTo("veo/eu");
        api.json("PUT", BUDGETS + "/project/total?subject=" + project, limit).json(200);
        api.json("POST", JOBS, request("p", price("0.35"))).json(201);
        JsonNode all = api.get(BUDGETS).json(200).get("items");
        assertThat(all).hasSize(3);
        for (JsonNode one : all) {
            boolean covers = !one.get("scope").asString().equals("provider");
            assertThat(one.get("spent").get("amount").asString())
                    .as(one.toString())
                    .isEqualTo(covers ? "0.35" : "0");
        }
        api.json("PUT", BUDGETS + "/provider/day", limit).problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/profile/day?subject=x", limit).problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/team/day", limit).problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/profile/week", limit).problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/profile/day", "{}").problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/profile/day", "{\"limit\": null}").problem(400, "invalid-input");
        api.json("PUT", BUDGETS + "/project/day?subject=none", limit).problem(404, "not-found");

        api.delete(BUDGETS + "/provider/day?subject=veo").problem(404, "not-found");
        JsonNode deleted = api.delete(BUDGETS + "/profile/month").json(200);
        assertThat(deleted.get("period").asString()).isEqualTo("month");
        api.delete(BUDGETS + "/profile/month").problem(404, "not-found");
        assertThat(api.get(BUDGETS).json(200).get("items")).hasSize(2);
    }

    @Test
    void jobsAreListedByProjectAndState() {
        ProjectId second = server.store().projects().create("Dawn").id();
        for (int i = 0; i < 5; i++) {
            played.plan(project, "p" + i, "1 USD");
        }
        ProviderJob failed = played.failed(played.plan(second, "x", "1 USD").id(), "No credits are left.");
        JsonNode page = api.get(JOBS + "?limit=2&projectId=" + project).json(200);
        assertThat(page.get("items")).hasSize(2);
        JsonNode last = api.get(JOBS + "?limit=4&projectId=" + project + "&after="
                        + page.get("nextCursor").asString())
                .json(200);
        assertThat(last.get("items")).hasSize(3);
        assertThat(last.get("nextCursor").isNull()).isTrue();
        JsonNode found = api.get(JOBS + "?state=failed").json(200).get("items");
        assertThat(found).hasSize(1);
        assertThat(id(found.get(0))).isEqualTo(failed.id());
        assertThat(found.get(0).get("errorMessage").asString()).isEqualTo("No credits are left.");
        api.get(JOBS + "?state=lost").problem(400, "invalid-input");
        api.get(JOBS + "?after=x").problem(400, "invalid-input");
    }

    @Test
    void whereAProviderHasAResultIsNotTold() {
        ProviderJob job = played.downloading(played.plan(project, "p", "1 USD").id());
        Reply one = api.get(JOBS + "/" + job.id());
        JsonNode result = one.json(200).get("results").get(0);
        assertThat(result.get("state").asString()).isEqualTo("pending");
        assertThat(one.text()).contains("op-1").doesNotContain("a-secret", "results.example");
        assertThat(api.get(JOBS).text()).doesNotContain("a-secret");
    }

    @Test
    void onlyAJobThatWasNotSentIsCancelled() {
        budget("1");
        ProviderJob job = played.plan(project, "p", "1 USD");
        assertThat(post(JOBS + "/" + job.id() + "/cancel")
                        .json(200)
                        .get("state")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(api.get(BUDGETS)
                        .json(200)
                        .get("items")
                        .get(0)
                        .get("spent")
                        .get("amount")
                        .asString())
                .isEqualTo("0");
        assertThat(post(JOBS + "/" + job.id() + "/cancel")
                        .problem(409, "wrong-state")
                        .get("detail")
                        .asString())
                .contains("cancelled already");
        ProviderJob sent = played.submitted(played.plan(project, "q", "1 USD").id());
        post(JOBS + "/" + sent.id() + "/cancel").problem(409, "wrong-state");
        post(JOBS + "/none/cancel").problem(404, "not-found");
    }

    @Test
    void aPersonDecidesAboutAnUnknownOutcome() {
        ProviderJob[] jobs = new ProviderJob[4];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = played.unknown(played.plan(project, "p" + i, "1 USD").id());
        }
        JsonNode details = api.get(JOBS + "/" + jobs[0].id()).json(200);
        assertThat(details.get("failedAttempts").get(0).get("failure").asString())
                .isEqualTo("maybe_accepted");
        JsonNode accepted = resolve(jobs[0], "{\"decision\": \"accepted\", \"operationName\": \"op-9\"}")
                .json(200);
        assertThat(accepted.get("state").asString()).isEqualTo("submitted");
        assertThat(accepted.get("operationName").asString()).isEqualTo("op-9");
        assertThat(resolve(jobs[1], "{\"decision\": \"send_again\"}")
                        .json(200)
                        .get("state")
                        .asString())
                .isEqualTo("planned");
        assertThat(resolve(jobs[2], "{\"decision\": \"give_up\"}")
                        .json(200)
                        .get("charged")
                        .get("amount")
                        .asString())
                .isEqualTo("0");
        assertThat(resolve(jobs[3], "{\"decision\": \"lost\"}")
                        .json(200)
                        .get("charged")
                        .get("amount")
                        .asString())
                .isEqualTo("1");
        resolve(jobs[3], "{\"decision\": \"lost\"}").problem(409, "wrong-state");
    }

    private Reply resolve(ProviderJob job, String decision) {
        return api.json("POST", JOBS + "/" + job.id() + "/resolve", decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\": \"retry\"}",
                "{\"decision\": null}",
                "{\"decision\": \"accepted\"}",
                "{\"decision\": \"accepted\", \"operationName\": \" \"}",
                "{\"decision\": \"lost\", \"operationName\": \"op-1\"}",
                "{\"decision\": \"give_up\", \"operationEndpoint\": \"eu\"}",
                "{\"decision\": \"lost\", \"charged\": \"1\"}"
            })
    void aDecisionThatIsNotClearIsRefused(String decision) {
        ProviderJob job = played.unknown(played.plan(project, "p", "1 USD").id());
        resolve(job, decision).problem(400, "invalid-input");
        assertThat(server.store().jobs().get(job.id()).state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
    }

    @Test
    void whatFailedIsRequestedAgainAtTheSamePrice() {
        ProviderJob failed = played.failed(played.plan(project, "p", "0.35 USD").id(), "No.");
        JsonNode again = post(JOBS + "/" + failed.id() + "/retry").json(201);
        assertThat(again.get("id").asString()).isNotEqualTo(failed.id().value());
        assertThat(again.get("price").get("amount").asString()).isEqualTo("0.35");
        assertThat(again.get("sceneId").asString()).isEqualTo("s1");
        assertThat(post(JOBS + "/" + failed.id() + "/retry")
                        .json(200)
                        .get("outcome")
                        .asString())
                .isEqualTo("joined");
        post(JOBS + "/" + again.get("id").asString() + "/retry").problem(409, "wrong-state");
        budget("0.35");
        ProviderJob second = played.failed(played.plan(project, "q", "0 USD").id(), "No.");
        post(JOBS + "/" + second.id() + "/retry").json(201);
    }

    @Test
    void aRepeatedRequestForAnotherTakeIsPaidOnce() {
        String body = request("p", price("1") + ", \"newTake\": true");
        JsonNode first = api.json("POST", JOBS, body, KEY, "a").json(201);
        Reply repeated = api.json("POST", JOBS, body, KEY, "a");
        assertThat(repeated.json(201)).isEqualTo(first);
        assertThat(repeated.header("Idempotency-Replayed")).contains("true");
        assertThat(jobs()).isEqualTo(1);
        String all = "{\"requests\": [" + body + "]}";
        JsonNode batch = api.json("POST", BATCHES, all, KEY, "b").json(200);
        assertThat(api.json("POST", BATCHES, all, KEY, "b").json(200)).isEqualTo(batch);
        assertThat(jobs()).isEqualTo(2);
        api.json("POST", JOBS, request("q", ""), KEY, "a").problem(422, "idempotency-key-reused");
    }

    /** As if the process were killed between the commit and the answer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasPlannedIsNotPlannedAgainAfterACrash(boolean batch, @TempDir Path other) {
        AtomicBoolean crash = new AtomicBoolean();
        TransactionListener crashing = new TransactionListener() {
            @Override
            public void beforeCommit(Tx tx, @Nullable Object result) {
                if (!tx.jobs()
                        .list(JobFilter.of(JobState.PLANNED), PageRequest.first(1))
                        .items()
                        .isEmpty()) {
                    crash.compareAndSet(false, true);
                }
            }

            @Override
            public void afterCommit(ProfileId profile, List<RowChange> changes) {
                if (crash.get() && !killed) {
                    killed = true;
                    throw new IllegalStateException("killed");
                }
            }

            private boolean killed;
        };
        try (TestServer crashed = TestServer.in(other, config -> config, store -> store.withListener(crashing))) {
            ProjectId in = crashed.store().projects().create("Other").id();
            PlayedJobs others = new PlayedJobs(crashed.store(), other);
            others.succeeded(others.plan(in, "reused", "1 USD").id());
            ApiClient client = crashed.client();
            String take = request("p", price("1") + ", \"newTake\": true").replace(project.value(), in.value());
            String reused = "{\"projectId\": \"" + in
                    + "\", \"provider\": \"veo\", \"kind\": \"image\", \"prompt\": \"reused\","
                    + " \"model\": \"veo-3.1\", \"sceneId\": \"s1\"}";
            String path = batch ? BATCHES : JOBS;
            String body = batch ? "{\"requests\": [" + reused + ", " + take + "]}" : take;
            client.json("POST", path, body, KEY, "a").problem(500, "internal-error");
            Reply repeated = client.json("POST", path, body, KEY, "a");
            assertThat(repeated.status()).as(repeated.text()).isEqualTo(batch ? 200 : 201);
            assertThat(repeated.header("Idempotency-Replayed")).contains("true");
            if (batch) {
                assertThat(repeated.json().get("reused").asInt()).isEqualTo(1);
                assertThat(repeated.json().get("items").get(0).get("results")).hasSize(1);
            }
            assertThat(crashed.store()
                            .jobs()
                            .list(JobFilter.of(JobState.PLANNED), PageRequest.first(10))
                            .items())
                    .hasSize(1);
        }
    }

    @Test
    void otherProfilesAreNotFound() {
        ProviderJob planned = played.plan(project, "p", "1 USD");
        ProviderJob unknown = played.unknown(played.plan(project, "q", "1 USD").id());
        ProviderJob failed = played.failed(played.plan(project, "r", "1 USD").id(), "No.");
        budget("10");
        ApiClient other = api.with(OTHER, "other");
        for (ProviderJob job : List.of(planned, unknown, failed)) {
            other.get(JOBS + "/" + job.id()).problem(404, "not-found");
            for (String change : List.of("cancel", "retry")) {
                other.file("POST", JOBS + "/" + job.id() + "/" + change, "application/octet-stream", new byte[0])
                        .problem(404, "not-found");
            }
            other.json("POST", JOBS + "/" + job.id() + "/resolve", "{\"decision\": \"lost\"}")
                    .problem(404, "not-found");
        }
        other.json("POST", JOBS, request("p", price("1"))).problem(404, "not-found");
        other.json("POST", BATCHES, "{\"requests\": [" + request("p", price("1")) + "]}")
                .problem(404, "not-found");
        assertThat(other.get(JOBS).json(200).get("items")).isEmpty();
        assertThat(other.get(JOBS + "?projectId=" + project).json(200).get("items"))
                .isEmpty();
        assertThat(other.get(BUDGETS).json(200).get("items")).isEmpty();
        assertThat(other.get("/api/v1/costs").json(200).get("items")).isEmpty();
        other.delete(BUDGETS + "/profile/month").problem(404, "not-found");
        other.json(
                        "PUT",
                        BUDGETS + "/project/day?subject=" + project,
                        "{\"limit\": {\"amount\": \"1\", \"currency\": \"USD\"}}")
                .problem(404, "not-found");
        for (ProviderJob job : List.of(planned, unknown, failed)) {
            assertThat(server.store().jobs().get(job.id()).state()).isEqualTo(job.state());
        }
        assertThat(jobs()).isEqualTo(3);
    }

    @Test
    void costsAddUpToTheTotal() {
        played.succeeded(played.plan(project, "p", "0.35 USD").id());
        played.plan(project, "q", "1.2 EUR");
        played.plan(project, "r", "");
        server.store()
                .jobs()
                .request(new NewJob(
                        JobRequest.builder()
                                .provider("other")
                                .kind(MediaKind.IMAGE)
                                .prompt("s")
                                .build(),
                        project));
        JsonNode byModel =
                api.get("/api/v1/costs?by=model&projectId=" + project).json(200);
        assertThat(byModel.get("by").asString()).isEqualTo("model");
        long jobs = 0;
        for (JsonNode line : byModel.get("items")) {
            jobs += line.get("jobs").asLong();
        }
        assertThat(jobs).isEqualTo(4);
        JsonNode last = byModel.get("items").get(byModel.get("items").size() - 1);
        assertThat(last.get("group").isNull()).isTrue();
        JsonNode totals = byModel.get("totals");
        assertThat(totals).hasSize(3);
        assertThat(totals.get(0).get("currency").isNull()).isTrue();
        assertThat(totals.get(0).get("charged").isNull()).isTrue();
        assertThat(totals.get(1).get("reserved").asString()).isEqualTo("1.2");
        assertThat(totals.get(2).get("charged").asString()).isEqualTo("0.35");

        assertThat(api.get("/api/v1/costs?until=2020-01-01").json(200).get("items"))
                .isEmpty();
        assertThat(api.get("/api/v1/costs?from=2020-01-01T00:00:00%2B02:00")
                        .json(200)
                        .get("totals"))
                .hasSize(3);
        assertThat(api.get("/api/v1/costs?projectId=none").json(200).get("items"))
                .isEmpty();
        for (String query :
                List.of("by=week", "from=yesterday", "from=2026-13-01", "from=2026-01-02&until=2026-01-01")) {
            api.get("/api/v1/costs?" + query).problem(400, "invalid-input");
        }
    }

    @Test
    void metricsCountTheJobsOfEachState() {
        ProviderJob planned = played.plan(project, "a title of mine", "1 USD");
        played.unknown(played.plan(project, "q", "1 USD").id());
        played.unknown(played.plan(project, "r", "1 USD").id());
        String metrics = api.get("/metrics").text();
        assertThat(metrics)
                .contains("reelstore_jobs_active{state=\"planned\"} 1.0")
                .contains("reelstore_jobs_active{state=\"outcome_unknown\"} 2.0")
                .contains("reelstore_jobs_active{state=\"downloading\"} 0.0")
                .doesNotContain(planned.id().value(), "veo", "title", project.value());
    }

    @Test
    void metricsCountTheResultsThatExpireSoonAndAreNotStored() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int hours : List.of(-1, 11, 13)) {
            ProviderJob planned = played.plan(project, "expires after " + hours, "1 USD");
            played.expiring(planned.id(), now.plus(Duration.ofHours(hours)));
        }
        assertThat(api.get("/metrics").text())
                .contains("reelstore_jobs_expiring 2.0")
                .contains("reelstore_jobs_active{state=\"downloading\"} 3.0");
    }
}
