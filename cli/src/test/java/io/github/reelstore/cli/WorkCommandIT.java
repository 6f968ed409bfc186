package io.github.reelstore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.JavaProcess;
import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worker with a provider that is a Python program. */
@Tag("fault")
class WorkCommandIT {

    /** The exit status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    /** The exit status of a process that SIGINT ended. */
    private static final int HUNG_UP = 129;

    private static final int INTERRUPTED = 130;

    /** The first word of the prompt says what happens. Each call is a line of the file calls. */
    private static final String PROGRAM = """
            import datetime, json, os, shutil, sys, threading, time

            writing = threading.Lock()
            prompts = {}
            lookups = []

            def say(line):
                with writing:
                    print(json.dumps(line), flush=True)

            def done():
                return {"status": "done", "files": [{"name": "https://provider.example/result?signature=5ec2e7"}], "charged": "0.25 USD"}

            def answer(call):
                if call["method"] == "submit":
                    prompt = call["request"]["prompt"]
                    word = prompt.split()[0]
                    operation = "op-" + call["client_token"]
                    prompts[operation] = word
                    if word == "refused":
                        return {"error": {"class": "refused", "message": "The prompt is not allowed."}}
                    if word == "named":
                        error = {"class": "maybe_accepted", "message": "The connection broke."}
                        return {"error": error, "operation": "op 1"}
                    if word == "exit":
                        os._exit(1)
                    if word == "found":
                        return "garbage"
                    if word == "slow":
                        time.sleep(3)
                    if word in ("slow", "polled", "expiring", "unavailable"):
                        return {"operation": operation}
                    return dict(done(), operation=operation)
                if call["method"] == "find":
                    lookups.append(call["client_token"])
                    found = {"outcome": "found", "operation": "op-" + call["client_token"]}
                    return found if len(lookups) > 1 else {"outcome": "unknown"}
                if call["method"] == "poll":
                    if prompts.get(call["operation"]) == "unavailable":
                        return {"error": {"class": "temporary", "message": "The server is overloaded."}}
                    if prompts.get(call["operation"]) == "expiring":
                        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
                        answer = dict(done(), expires_at=soon.isoformat())
                        answer["files"][0]["name"] = "expiring"
                        return answer
                    return done()
                if call["name"] == "expiring":
                    return {"error": {"class": "temporary", "message": "The server is overloaded."}}
                shutil.copyfile("lighthouse.png", call["path"])
                return {}

            def handle(call):
                said = answer(call)
                say(dict(said, id=call["id"]) if said != "garbage" else {"id": call["id"], "gar": "bage"})

            say({"protocol": 1, "capabilities": sys.argv[1:]})
            for line in sys.stdin:
                call = json.loads(line)
                with open("calls", "a") as calls:
                    calls.write(call["method"] + " " + call.get("request", {}).get("prompt", "") + "\\n")
                threading.Thread(target=handle, args=[call], daemon=True).start()
            with open("calls", "a") as calls:
                calls.write("end\\n")
            """;

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() throws IOException {
        cli = new Cli(folder).environment("PATH", System.getenv("PATH"));
        project = cli.project("Dusk");
        Samples.LIGHTHOUSE_PNG.in(folder);
        Files.writeString(folder.resolve("veo.py"), PROGRAM);
        providers("python3", "veo.py");
    }

    private void providers(String... command) throws IOException {
        Files.writeString(
                folder.resolve("providers.json"),
                "{\"providers\": {\"veo\": {\"command\": " + JsonMapper.shared().writeValueAsString(command)
                        + ", \"per_minute\": 60000, \"timeout_seconds\": {\"start\": 5}}}}");
    }

    private String planned(String prompt) {
        return planned("veo", prompt);
    }

    private String planned(String provider, String prompt) {
        return cli.json(
                        "job",
                        "request",
                        "--project",
                        project,
                        "--provider",
                        provider,
                        "--kind",
                        "image",
                        "--prompt",
                        prompt,
                        "--price",
                        "0.35 USD")
                .get("id")
                .asString();
    }

