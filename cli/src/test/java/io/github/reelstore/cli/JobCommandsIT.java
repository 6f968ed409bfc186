package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands of jobs. What a worker does is done by one in this process; WorkCommandIT has the command. */
class JobCommandsIT {

    private static final String PROVIDERS = """
            {"providers": {"veo": {"command": ["./veo"]}},
             "prices": [{"provider": "veo", "per": "parameter durationSeconds", "amount": "0.4 USD", "from": "2020-01-01"}]}
            """;

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String[] request(String prompt, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "job", "request", "--project", project, "--provider", "veo", "--kind", "video", "--prompt", prompt));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private String planned(String prompt, String... more) {
        JsonNode job = cli.json(request(prompt, more));
        assertThat(job.get("outcome").asString()).isEqualTo("planned");
        return job.get("id").asString();
    }

    private String worked(String prompt, String... more) throws InterruptedException {
        String id = planned(prompt, more);
        InProcessProvider.work(folder);
        return id;
    }

    private String state(String id) {
        return cli.json("job", "show", id).get("state").asString();
    }

    @Test
    void aRequestIsPlannedWithItsPrice() {
        String text =
                cli.text(request("The lamp turns on", "--price", "0.35 USD", "--scene", "2", "--model", "veo-3.1"));
        assertThat(text)
                .startsWith("Planned a job\n")
                .containsPattern("price +0.35 USD\n")
                .containsPattern("scene +2\n")
                .endsWith("A worker sends it: reelstore work --providers FILE\n");

        JsonNode job = cli.json("job", "list").get("items").get(0);
        assertThat(job.get("state").asString()).isEqualTo("planned");
        assertThat(job.get("price").get("amount").asString()).isEqualTo("0.35");
        assertThat(job.get("price").get("currency").asString()).isEqualTo("USD");
        assertThat(job.get("request").get("prompt").asString()).isEqualTo("The lamp turns on");
        assertThat(job.get("charged").isNull()).isTrue();
    }

    @Test
    void aSecondRequestForTheSameJoinsTheJob() {
        String id = planned("The lamp turns on");

        assertThat(cli.text(request("The lamp turns on")))
                .startsWith("Joined an unfinished job")
                .contains(id);
        assertThat(cli.json(request("The lamp turns on")).get("outcome").asString())
                .isEqualTo("joined");
        assertThat(planned("The lamp turns off")).isNotEqualTo(id);
        assertThat(planned("The lamp turns on", "--new-take")).isNotEqualTo(id);
        assertThat(cli.json("job", "list").get("items")).hasSize(3);
    }

    @Test
    void aJoinedJobOfAnotherProjectOrSceneSaysThatItsResultsAreStoredThere() {
        String elsewhere =
                "Its results are stored in the project and scene that asked first. Ask again when it has succeeded, to get a"
                        + " copy for nothing.\n";
        String first = project;
        planned("The lamp turns on", "--scene", "1");

        assertThat(cli.text(request("The lamp turns on", "--scene", "1")))
                .startsWith("Joined an unfinished job")
                .doesNotContain("asked first");
        assertThat(cli.text(request("The lamp turns on", "--scene", "2"))).endsWith(elsewhere);
        project = cli.project("Dawn");
        String[] fromAnotherProject = request("The lamp turns on", "--scene", "1");
        assertThat(cli.text(fromAnotherProject)).endsWith(elsewhere);
        assertThat(cli.json(fromAnotherProject).get("projectId").asString()).isEqualTo(first);
        cli.typing("{\"scene\": \"1\"}\n{\"scene\": \"1\", \"project\": \"" + first + "\"}\n");
        assertThat(cli.text(request("The lamp turns on", "--list", "-")).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("joined  ")
                .endsWith("  for another project or scene; ask again when it has succeeded");
    }

    @Test
    void anEarlierResultIsReusedAndTheSavedMoneyIsPrinted() throws Exception {
        String id = worked("The lamp turns on", "--price", "0.35 USD");

        JsonNode reused = cli.json(request("The lamp turns on", "--price", "0.35 USD"));
        assertThat(reused.get("outcome").asString()).isEqualTo("reused");
        assertThat(reused.get("id").asString()).isEqualTo(id);
        assertThat(reused.get("saved").get("amount").asString()).isEqualTo("0.25");
        String file = reused.get("results").get(0).get("filePath").asString();
        assertThat(file).startsWith("projects/" + project + "/videos/").endsWith(".mp4");
        assertThat(cli.text(request("The lamp turns on")))
                .startsWith("Reused the results of an earlier request; nothing is paid\n")
                .containsPattern("saved +0.25 USD")
                .contains(file);
        assertThat(cli.json("job", "show", id).get("reuses").asInt()).isEqualTo(2);
    }

    @Test
    void aReusedResultInAnotherProjectSavesThePrice() throws Exception {
        String paid = worked("The lamp turns on");
        assertThat(cli.json("job", "show", paid).get("reusedFrom").isNull()).isTrue();
        project = cli.project("Dawn");

        JsonNode copy = cli.json(request("The lamp turns on", "--price", "0.3 USD"));
        assertThat(copy.get("saved").get("amount").asString()).isEqualTo("0.3");
        assertThat(copy.get("reusedFrom").asString()).isEqualTo(paid);
        String id = copy.get("id").asString();
        assertThat(cli.text("job", "show", id)).containsPattern("reused from +" + paid + "\n");
        assertThat(cli.json("job", "show", id).get("reusedFrom").asString()).isEqualTo(paid);
        assertThat(cli.text(request("The lamp turns on"))).containsPattern("reused from +" + paid + "\n");
        assertThat(cli.json("video", "list", "--project", project).get("items")).hasSize(1);
    }

    @Test
    void thePriceOfTheTableIsUsedUnlessOneIsStated() throws IOException {
        Files.writeString(folder.resolve("providers.json"), PROVIDERS);

        String id = planned("Waves", "--parameters", "{\"durationSeconds\": 8}", "--providers", "providers.json");
        String stated = planned(
                "Boats",
                "--parameters",
                "{\"durationSeconds\": 8}",
                "--providers",
                "providers.json",
                "--price",
                "1 EUR");
        String unknown = planned("Gulls", "--providers", "providers.json");

        assertThat(cli.text("job", "show", id)).containsPattern("price +3.2 USD");
        assertThat(cli.text("job", "show", stated)).containsPattern("price +1 EUR");
        assertThat(cli.text("job", "show", unknown)).doesNotContain("price ");
    }

    @Test
    void aProviderThatTheFileDoesNotHaveIsRefused() throws IOException {
        Files.writeString(folder.resolve("providers.json"), PROVIDERS);

        Result result = cli.run(
                "job",
                "request",
                "--project",
                project,
                "--provider",
                "veoo",
                "--kind",
                "video",
                "--prompt",
                "x",
                "--providers",
                "providers.json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("There is no provider \"veoo\" in ", "Did you mean veo?")
                .hasLineCount(1);
        assertThat(cli.json("job", "list").get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"providers\": {\"veo\": {\"comand\": [\"x\"]}}}",
                "{\"providers\": {\"veo\": {\"command\": [\"x\"], \"in_flight\": 0}}}",
                "{\"providers\": {\"veo\": {\"command\": [\"x\"]}}, \"prices\": [{\"provider\": \"veo\", \"per\": \"request\","
                        + " \"amount\": \"1 XXQ\", \"from\": \"2026-01-01\"}]}"
            })
    void aWrongProvidersFileIsOneSentenceAndNothingIsRequested(String content) throws IOException {
        Files.writeString(folder.resolve("providers.json"), content);

        for (String[] command : List.of(
                request("Waves", "--providers", "providers.json"),
                new String[] {"work", "--providers", "providers.json"})) {
            Result result = cli.run(command);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("reelstore: ")
                    .contains("providers.json")
                    .hasLineCount(1);
        }
        assertThat(cli.json("job", "list").get("items")).isEmpty();
    }

    @Test
    void imagesAreSentAlongByTheirContent() {
        JsonNode image = cli.json(
                "image", "add", Samples.LIGHTHOUSE_PNG.in(folder).toString(), "--project", project, "--provider", "p");
        String id = image.get("id").asString();
        String hash = image.get("contentHash").asString();

        JsonNode inputs = cli.json(request(
                        "The lamp turns on",
                        "--input",
                        "reference=" + id,
                        "--input",
                        "first_frame=" + id,
                        "--input",
                        "reference=" + id))
                .get("request")
                .get("inputs");

        assertThat(inputs).hasSize(3);
        assertThat(inputs.valueStream()
                        .map(input -> input.get("role").asString() + " " + input.get("position") + " "
                                + input.get("sha256").asString()))
                .containsExactly("first_frame 0 " + hash, "reference 0 " + hash, "reference 1 " + hash);
        assertThat(cli.run(request("x", "--input", "reference=none")).err())
                .contains("none")
                .hasLineCount(1);
        List<String> withoutPrompt = new ArrayList<>(
                List.of("job", "request", "--project", project, "--provider", "veo", "--kind", "video"));
        assertThat(cli.run(withoutPrompt.toArray(String[]::new)).err()).contains("or '--input=<ROLE=ID>'");
        withoutPrompt.addAll(List.of("--input", "first_frame=" + id));
        assertThat(cli.json(withoutPrompt.toArray(String[]::new)).get("outcome").asString())
                .isEqualTo("planned");
    }

    @Test
    void aListIsRequestedAsAWhole() throws Exception {
        worked("Waves", "--price", "0.35 USD");
        Path list = Files.writeString(folder.resolve("list.jsonl"), """
                {"prompt": "Waves"}

                {"prompt": "Boats", "scene": "1"}
                {"prompt": "Boats"}
                {"prompt": "Waves", "newTake": true}
                {"kind": "audio", "text": "Dusk", "language": "en", "voice": "Rachel", "price": "0.01 EUR", "prompt": null}
                """);
        String[] command = {
            "job",
            "request",
            "--project",
            project,
            "--provider",
            "veo",
            "--kind",
            "video",
            "--price",
            "0.35 USD",
            "--list",
            list.toString()
        };

        String text = cli.text(command);

        assertThat(text.lines()).hasSize(6);
        assertThat(text.lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("reused", "planned", "joined", "planned", "planned", "Planned");
        assertThat(text)
                .endsWith(
                        "Planned 3 jobs for 0.01 EUR and 0.7 USD, joined 1, reused 1 result, which saved 0.25 USD.\n");
        JsonNode json = cli.json(command);
        assertThat(json.get("items")).hasSize(5);
        assertThat(json.get("planned").asInt()).isEqualTo(1);
        assertThat(json.get("joined").asInt()).isEqualTo(3);
        assertThat(json.get("reused").asInt()).isEqualTo(1);
        assertThat(json.get("price").get(0).get("amount").asString()).isEqualTo("0.35");
    }

    @Test
    void aListThatPassesABudgetRequestsNothing() throws Exception {
        cli.json("budget", "set", "--per", "day", "1", "USD");
        cli.typing("{\"prompt\": \"One\"}\n{\"prompt\": \"Two\"}\n{\"prompt\": \"Three\"}\n");

        Result result = cli.run(
                "job",
                "request",
                "--project",
                project,
                "--provider",
                "veo",
                "--kind",
                "image",
                "--price",
                "0.4 USD",
                "--list",
                "-");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("The budget (1 USD a day) has 1 USD left, and these requests cost more than that together;")
                .hasLineCount(1);
        assertThat(cli.json("job", "list").get("items")).isEmpty();
        assertThat(cli.json("budget", "list")
                        .get("items")
                        .get(0)
                        .get("spent")
                        .get("amount")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void aBudgetInAnotherCurrencyForTheSameJobsIsRefused() {
        cli.json("budget", "set", "--per", "day", "1", "USD");

        Result result = cli.run("budget", "set", "--per", "month", "1", "EUR");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("There is a budget of 1 USD a day; with one of 1 EUR a month, each job ")
                .hasLineCount(1);
        assertThat(cli.json("budget", "list").get("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"promt\": \"x\"}|There is no field \"promt\"; the fields are project, provider, kind, ",
                "{\"prompt\": 7}|The field \"prompt\" must be text",
                "{\"newTake\": \"yes\"}|The field \"newTake\" must be true or false",
                "{\"price\": \"7\"}|is not an amount of money; write it as 0.35 USD",
                "{\"price\": \"7 XXQ\"}|is not a currency",
                "{\"kind\": \"film\"}|an image, audio or a video",
                "{\"parameters\": []}|must be a JSON object",
                "{\"provider\": \" \"}|must not be blank",
                "7|not a JSON object such as",
                "{|not one JSON object",
            })
    void aWrongLineOfAListRequestsNothing(String line, String message) throws IOException {
        Files.writeString(folder.resolve("list.jsonl"), "{\"prompt\": \"Waves\"}\n" + line + "\n");

        Result result = cli.run(
                "job", "request", "--project", project, "--provider", "veo", "--kind", "video", "--list", "list.jsonl");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("reelstore: Nothing was requested, because of line 2: ")
                .contains(message)
                .hasLineCount(1);
        assertThat(cli.json("job", "list").get("items")).isEmpty();
    }

    @Test
    void jobsAreListedByPageProjectAndState() throws Exception {
        worked("refused words");
        String second = planned("Waves", "--price", "0.35 USD");
        project = cli.project("Dawn");
        planned("Boats");

        assertThat(cli.text("job", "list").lines().map(line -> line.replaceAll("^[-0-9a-f]{36}", "ID")))
                .hasSize(4)
                .first()
                .isEqualTo("ID  REQUEST  KIND  PROVIDER  LANGUAGE  STATE  COST  CREATED");
        assertThat(cli.text("job", "list", "--state", "planned").lines()).hasSize(3);
        assertThat(cli.text("job", "list", "--project", project))
                .contains("Boats")
                .doesNotContain("Waves");
        assertThat(cli.text("job", "list", "--project", project, "--state", "failed"))
                .isEqualTo("No jobs (--project " + project + " --state failed) in profile default.\n");
        String first = cli.text("job", "list", "--limit", "1");
        assertThat(first).containsPattern("\nMore: reelstore job list --limit 1 --after \\S+\n");
        String cursor = first.strip().replaceFirst("(?s).* ", "");
        assertThat(cli.json("job", "list", "--limit", "1", "--after", cursor)
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(second);
    }

    @Test
    void aJobIsShownWithItsResultsMoneyAndFailures() throws Exception {
        String id = worked("The lamp turns on", "--price", "0.35 USD", "--seed", "7", "--language", "vi");
        assertThat(cli.text("job", "show", id))
                .startsWith("Job " + id + "\n")
                .containsPattern("state +succeeded")
                .containsPattern("price +0.35 USD")
                .containsPattern("charged +0.25 USD")
                .containsPattern("usage +8 seconds")
                .containsPattern("operation +op-" + id + "-1")
                .containsPattern("credential +veo-main")
                .containsPattern("RESULT +STATE +ID +FILE\nvideo 1 +stored +[-0-9a-f]{36} +projects/");

        String refused = worked("refused words");
        assertThat(cli.text("job", "show", refused))
                .containsPattern("error +The prompt is not allowed.")
                .containsPattern("submitting +refused +The prompt is not allowed.");
        JsonNode attempt =
                cli.json("job", "show", refused).get("failedAttempts").get(0);
        assertThat(attempt.get("failure").asString()).isEqualTo("refused");
        assertThat(attempt.get("times").asInt()).isEqualTo(1);
    }

    /** It is signed: who has it has the result. */
    @Test
    void whereTheProviderHasAResultIsNeverPrinted() throws Exception {
        String id = worked("stuck result");

        assertThat(state(id)).isEqualTo("downloading");
        for (String command : List.of("job show " + id, "job list", "--json job show " + id, "--json job list")) {
            Result result = cli.run(command.split(" "));
            assertThat(result.status()).isZero();
            assertThat(result.out()).contains("downloading").doesNotContain("provider.example", "5ec2e7");
        }
        assertThat(cli.text("job", "show", id)).containsPattern("video 1 +pending");
    }

    @Test
    void watchEndsWithTheJob() throws Exception {
        String id = worked("The lamp turns on");
        String failed = worked("refused words");
        String lost = worked("lost answer");

        assertThat(cli.text("job", "watch", id)).isEqualTo(id + "  succeeded  veo  0.25 USD\n");
        Result ofFailed = cli.run("job", "watch", failed);
        assertThat(ofFailed.status()).isEqualTo(1);
        assertThat(ofFailed.out()).isEqualTo(failed + "  failed  veo  The prompt is not allowed.\n");
        Result ofLost = cli.run("job", "watch", lost);
        assertThat(ofLost.status()).isEqualTo(1);
        assertThat(ofLost.out()).contains("outcome_unknown", "decide with: reelstore job resolve " + lost);
        Result all = cli.run("job", "watch");
        assertThat(all.status()).isEqualTo(1);
        assertThat(all.out()).contains("The outcome of 1 job is unknown", "job list --state outcome_unknown");
        cli.screens(Channel.STDOUT, Channel.STDERR);
        assertThat(cli.run("job", "watch", id).out()).contains("succeeded", "RESULT");
    }

    @Test
    void watchFollowsAJobUntilAWorkerHasDoneIt() throws Exception {
        String id = planned("The lamp turns on");
        Thread worker = new Thread(() -> {
            try {
                Thread.sleep(700);
                InProcessProvider.work(folder);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        worker.start();

        Result result = cli.run("job", "watch", id);

        worker.join();
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("No worker runs. To start one: reelstore work --providers FILE\n");
        assertThat(result.out()).startsWith(id + "  planned  veo\n").endsWith(id + "  succeeded  veo  0.25 USD\n");
    }

    @Test
    void aPlannedJobIsCancelledAndItsPriceIsFree() {
        cli.json("budget", "set", "--per", "total", "0.5", "USD");
        String id = planned("Waves", "--price", "0.35 USD");

        assertThat(cli.text("job", "cancel", id)).containsPattern("state +cancelled");
        assertThat(cli.json("budget", "list")
                        .get("items")
                        .get(0)
                        .get("spent")
                        .get("amount")
                        .asString())
                .isEqualTo("0");
        assertThat(cli.run("job", "cancel", id).err()).contains("is cancelled already");
        planned("Boats", "--price", "0.35 USD");
    }

    @Test
    void aSentJobIsCancelledAtItsProvider() throws Exception {
        String id = worked("endless film");

        Result result = cli.run("job", "cancel", id);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("reelstore: The job " + id
                        + " was sent already; add --providers FILE to cancel it at \"veo\".\n");
        Files.writeString(folder.resolve("providers.json"), "{\"providers\": {\"tts\": {\"command\": [\"./tts\"]}}}");
        assertThat(cli.run("job", "cancel", id, "--providers", "providers.json").err())
                .contains("There is no provider \"veo\" in ");
        Files.writeString(
                folder.resolve("providers.json"),
                "{\"providers\": {\"tts\": {\"command\": [\"./tts\"]}, \"veo\": {\"command\": [\"./veo\"]}}}");
        assertThat(cli.run("job", "cancel", id, "--providers", "providers.json").err())
                .as("those of other providers may be missing")
                .contains("providers.veo.command names the program ");
        assertThat(state(id)).isEqualTo("submitted");
    }

    @ParameterizedTest
    @CsvSource({"--accepted op-7 --endpoint eu,submitted", "--send-again,planned", "--give-up,failed", "--lost,failed"})
    void anUnknownOutcomeIsResolvedByAPerson(String decision, String state) throws Exception {
        String id = worked("lost answer", "--price", "0.35 USD");
        assertThat(cli.text("job", "show", id)).contains("so it is not sent again", "job resolve");
        List<String> command = new ArrayList<>(List.of("job", "resolve", id));
        command.addAll(List.of(decision.split(" ")));

        JsonNode job = cli.json(command.toArray(String[]::new));

        assertThat(job.get("state").asString()).isEqualTo(state);
        if (decision.startsWith("--accepted")) {
            assertThat(job.get("operationName").asString()).isEqualTo("op-7");
            assertThat(job.get("operationEndpoint").asString()).isEqualTo("eu");
        }
        if (state.equals("failed")) {
            assertThat(job.get("charged").get("amount").asString()).isEqualTo(decision.equals("--lost") ? "0.35" : "0");
        }
        assertThat(cli.run("job", "resolve", id, "--give-up").err()).contains("is known", "nothing to resolve");
    }

    @Test
    void aDecisionIsRequired() throws Exception {
        String id = worked("lost answer");

        for (String decision : List.of("", " --lost --give-up", " --accepted x --send-again", " --endpoint eu")) {
            Result result = cli.run(("job resolve " + id + decision).split(" "));
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("--accepted").hasLineCount(1);
        }
        assertThat(state(id)).isEqualTo("outcome_unknown");
    }

    @Test
    void aFailedJobIsRequestedAgainAtItsPrice() throws Exception {
        String failed = worked("refused words", "--price", "0.35 USD");

        JsonNode again = cli.json("job", "retry", failed);

        assertThat(again.get("outcome").asString()).isEqualTo("planned");
        assertThat(again.get("id").asString()).isNotEqualTo(failed);
        assertThat(again.get("price").get("amount").asString()).isEqualTo("0.35");
        assertThat(cli.run("job", "retry", again.get("id").asString()).err())
                .contains("only failed, filtered and cancelled jobs are repeated");
    }

    @Test
    void aJobThatDoesNotExistIsNotFound() {
        for (String command : List.of("show", "watch", "cancel", "retry", "resolve --lost")) {
            Result result = cli.run(("job " + command + " none").split(" "));
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .contains("There is no job none in profile default.")
                    .hasLineCount(1);
        }
    }
}
