package io.github.reelstore.exec;

import static io.github.reelstore.exec.TestPrograms.SECRET;
import static io.github.reelstore.exec.TestPrograms.ample;
import static io.github.reelstore.exec.TestPrograms.awaitNoneRunning;
import static io.github.reelstore.exec.TestPrograms.limits;
import static io.github.reelstore.exec.TestPrograms.mode;
import static io.github.reelstore.exec.TestPrograms.request;
import static io.github.reelstore.exec.TestPrograms.running;
import static io.github.reelstore.exec.TestPrograms.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.testkit.Threads;
import io.github.reelstore.testtools.RecordedLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real programs that answer, fail, hang and print garbage. */
@Timeout(120)
@Tag("fault")
class ExecProviderIT {

    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private static ProviderException failure(ExecProvider provider, String prompt) {
        return catchThrowableOfType(ProviderException.class, () -> provider.submit(request(prompt)));
    }

    @Test
    void theProgramGetsTheWholeRequestAndItsInputsAsFiles() throws Exception {
        byte[] image = "not an image".getBytes(StandardCharsets.UTF_8);
        ContentHash hash = new ContentHash("0".repeat(64));
        JobInput input = new JobInput(InputRole.FIRST_FRAME, 2, hash);
        JobRequest request = JobRequest.builder()
                .provider("tones")
                .endpoint(Optional.of("eu"))
                .kind(MediaKind.VIDEO)
                .model("veo-3.1")
                .prompt("echo")
                .text("Đêm ở ngọn hải đăng 🌙")
                .voice("Harbour")
                .language(LanguageTag.of("vi"))
                .seed(new Seed(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)))
                .parameters(
                        new JsonText("{\n \"durationSeconds\": 8, \"scale\": 1.50, \"ids\": [12345678901234567890]}"))
                .inputs(List.of(input))
                .build();
        SubmitRequest submit = new SubmitRequest(
                request,
                "token~1",
                List.of(new SubmitRequest.Input(
                        input,
                        new BlobSource("dusk", () -> new ByteArrayInputStream(image), Optional.of("image/x-test")))));
        Path exchanged;
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            JsonNode call = JsonMapper.shared()
                    .readTree(provider.submit(submit).operation().name());