    private Result workUntilIdle(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("work", "--providers", "providers.json", "--until-idle", "--poll", "50ms"));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new));
    }

    private String state(String job) {
        return cli.json("job", "show", job).get("state").asString();
    }

    private List<String> calls() throws IOException {
        return Files.exists(folder.resolve("calls")) ? Files.readAllLines(folder.resolve("calls")) : List.of();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void resultsAreStoredAndEachChangeIsALine() throws Exception {
        String waves = planned("Waves");
        String polled = planned("polled film");

        Result result = workUntilIdle();

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo("Working for veo (Ctrl+C stops it).\n");
        assertThat(result.out().lines())
                .containsSubsequence(
                        waves + "  submitting  veo",
                        waves + "  submitted  veo  op-" + waves + "-1",
                        waves + "  downloading  veo",
                        waves + "  succeeded  veo  0.25 USD")
                .containsSubsequence(
                        polled + "  submitted  veo  op-" + polled + "-1", polled + "  succeeded  veo  0.25 USD")
                .endsWith("Finished 2 jobs; charged 0.5 USD.");
        assertThat(result.out()).doesNotContain("5ec2e7");
        assertThat(cli.json("image", "list").get("items")).hasSize(2);
        assertThat(calls()).contains("submit Waves", "submit polled film").endsWith("end");
        assertThat(calls().stream().filter(call -> call.startsWith("submit"))).hasSize(2);
        assertThat(cli.run("verify").status()).isZero();
    }

    @Test
    void aFailureChangesTheExitStatus() {
        String refused = planned("refused words");

        Result result = workUntilIdle();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains(refused + "  failed  veo  Provider veo: The prompt is not allowed.\n")
                .endsWith("Finished 0 jobs, 1 failed; charged 0 USD.\n");
    }

    @Test
    void anUnknownOutcomeWarnsAndIsNeverSentAgain() throws Exception {
        String lost = planned("exit now");

        Result result = workUntilIdle();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("Warning: It is not known whether the provider has accepted the job " + lost + ";");
        assertThat(result.out()).endsWith("Finished 0 jobs, 1 whose outcome is unknown; charged nothing.\n");
        assertThat(workUntilIdle().status()).isEqualTo(1);
        assertThat(calls().stream().filter(call -> call.startsWith("submit"))).containsExactly("submit exit now");
        assertThat(state(lost)).isEqualTo("outcome_unknown");
    }

    @Test
    void anOperationThatAnErrorNamesIsSuggested() {
        String lost = planned("named film");

        workUntilIdle();

        assertThat(cli.text("job", "show", lost))
                .containsPattern("operation +op 1\n")
                .endsWith("decide with: reelstore job resolve " + lost + " --accepted 'op 1'\n");
    }

    @Test
    void aLostAnswerIsLookedUpBeforeTheWorkerEnds() throws Exception {
        providers("python3", "veo.py", "find");
        String lost = planned("found film");

        Result result = workUntilIdle();

        assertThat(result.status()).as(result.out()).isZero();
        assertThat(result.out())
                .contains(lost + "  outcome_unknown  veo  ")
                .endsWith("Finished 1 job; charged 0.25 USD.\n");
        assertThat(calls().stream().filter(call -> call.startsWith("find"))).hasSize(2);
        assertThat(calls().stream().filter(call -> call.startsWith("submit"))).hasSize(1);
    }

    @Test
    void jsonLinesAreOneObjectForEachChange() {
        String waves = planned("Waves");
        planned("refused words");

        Result result = workUntilIdle("--json-lines");

        List<JsonNode> changes =
                result.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(changes)
                .allSatisfy(change ->
                        assertThat(change.propertyNames()).contains("at", "job", "state", "errorMessage", "cost"));
        assertThat(changes.stream()
                        .filter(change -> change.get("job").asString().equals(waves))
                        .map(change -> change.get("state").asString()))
                .containsExactly("submitting", "submitted", "downloading", "succeeded");
        assertThat(workUntilIdle("--json-lines", "--json").status()).isEqualTo(2);
    }

    @Test
    void jsonIsOneValueInTheEnd() {
        planned("Waves");

        JsonNode summary = workUntilIdle("--json").json();
        assertThat(summary.get("succeeded").asInt()).isEqualTo(1);
        assertThat(summary.get("unknown").asInt()).isZero();
        assertThat(summary.get("charged").get(0).get("amount").asString()).isEqualTo("0.25");

        planned("exit now");
        Result lost = workUntilIdle("--json");
        assertThat(lost.status()).isEqualTo(1);
        assertThat(lost.json().get("unknown").asInt()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(lost.err()).get("warnings")).hasSize(1);
    }

    @Test
    void onAScreenOneLineIsReplaced() {
        planned("Waves");
        planned("refused words");
        cli.screens(Channel.values());

        Result result = workUntilIdle();

        assertThat(result.out()).isEqualTo("Finished 1 job, 1 failed; charged 0.25 USD.\n");
        assertThat(result.err())
                .contains(
                        "\r0 planned, 0 generating, 0 downloading, 1 done, 1 failed, 0 unknown, charged 0.25 USD",
                        "  failed  veo  Provider veo: The prompt is not allowed.\n")
                .endsWith("\r");
    }

    @Test
    void jobsOfOtherProvidersAreLeftToOtherWorkers() {
        planned("Waves");
        String other = planned("tts", "Words");

        Result result = workUntilIdle();

        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("Jobs of other providers are left: tts.");
        assertThat(state(other)).isEqualTo("planned");
    }

    /** One program does not start, and the polls of the other one fail: neither is waited for. Takes half a minute. */
    @Test
    void jobsThatFailAgainAndAgainAreNotWaitedFor() throws Exception {
        Files.writeString(folder.resolve("providers.json"), """
                {"providers": {
                  "broken": {"command": ["python3", "-c", "raise SystemExit(3)"], "per_minute": 60},
                  "veo": {"command": ["python3", "veo.py"], "per_minute": 60000}}}
                """);
        String polled = planned("unavailable film");
        List<String> unsent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // most of them are not even tried
            unsent.add(planned("broken", "Waves " + i));
        }
        String good = planned("Waves");

        Result result = workUntilIdle();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("Warning: 51 jobs of broken, veo are not waited for, since a step of each keeps failing;"
                        + " fix the cause, and start the worker again: ");
        assertThat(result.out()).endsWith("Finished 1 job, 51 left; charged 0.25 USD.\n");
        assertThat(state(good)).isEqualTo("succeeded");
        assertThat(state(polled)).isEqualTo("submitted");
        assertThat(unsent).allSatisfy(job -> assertThat(state(job)).isEqualTo("planned"));

        providers("python3", "veo.py");
        assertThat(workUntilIdle().status())
                .as("a new program has forgotten to fail")
                .isZero();
        assertThat(state(polled)).isEqualTo("succeeded");
    }

    @Test
    void resultsThatExpireAndCannotBeStoredWarn() throws Exception {
        String id = planned("expiring film");
        try (Running work = new Running()) {
            await(() ->
                    work.err().contains("Warning: The results of the job " + id + " are deleted by the provider at "));
        }
        Result doctor = cli.run("doctor");
        assertThat(doctor.status()).isZero();
        assertThat(doctor.out())
                .contains(
                        "! ledger ",
                        "The provider soon deletes the results of 1 job (" + id + "), which are not stored");
    }

    /** The command in a process of its own, in its own process group, as a terminal starts it. */
    private final class Running implements AutoCloseable {

        private final Process process;

        Running() throws IOException {
            // a process ignores what its parent ignores, as nohup and background jobs do
            List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM", "setsid"));
            command.addAll(JavaProcess.of(Main.class, "work", "--providers", "providers.json", "--poll", "50ms")
                    .command());
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("work.out").toFile())
                    .redirectError(folder.resolve("work.err").toFile())
                    .start();
        }

        String err() throws IOException {
            return Files.readString(folder.resolve("work.err"));
        }

        /** Sends a signal to the process, or as Ctrl+C and systemd do, to all processes of its group. */
        int end(String signal, boolean group) throws IOException, InterruptedException {
            String target = (group ? "-" : "") + process.pid();
            new ProcessBuilder("kill", "-" + signal, "--", target).start().waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.onExit().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                process.destroyForcibly();
            }
        }
    }

    /** A signal to the group, such as that of Ctrl+C, reaches the program of the provider too. */
    @ParameterizedTest
    @CsvSource({"TERM,false," + TERMINATED, "TERM,true," + TERMINATED, "INT,true," + INTERRUPTED, "HUP,true," + HUNG_UP
    })
    void aStoppedWorkerWaitsForTheAnswersToWhatItSent(String signal, boolean group, int status) throws Exception {
        String slow = planned("slow film");
        try (Running work = new Running()) {
            await(() -> calls().contains("submit slow film"));
            String later = planned("Waves");

            assertThat(work.end(signal, group)).isEqualTo(status);

            assertThat(state(slow)).isIn("submitted", "downloading", "succeeded");
            assertThat(state(later)).isIn("planned", "submitted", "downloading", "succeeded");
            assertThat(work.err()).contains("Stopping; waiting for the answers to what was sent.");
        }
        assertThat(calls()).last().isEqualTo("end");
        assertThat(workUntilIdle().status()).isZero();
        assertThat(state(slow)).isEqualTo("succeeded");
        assertThat(calls().stream().filter(call -> call.startsWith("submit")))
                .containsExactlyInAnyOrder("submit slow film", "submit Waves");
        assertThat(cli.json("cost").get("totals").get(0).get("charged").asString())
                .isEqualTo("0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "print('hello')|but printed \"hello\"",
                "import time; time.sleep(60)|but printed nothing within 5 s",
                "raise SystemExit(3)|ended with exit code 3 before it printed"
            })
    void aProgramThatDoesNotSpeakTheProtocolIsOneSentenceAndNothingIsSent(String program, String message)
            throws Exception {
        Files.writeString(folder.resolve("veo.py"), program);
        String id = planned("Waves");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread worker = new Thread(() -> result.complete(cli.run(out, false, "work", "--providers", "providers.json")));
        worker.start();
        await(() -> out.toString(UTF_8).contains(id + "  planned  veo  "));

        worker.interrupt();

        assertThat(result.get(30, TimeUnit.SECONDS).status()).isZero();
        assertThat(out.toString(UTF_8).lines().filter(line -> line.startsWith(id + "  planned")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("The program python3 of provider veo ", message));
        assertThat(state(id)).isEqualTo("planned");
        assertThat(cli.json("job", "show", id).get("failure").asString()).isEqualTo("never_sent");
    }

    @Test
    void aFileWithoutProvidersIsRefused() throws Exception {
        Files.writeString(folder.resolve("providers.json"), "{\"providers\": {}}");

        Result result = workUntilIdle();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("providers").hasLineCount(1);
    }

    @Test
    void aReadOnlyStoreHasNoWorker() {
        planned("Waves");

        Result result = workUntilIdle("--read-only");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("The store is opened read-only").hasLineCount(1);
    }

    @Test
    void aProgramOrSecretThatIsMissingIsOneSentence() throws Exception {
        planned("Waves");
        providers("no-such-program");
        assertThat(workUntilIdle().err()).contains("no-such-program").hasLineCount(1);
        Files.writeString(
                folder.resolve("providers.json"),
                "{\"providers\": {\"veo\": {\"command\": [\"python3\", \"veo.py\"],"
                        + " \"environment\": {\"KEY\": {\"from\": \"MY_KEY\"}}}}}");
        Result result = workUntilIdle();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("MY_KEY, which is not set").hasLineCount(1);
        assertThat(cli.environment("MY_KEY", "secret-7")
                        .run("work", "--providers", "providers.json", "--until-idle")
                        .status())
                .isZero();
        assertThat(calls()).contains("submit Waves");
    }

    @Test
    void theReaderOfThePipeMayGoAway() {
        planned("Waves");
        Result result = cli.run(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                true,
                "work",
                "--providers",
                "providers.json");

        assertThat(result.status()).isZero();
        assertThat(result.err()).doesNotContain("Broken pipe");
    }

    /** DocumentedCommandsIT runs the other lines. */
    @Test
    void theLineOfThePageWorks() throws Exception {
        Matcher line =
                Pattern.compile("\n\\./reelstore (work .*)\n").matcher(Files.readString(Path.of("../docs/cli.md")));
        assertThat(line.find()).isTrue();
        planned("Waves");

        assertThat(cli.run(line.group(1).split(" ")).out()).endsWith("Finished 1 job; charged 0.25 USD.\n");
    }
}