            assertThat(call.get("method").asString()).isEqualTo("submit");
            assertThat(call.get("client_token").asString()).isEqualTo("token~1");
            assertThat(call.get("request")).isEqualTo(JsonMapper.shared().readTree("""
                                    {"provider":"tones","endpoint":"eu","kind":"video","model":"veo-3.1","prompt":"echo",
                                     "text":"Đêm ở ngọn hải đăng 🌙","voice":"Harbour","language":"vi",
                                     "seed":"18446744073709551615",
                                     "parameters":{"durationSeconds":8,"scale":1.5,"ids":[12345678901234567890]}}"""));
            JsonNode sent = call.get("inputs").get(0);
            assertThat(sent.get("role").asString()).isEqualTo("first_frame");
            assertThat(sent.get("position").asInt()).isEqualTo(2);
            assertThat(sent.get("sha256").asString()).isEqualTo(hash.value());
            assertThat(sent.get("media_type").asString()).isEqualTo("image/x-test");
            assertThat(sent.get("content").asString()).isEqualTo("not an image");
            exchanged = Path.of(sent.get("path").asString());
            assertThat(exchanged).isAbsolute().doesNotExist();
            assertThat(exchanged.getParent()).isDirectory();
        }
        assertThat(exchanged.getParent()).doesNotExist();
    }

    @Test
    void anInputThatCannotBeReadIsNeverSent() {
        SubmitRequest submit = new SubmitRequest(
                request("echo").request(),
                "token-1",
                List.of(new SubmitRequest.Input(
                        new JobInput(InputRole.REFERENCE, 0, new ContentHash("0".repeat(64))),
                        new BlobSource("gone", () -> {
                            throw new IOException("the image is gone");
                        }))));
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> provider.submit(submit));

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
            assertThat(e).hasMessageContaining("the image is gone");
            awaitNoneRunning(folder);
        }
    }

    @Test
    void anAnswerMayBeTheWholeResult() throws Exception {
        String done = """
                json:{"operation":"op-1","endpoint":"eu","status":"done","charged":"0.35 USD","expires_at":"2026-12-02T10:00:00+07:00",
                "usage":{"quantity":12.5,"unit":"seconds"},
                "files":[{"name":"a","size":7,"sha256":"%s","encoding":"pcm_24000"},{"name":"b"}]}""".formatted("a".repeat(64));
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThat(provider.submit(request(done)))
                    .isEqualTo(new Submission(
                            new Operation("op-1", Optional.of("eu")),
                            Optional.of(new Progress.Done(
                                    List.of(
                                            new RemoteFile(
                                                    "a",
                                                    Optional.of(7L),
                                                    Optional.of(new ContentHash("a".repeat(64))),
                                                    Optional.of("pcm_24000")),
                                            new RemoteFile("b")),
                                    Optional.of(Usage.of(new BigDecimal("12.5"), "seconds")),
                                    Optional.of(Money.parse("0.35 USD")),
                                    Optional.of(Instant.parse("2026-12-02T03:00:00Z"))))));
        }
    }

    /** It is paid for, so its name must not be lost. */
    @Test
    void anOperationIsKeptThoughTheRestOfTheAnswerMakesNoSense() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThat(provider.submit(request("json:{\"operation\":\"op-1\",\"status\":\"dnoe\"}")))
                    .isEqualTo(new Submission(new Operation("op-1")));
        }
    }

    @Test
    void pollsAreReadInEachState() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThat(provider.poll(new Operation("x"))).isEqualTo(new Progress.Running(Optional.empty()));
            assertThat(provider.poll(new Operation("{\"status\":\"running\",\"ask_again_ms\":1500}")))
                    .isEqualTo(new Progress.Running(Optional.of(Duration.ofMillis(1500))));
            assertThat(provider.poll(new Operation("{\"status\":\"filtered\",\"reasons\":[\"violence\"]}")))
                    .isEqualTo(new Progress.Filtered(List.of("violence")));
            assertThat(provider.poll(
                            new Operation("{\"status\":\"failed\",\"message\":\"no GPU\",\"charged\":\"1 EUR\"}")))
                    .isEqualTo(new Progress.Failed("no GPU", Optional.of(Money.parse("1 EUR"))));
            assertThat(provider.poll(new Operation("{\"status\":\"done\",\"files\":[]}")))
                    .isEqualTo(new Progress.Done(List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    /** A paid result is not lost for a detail. */
    @Test
    void detailsThatCannotBeReadAreLeftOutAndLogged() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder));
                RecordedLog log = new RecordedLog()) {
            assertThat(provider.poll(new Operation("""
                            {"status":"done","charged":"much","usage":{"quantity":"12x","unit":"x"},"expires_at":"soon",
                            "files":[{"name":"a","sha256":"123","size":-1,"encoding":"mp3"}]}""")))
                    .isEqualTo(new Progress.Done(
                            List.of(new RemoteFile("a")), Optional.empty(), Optional.empty(), Optional.empty()));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("charged") && line.contains("much"))
                    .anyMatch(line -> line.contains("usage"))
                    .anyMatch(line -> line.contains("expires_at"))
                    .anyMatch(line -> line.contains("sha256"))
                    .anyMatch(line -> line.contains("encoding"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refused, REFUSED",
        "rate_limited, RATE_LIMITED",
        "never_sent, NEVER_SENT",
        "maybe_accepted, MAYBE_ACCEPTED",
        // they say nothing about whether it was accepted
        "temporary, MAYBE_ACCEPTED",
        "gone, MAYBE_ACCEPTED",
        "refusd, MAYBE_ACCEPTED"
    })
    void aFailedSubmitHasTheClassThatTheProgramSays(String named, FailureClass failure) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            ProviderException e = failure(
                    provider,
                    "json:{\"error\":{\"class\":\"" + named + "\",\"message\":\"too many\",\"retry_after_ms\":2500}}");

            assertThat(e.failure()).isEqualTo(failure);
            assertThat(e.retryAfter()).contains(Duration.ofMillis(2500));
            assertThat(e).hasMessageStartingWith("Provider tones: too many");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "temporary, TEMPORARY",
        "rate_limited, RATE_LIMITED",
        "gone, GONE",
        "refused, TEMPORARY",
        "never_sent, TEMPORARY",
        "nonsense, TEMPORARY"
    })
    void aFailedPollHasTheClassThatTheProgramSays(String named, FailureClass failure) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            ProviderException e = catchThrowableOfType(
                    ProviderException.class,
                    () -> provider.poll(new Operation("{\"error\":{\"class\":\"" + named + "\"}}")));

            assertThat(e.failure()).isEqualTo(failure);
        }
    }

    @Test
    void aProgramThatCannotBeStartedIsNeverSent() {
        ExecProgram none =
                new ExecProgram("tones", List.of("no-such-program", SECRET), folder, Map.of(), Set.of(), ample());
        try (ExecProvider provider = new ExecProvider(none)) {
            ProviderException e = failure(provider, "x");

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
            assertThat(e)
                    .hasMessageStartingWith("The program no-such-program of provider tones could not be started: ")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void aProgramThatEndsAtOnceIsNeverSent() {
        try (ExecProvider provider = new ExecProvider(mode(folder, "exit"))) {
            ProviderException e = failure(provider, "x");

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
            assertThat(e)
                    .hasMessage("The program python3 of provider tones ended with exit code 1 before it printed"
                            + " {\"protocol\": 1}; its last line on standard error was"
                            + " \"Traceback: no module named provider ***\".");
        }
    }

    @Test
    void aProgramThatPrintsNothingIsNeverSent() {
        ExecProgram silent = scripted(folder, limits(SHORT, SHORT, SHORT), Map.of("MODE", "silent"));
        try (ExecProvider provider = new ExecProvider(silent)) {
            ProviderException e = failure(provider, "x");

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
            assertThat(e)
                    .hasMessage(
                            "The program python3 of provider tones must begin by printing {\"protocol\": 1}, but printed"
                                    + " nothing within 2 s.");
            awaitNoneRunning(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Loading the model...",
                "{\"protocol\": 2}",
                "{\"protocol\": \"1\"}",
                "{\"protocol\": 1} {}",
                "{\"protocol\": 1, \"protocol\": 1}",
                "[1]",
                "{\"protocol\": 1e999999999}"
            })
    void aProgramThatBeginsWithSomethingElseIsNeverSent(String hello) {
        ExecProgram garbage = scripted(folder, ample(), Map.of("HELLO", hello));
        try (ExecProvider provider = new ExecProvider(garbage)) {
            ProviderException e = failure(provider, "x");

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
            assertThat(e)
                    .hasMessageStartingWith(
                            "The program python3 of provider tones must begin by printing {\"protocol\": 1}, but printed \"");
            awaitNoneRunning(folder);
        }
    }

    @Test
    void callsThatWaitForTheSameStartShareItsFailure() throws Exception {
        Path starts = folder.resolve("starts");
        ExecProgram counting = scripted(
                folder, limits(SHORT, SHORT, SHORT), Map.of("MODE", "count starts", "STARTS", starts.toString()));
        try (ExecProvider provider = new ExecProvider(counting)) {
            List<ProviderException> failures = Threads.atOnce(IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<ProviderException>) () -> failure(provider, "x"))
                    .toList());

            assertThat(failures).extracting(ProviderException::failure).containsOnly(FailureClass.NEVER_SENT);
            assertThat(Files.size(starts)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aProgramThatEndedBeforeTheLineWasWrittenIsNeverSentOrStartedAgain() throws Exception {
        try (ExecProvider provider = new ExecProvider(mode(folder, "exit after hello"))) {
            // it may end just while the line is written, which counts as read
            Set<FailureClass> possible = Set.of(FailureClass.NEVER_SENT, FailureClass.MAYBE_ACCEPTED);
            assertThat(possible).contains(failure(provider, "x").failure());
        }
    }

    @Test
    void aCallWhoseLineIsNotWrittenWithinItsLimitIsNeverSent() throws Exception {
        ExecProgram deaf =
                scripted(folder, limits(Duration.ofSeconds(30), Duration.ofSeconds(4), SHORT), Map.of("MODE", "deaf"));
        try (ExecProvider provider = new ExecProvider(deaf)) {
            // started before the calls
            assertThat(provider.canFind()).isFalse();
            // more than a pipe holds
            String large = "x".repeat(1 << 20);
            List<ProviderException> failures = Threads.atOnce(List.of(() -> failure(provider, large), () -> {
                // a busy machine takes long to prepare the large one
                Thread.sleep(2_000);
                return failure(provider, "small");
            }));

            assertThat(failures)
                    .extracting(ProviderException::failure)
                    .containsExactly(FailureClass.MAYBE_ACCEPTED, FailureClass.NEVER_SENT);
            assertThat(failures.get(1))
                    .hasMessage("The program python3 of provider tones did not read a submit from its standard input"
                            + " within 4 s.");
        }
    }

    @Test
    void aProgramThatEndsInPlaceOfAnAnswerMayHaveSentTheRequest() {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            ProviderException e = failure(provider, "die");

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(e)
                    .hasMessage(
                            "The program python3 of provider tones ended with exit code 3 before it answered; its last line"
                                    + " on standard error was \"the last words\".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"half an answer", "close"})
    void anOutputThatEndsInPlaceOfAnAnswerMayHaveSentTheRequest(String how) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThat(failure(provider, how).failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
        }
    }

    @Test
    void silenceMayHaveSentTheRequest() {
        ExecProgram program = scripted(folder, limits(Duration.ofSeconds(30), SHORT, SHORT), Map.of());
        try (ExecProvider provider = new ExecProvider(program)) {
            ProviderException e = failure(provider, "silence");

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(e).hasMessage("The program python3 of provider tones did not answer a submit within 2 s.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line:Sending it now",
                "line:{\"operation\": \"op-1\"}",
                "line:{\"id\": 1e999999999, \"operation\": \"op-1\"}",
                "line:{\"id\": 77, \"operation\": \"op-1\"}",
                "line:{\"id\": 1, \"operation\": \"op-1\"",
                "line:{\"id\": 1, \"id\": 1, \"operation\": \"op-1\"}",
                "long line"
            })
    void garbageInPlaceOfAnAnswerMayHaveSentTheRequest(String garbage) {
        ExecProgram program = scripted(folder, limits(Duration.ofSeconds(30), SHORT, SHORT), Map.of());
        try (ExecProvider provider = new ExecProvider(program)) {
            ProviderException e = failure(provider, garbage);

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(e)
                    .hasMessageStartingWith(
                            "The program python3 of provider tones did not answer a submit within 2 s, but printed \"");
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300);
        }
    }

    /** A library that prints while a model is loaded must not make a paid request one of unknown outcome. */
    @Test
    void aStrayLineDoesNotShortenASubmit() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder));
                RecordedLog log = new RecordedLog()) {
            assertThat(provider.submit(request("load:4")).operation().name()).startsWith("of process ");
            assertThat(log.lines()).anyMatch(line -> line.contains("loading the model"));
        }
    }

    @Test
    void aStrayLineDoesNotShortenADownload() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder));
                RemoteContent content = provider.open(new RemoteFile("load:0123"), 0)) {
            assertThat(content.stream()).hasContent("0123");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line:Asking now",
                "line:{\"status\": \"running\"}",
                "line:{\"id\": 77, \"status\": \"running\"}",
                "line:{\"id\": 1, \"status\": \"running\"",
                "line:long"
            })
    void garbageInPlaceOfAnAnswerToAPollFailsSoon(String garbage) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            long began = System.nanoTime();
            ProviderException e =
                    catchThrowableOfType(ProviderException.class, () -> provider.poll(new Operation(garbage)));

            assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
            assertThat(e)
                    .hasMessageStartingWith(
                            "The program python3 of provider tones did not answer a poll with an object that has its id, but"
                                    + " printed \"");
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"operation\": 7}", "{\"operation\": \" \"}", "{\"operations\": \"op-1\"}"})
    void anAnswerWithoutAnOperationMayHaveBeenAccepted(String answer) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            ProviderException e = failure(provider, "json:" + answer);

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(e).hasMessageContaining("in place of {\"operation\": NAME}, or {\"error\": ...}");
        }
    }

    @Test
    void aLineForDebuggingDoesNotLoseTheAnswer() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder));
                RecordedLog log = new RecordedLog()) {
            assertThat(provider.submit(request("print and answer:debugging " + SECRET))
                            .operation()
                            .name())
                    .startsWith("of process ");
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.endsWith("print only answers to standard output, and all else to standard error:"
                                    + " \"debugging ***\""));
        }
    }

    @Test
    void theProgramIsStartedAgainAfterItHasEnded() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            String first = provider.submit(request("x")).operation().name();
            assertThat(provider.submit(request("x")).operation().name()).isEqualTo(first);
            assertThat(failure(provider, "die").failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);

            assertThat(provider.submit(request("x")).operation().name()).isNotEqualTo(first);
        }
    }

    /** A program that is busy with one call must not be lost for the others, and neither must their answers. */
    @Test
    void aProgramThatHangsIsReplacedAndEndsAfterItsLastCall() throws Exception {
        ExecProgram program = scripted(folder, limits(Duration.ofSeconds(30), SHORT, SHORT), Map.of());
        try (ExecProvider provider = new ExecProvider(program)) {
            String first = provider.submit(request("x")).operation().name();
            assertThat(failure(provider, "hang").failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);

            assertThat(provider.submit(request("x")).operation().name()).isNotEqualTo(first);
            for (int i = 0; running(folder).size() > 1 && i < 100; i++) {
                Thread.sleep(100);
            }
            assertThat(running(folder)).hasSize(1);
        }
        awaitNoneRunning(folder);
    }

    @Test
    void aProgramThatAnswersOtherCallsIsNotReplaced() throws Exception {
        ExecProgram program = scripted(
                folder, limits(Duration.ofSeconds(30), Duration.ofSeconds(2), SHORT), Map.of("MODE", "threads"));
        try (ExecProvider provider = new ExecProvider(program);
                RecordedLog log = new RecordedLog()) {
            String first = provider.submit(request("x")).operation().name();
            List<String> results = Threads.atOnce(List.of(
                    () -> failure(provider, "after:4").failure().value(),
                    () -> provider.submit(request("after:1")).operation().name()));

            assertThat(results).containsExactly("maybe_accepted", first);
            assertThat(provider.submit(request("x")).operation().name()).isEqualTo(first);
            for (int i = 0; log.lines().isEmpty() && i < 100; i++) {
                Thread.sleep(100);
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARNING Provider tones answered a submit after its time limit: ")
                            && line.contains(first));
        }
    }

    /** It may name a paid operation. */
    @Test
    void aProgramThatWasSilentGetsTheTimeToAnswerASubmitLate() throws Exception {
        TimeLimits limits = limits(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(500));
        try (ExecProvider provider = new ExecProvider(scripted(folder, limits, Map.of()));
                RecordedLog log = new RecordedLog()) {
            String first = provider.submit(request("x")).operation().name();
            ProviderException failure = failure(provider, "after:7");
            assertThat(failure.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(failure.late().orElseThrow().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEqualTo(new Operation(first));

            for (int i = 0; !running(folder).isEmpty() && i < 200; i++) {
                Thread.sleep(100);
            }
            awaitNoneRunning(folder);
            assertThat(log.lines())
                    .contains("WARNING Provider tones answered a submit after its time limit: the operation is \""
                            + first + "\"");
        }
    }

    @Test
    void lateAnswersToPollsAreNotQuoted() throws Exception {
        TimeLimits limits = limits(Duration.ofSeconds(30), SHORT, Duration.ofSeconds(20));
        try (ExecProvider provider = new ExecProvider(scripted(folder, limits, Map.of()));
                RecordedLog log = new RecordedLog()) {
            Operation operation =
                    new Operation("late:{\"status\":\"done\",\"files\":[{\"name\":\"videos/1?signature=x\"}]}");
            assertThat(catchThrowableOfType(ProviderException.class, () -> provider.poll(operation))
                            .failure())
                    .isEqualTo(FailureClass.TEMPORARY);

            for (int i = 0; log.lines().isEmpty() && i < 100; i++) {
                Thread.sleep(100);
            }
            assertThat(log.lines()).containsExactly("WARNING Provider tones answered a poll after its time limit.");
        }
    }

    @Test
    void manyCallsAreOutstandingAtATimeAndAnsweredInAnyOrder() throws Exception {
        try (ExecProvider provider = new ExecProvider(mode(folder, "backwards"))) {
            List<String> operations = Threads.atOnce(IntStream.range(0, 32)
                    .mapToObj(i -> (Callable<String>) () ->
                            provider.submit(request("call " + i)).operation().name())
                    .toList());

            assertThat(operations)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 32).mapToObj(i -> "call " + i).toList());
        }
    }

    @Test
    void theProgramGetsTheStatedEnvironmentOnly() {
        assertThat(System.getenv()).hasSizeGreaterThan(3);
        ExecProgram program = new ExecProgram(
                "tones",
                List.of("sh", "-c", "env >&2"),
                folder,
                Map.of("REGION", "eu", "API_KEY", SECRET, "PATH", System.getenv("PATH")),
                Set.of("API_KEY"),
                ample());
        try (ExecProvider provider = new ExecProvider(program);
                RecordedLog log = new RecordedLog()) {
            assertThat(failure(provider, "x").failure()).isEqualTo(FailureClass.NEVER_SENT);

            List<String> variables = log.lines().stream()
                    .map(line -> line.replace("INFO Provider tones: ", ""))
                    // the shell's own
                    .filter(line -> !line.matches("(PWD|SHLVL|_|OLDPWD)=.*"))
                    .toList();
            assertThat(variables)
                    .containsExactlyInAnyOrder("REGION=eu", "API_KEY=***", "PATH=" + System.getenv("PATH"));
        }
    }

    @Test
    void secretsAreInNoMessageNoLogAndNoCommandLine() throws Exception {
        ExecProgram program = scripted(folder);
        try (ExecProvider provider = new ExecProvider(program);
                RecordedLog log = new RecordedLog()) {
            assertThat(failure(provider, "secret")).hasMessage("Provider tones: the key is ***?[31m?red");
            assertThat(catchThrowableOfType(
                            ProviderException.class, () -> provider.poll(new Operation("line:" + SECRET))))
                    .hasMessageContaining("printed \"***\"")
                    .hasMessageNotContaining(SECRET);
            for (long pid : running(folder)) {
                assertThat(Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline")))
                        .contains("scripted.py")
                        .doesNotContain(SECRET);
            }
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
            assertThat(provider.toString() + program).contains("API_KEY").doesNotContain(SECRET);
        }
        try (ExecProvider provider = new ExecProvider(mode(folder, "exit"));
                RecordedLog log = new RecordedLog()) {
            assertThat(failure(provider, "x")).hasMessageNotContaining(SECRET);
            assertThat(log.lines()).contains("INFO Provider tones: Traceback: no module named provider ***");
        }
    }

    @Test
    void closingEndsTheProgramAndWhatItHasStarted() throws Exception {
        ExecProvider provider = new ExecProvider(scripted(folder));
        long child =
                Long.parseLong(provider.submit(request("child")).operation().name());
        assertThat(running(folder)).hasSize(2).contains(child);

        long began = System.nanoTime();
        provider.close();

        awaitNoneRunning(folder);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        provider.close();
        assertThat(failure(provider, "x").failure()).isEqualTo(FailureClass.NEVER_SENT);
        assertThat(failure(provider, "x")).hasMessage("Provider tones is closed.");
    }

    @Test
    void closingDoesNotWaitForAStart() throws Exception {
        ExecProvider provider = new ExecProvider(mode(folder, "silent"));
        long began = System.nanoTime();
        List<FailureClass> failures =
                Threads.atOnce(List.of(() -> failure(provider, "x").failure(), () -> {
                    for (int i = 0; running(folder).isEmpty() && i < 100; i++) {
                        Thread.sleep(100);
                    }
                    provider.close();
                    return FailureClass.NEVER_SENT;
                }));

        assertThat(failures).containsOnly(FailureClass.NEVER_SENT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        awaitNoneRunning(folder);
    }

    @Test
    void aProgramThatStaysIsKilledAfterTheLimit() throws Exception {
        ExecProgram stays = scripted(
                folder, limits(Duration.ofSeconds(30), Duration.ofSeconds(30), SHORT), Map.of("MODE", "stays"));
        ExecProvider provider = new ExecProvider(stays);
        assertThat(provider.submit(request("x")).operation().name()).isNotEmpty();

        long began = System.nanoTime();
        provider.close();

        awaitNoneRunning(folder);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT, Duration.ofSeconds(10));
    }

    @Test
    void aDownloadIsReadFromTheFileThatTheProgramWrites() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            try (RemoteContent content = provider.open(new RemoteFile("whole:0123456789"), 4)) {
                assertThat(content.offset()).isZero();
                assertThat(content.size()).contains(10L);
                assertThat(content.stream()).hasContent("0123456789");
            }
            try (RemoteContent content = provider.open(new RemoteFile("from offset:0123456789"), 4)) {
                assertThat(content.offset()).isEqualTo(4);
                assertThat(content.size()).contains(10L);
                assertThat(content.stream()).hasContent("456789");
            }
        }
    }

    @Test
    void aDownloadThatWasReadIsDeleted() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            Path file;
            try (RemoteContent content = provider.open(new RemoteFile("whole:0123456789"), 0)) {
                file = Path.of(Files.readString(folder.resolve("path")));
                assertThat(content.stream()).hasContent("0123456789");
            }
            assertThat(file).isAbsolute();
            assertThat(file.getParent()).doesNotExist();
            assertThat(file.resolve("../..").normalize()).isDirectory();
        }
    }

    @Test
    void aDownloadThatGoesOnAfterItsLimitLeavesNoFile() throws Exception {
        TimeLimits limits = limits(Duration.ofSeconds(30), SHORT, Duration.ofSeconds(20));
        try (ExecProvider provider = new ExecProvider(scripted(folder, limits, Map.of()))) {
            assertThatThrownBy(() -> provider.open(new RemoteFile("slow:0123"), 0))
                    .isInstanceOf(ProviderException.class);
            for (int i = 0; Files.notExists(folder.resolve("late")) && i < 100; i++) {
                Thread.sleep(100);
            }
            // the program ends after its attempt to write
            for (int i = 0; !running(folder).isEmpty() && i < 100; i++) {
                Thread.sleep(100);
            }
            assertThat(folder.resolve("late")).exists();
            assertThat(Path.of(Files.readString(folder.resolve("path")))).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"offset\": 3}",
                "{\"url\": \"file:///etc/passwd\"}",
                "{\"url\": \"http://user:p@localhost/\"}"
            })
    void aDownloadWithoutAFileIsTemporary(String answer) {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThatThrownBy(() -> provider.open(new RemoteFile(answer), 4))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY));
        }
    }

    @Test
    void aProgramThatCannotFindOrCancelIsNotAsked() throws Exception {
        try (ExecProvider provider = new ExecProvider(scripted(folder))) {
            assertThat(provider.canFind()).isFalse();
            assertThat(provider.find(request("x"))).isEqualTo(new Lookup.Unknown());
            assertThat(provider.cancel(new Operation("early"))).isFalse();
        }
    }

    static Stream<Map.Entry<String, Lookup>> lookups() {
        return Stream.of(
                Map.entry("@~outcome~+~found~,~operation~+~op-1~=", new Lookup.Found(new Operation("op-1"))),
                Map.entry("@~outcome~+~not_accepted~=", new Lookup.NotAccepted()),
                Map.entry("@~outcome~+~unknown~=", new Lookup.Unknown()));
    }

    @Test
    void aProgramThatCanFindAndCancelIsAsked() throws Exception {
        ExecProgram program = scripted(
                folder, ample(), Map.of("HELLO", "{\"protocol\": 1, \"capabilities\": [\"find\", \"cancel\"]}"));
        try (ExecProvider provider = new ExecProvider(program)) {
            assertThat(provider.canFind()).isTrue();
            for (Map.Entry<String, Lookup> one : lookups().toList()) {
                SubmitRequest lost = new SubmitRequest(request("x").request(), one.getKey(), List.of());
                assertThat(provider.find(lost)).isEqualTo(one.getValue());
            }
            assertThat(provider.cancel(new Operation("early"))).isTrue();
            assertThat(provider.cancel(new Operation("late"))).isFalse();
        }
    }

    @Test
    void aFindIsTemporarilyImpossibleIfTheProgramCannotBeStarted() {
        try (ExecProvider provider = new ExecProvider(mode(folder, "exit"))) {
            assertThat(provider.canFind()).isTrue();
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> provider.find(request("x")));
            assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
        }
    }
}
