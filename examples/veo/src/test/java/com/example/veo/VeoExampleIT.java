package com.example.veo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.exec.ExecProgram;
import io.github.reelstore.exec.ExecProvider;
import io.github.reelstore.exec.ProvidersFile;
import io.github.reelstore.exec.TimeLimits;
import io.github.reelstore.simulator.Simulator;
import io.github.reelstore.simulator.SimulatorConfig;
import io.github.reelstore.testtools.FaultyHttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as Reelstore runs it, at a server that counts the submits. */
@Timeout(120)
@Tag("fault")
class VeoExampleIT {

    private static final String KEY = "AIza-s3cret";

    private static final String ACCEPTED = "{\"name\":\"models/veo-x/operations/op-1\"}";

    @TempDir
    Path folder;

    private ExecProvider veo(String url) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        Map<String, String> environment = Map.of("VEO_API_KEY", KEY, "VEO_URL", url, "VEO_TIMEOUT", "2");
        return new ExecProvider(
                new ExecProgram("veo", command, folder, environment, Set.of("VEO_API_KEY"), TimeLimits.DEFAULT));
    }

    private static SubmitRequest request() {
        return request("{\"durationSeconds\": 8}");
    }

    private static SubmitRequest request(String parameters) {
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .kind(MediaKind.VIDEO)
                .model("veo-x")
                .prompt("The lamp turns on")
                .parameters(new JsonText(parameters))
                .build();
        return new SubmitRequest(request, "token-1", List.of());
    }

    private static void json(Socket socket, String head, String body) throws IOException {
        FaultyHttpServer.answer(
                socket, head + "\r\nContent-Type: application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void error(Socket socket, String head) throws IOException {
        json(socket, head, "{\"error\":{\"code\":1,\"message\":\"not today\",\"status\":\"X\"}}");
    }

    private static void cut() throws IOException {
        throw new IOException("cut");
    }

    /** What is done with a connection that has sent a submit. */
    interface Fault {
        void happen(Socket socket) throws IOException;
    }

    private static Arguments fault(String name, FailureClass failure, Fault fault) {
        return Arguments.of(name, failure, fault);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("429", FailureClass.RATE_LIMITED, socket -> error(socket, "429 X\r\nRetry-After: 1")),
                fault("429 without Retry-After", FailureClass.RATE_LIMITED, socket -> error(socket, "429 X")),
                fault("500", FailureClass.MAYBE_ACCEPTED, socket -> error(socket, "500 X")),
                fault("503", FailureClass.MAYBE_ACCEPTED, socket -> error(socket, "503 X")),
                // a gateway may say it after it gave up waiting
                fault(
                        "503, Retry-After: 0",
                        FailureClass.MAYBE_ACCEPTED,
                        socket -> error(socket, "503 X\r\nRetry-After: 0")),
                fault("408", FailureClass.MAYBE_ACCEPTED, socket -> error(socket, "408 X")),
                fault("307", FailureClass.REFUSED, socket -> error(socket, "307 X\r\nLocation: /v1beta/elsewhere")),
                fault("400", FailureClass.REFUSED, socket -> error(socket, "400 X")),
                fault("no name", FailureClass.MAYBE_ACCEPTED, socket -> json(socket, "200 OK", "{}")),
                fault("cut after reading", FailureClass.MAYBE_ACCEPTED, socket -> cut()),
                fault("closed after reading", FailureClass.MAYBE_ACCEPTED, Socket::shutdownOutput),
                fault("half a body", FailureClass.MAYBE_ACCEPTED, socket -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"name\""
                                    .getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.shutdownOutput();
                }),
                fault("silence", FailureClass.MAYBE_ACCEPTED, socket -> {}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aSubmitIsSentOnceWhateverTheServerDoes(String name, FailureClass failure, Fault fault) throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> fault.happen(socket));
                ExecProvider veo = veo(server.url())) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> veo.submit(request()));

            assertThat(e).as(name).isNotNull().hasMessageNotContaining(KEY);
            assertThat(e.failure()).as(e.getMessage()).isEqualTo(failure);
            assertThat(e.retryAfter()).isEqualTo(pause(name));
            // a library that repeats does it within a second or two
            Thread.sleep(2_500);
            assertThat(server.posts()).isEqualTo(1);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static Optional<Duration> pause(String name) {
        return name.equals("429") ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
    }

    /** okhttp takes a connection that was used before for a stale one, and sends again: paid twice, and the caller sees success. */
    @Test
    void aSubmitThatIsCutOnAConnectionThatWasKeptAliveIsSentOnce() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (number == 2) {
                        cut();
                    }
                    json(socket, "200 OK", ACCEPTED);
                });
                ExecProvider veo = veo(server.url())) {
            assertThat(veo.submit(request())).isEqualTo(new Submission(new Operation("models/veo-x/operations/op-1")));
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> veo.submit(request()));

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            Thread.sleep(2_500);
            assertThat(server.posts()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatIsCutAtOnceIsNotTriedAgain() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.closingAtAccept();
                ExecProvider veo = veo(server.url())) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> veo.submit(request()));

            // as soon as it has begun to write, the program cannot know what the server has read
            assertThat(e.failure()).isIn(FailureClass.NEVER_SENT, FailureClass.MAYBE_ACCEPTED);
            Thread.sleep(2_500);
            assertThat(server.posts()).isZero();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatDoesNotRunWasSentNothing() throws Exception {
        String url;
        try (FaultyHttpServer server = FaultyHttpServer.closingAtAccept()) {
            url = server.url();
        }
        try (ExecProvider veo = veo(url)) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> veo.submit(request()));

            assertThat(e.failure()).as(e.getMessage()).isEqualTo(FailureClass.NEVER_SENT);
        }
    }

    @Test
    void aRequestThatVeoCannotTakeIsRefusedAndNotSent() throws Exception {
        try (FaultyHttpServer server =
                        FaultyHttpServer.treating((socket, request, number) -> json(socket, "200 OK", ACCEPTED));
                ExecProvider veo = veo(server.url())) {
            JobRequest seeded = JobRequest.builder()
                    .provider("veo")
                    .kind(MediaKind.VIDEO)
                    .model("veo-x")
                    .prompt("x")
                    .seed(Seed.of(7))
                    .build();
            for (SubmitRequest wrong : List.of(
                    request("{\"seconds\": 8}"),
                    request("{\"durationSeconds\": \"long\"}"),
                    new SubmitRequest(seeded, "token-2", List.of()))) {
                ProviderException e = catchThrowableOfType(ProviderException.class, () -> veo.submit(wrong));
                assertThat(e.failure()).as(e.getMessage()).isEqualTo(FailureClass.REFUSED);
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void promptParametersAndImagesAreSent() throws Exception {
        List<SubmitRequest.Input> inputs = new ArrayList<>();
        for (InputRole role : List.of(InputRole.FIRST_FRAME, InputRole.LAST_FRAME, InputRole.REFERENCE)) {
            byte[] image = role.value().getBytes(StandardCharsets.UTF_8);
            inputs.add(new SubmitRequest.Input(
                    new JobInput(role, 0, new ContentHash("0".repeat(64))),
                    new BlobSource(role.value(), () -> new ByteArrayInputStream(image), Optional.of("image/jpeg"))));
        }
        try (FaultyHttpServer server =
                        FaultyHttpServer.treating((socket, request, number) -> json(socket, "200 OK", ACCEPTED));
                ExecProvider veo = veo(server.url())) {
            SubmitRequest request = request("{\"durationSeconds\": 8, \"aspectRatio\": \"9:16\"}");
            veo.submit(new SubmitRequest(request.request(), "token-1", inputs));

            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0))
                    .startsWith("POST /v1beta/models/veo-x:predictLongRunning ")
                    .contains("\"prompt\":\"The lamp turns on\"", "\"durationSeconds\":8", "\"aspectRatio\":\"9:16\"")
                    .contains("image/jpeg", "\"lastFrame\"", "\"referenceImages\"", "\"asset\"");
            for (SubmitRequest.Input input : inputs) {
                assertThat(server.requests().get(0))
                        .contains(Base64.getEncoder()
                                .encodeToString(input.input().role().value().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void pollsTellEachState() throws Exception {
        String operation = "models/veo-x/operations/op-1";
        List<String> states = List.of(
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"done\":true,\"response\":{\"generateVideoResponse\":{\"generatedSamples\":["
                        + "{\"video\":{\"uri\":\"https://generativelanguage.googleapis.com/v1beta/files/v1:download?alt=media\"}}]}}}",
                "{\"name\":\"x\",\"done\":true,\"response\":{\"generateVideoResponse\":{\"raiMediaFilteredCount\":1,"
                        + "\"raiMediaFilteredReasons\":[\"celebrity\"]}}}",
                "{\"name\":\"x\",\"done\":true,\"error\":{\"code\":13,\"message\":\"no GPU\"}}");
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    assertThat(request).startsWith("GET /v1beta/models/veo-x/operations/op-1 ");
                    if (number <= states.size()) {
                        json(socket, "200 OK", states.get(number - 1));
                    } else {
                        error(socket, "503 X");
                    }
                });
                ExecProvider veo = veo(server.url())) {
            assertThat(veo.poll(new Operation(operation)))
                    .isEqualTo(new Progress.Running(Optional.of(Duration.ofSeconds(10))));
            Progress.Done done = (Progress.Done) veo.poll(new Operation(operation));
            assertThat(done.files())
                    .containsExactly(new RemoteFile(
                            "https://generativelanguage.googleapis.com/v1beta/files/v1:download?alt=media"));
            assertThat(done.expiresAt()).isPresent();
            assertThat(veo.poll(new Operation(operation))).isEqualTo(new Progress.Filtered(List.of("celebrity")));
            assertThat(veo.poll(new Operation(operation))).isEqualTo(new Progress.Failed("no GPU", Optional.empty()));
            ProviderException e =
                    catchThrowableOfType(ProviderException.class, () -> veo.poll(new Operation(operation)));
            assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
        }
    }

    @Test
    void anOperationThatGoogleHasForgottenIsGone() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> error(socket, "404 X"));
                ExecProvider veo = veo(server.url())) {
            ProviderException e = catchThrowableOfType(
                    ProviderException.class, () -> veo.poll(new Operation("models/veo-x/operations/op-1")));

            assertThat(e.failure()).isEqualTo(FailureClass.GONE);
        }
    }

    /** Its end would be final, and refunded. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"generateVideoResponse\":{\"generatedSamples\":[{\"video\":{\"link\":\"x\"}}]}}"})
    void anEndWithoutVideosIsAskedForAgain(String response) throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) ->
                        json(socket, "200 OK", "{\"name\":\"x\",\"done\":true,\"response\":" + response + "}"));
                ExecProvider veo = veo(server.url())) {
            ProviderException e = catchThrowableOfType(
                    ProviderException.class, () -> veo.poll(new Operation("models/veo-x/operations/op-1")));

            assertThat(e.failure()).isEqualTo(FailureClass.TEMPORARY);
        }
    }

    @Test
    void downloadsAreReadWithTheKeyFromGoogleAndWithoutItFromElsewhere() throws Exception {
        byte[] video = "a video".getBytes(StandardCharsets.UTF_8);
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (request.startsWith("GET /v1beta/files/direct:download?alt=media ")) {
                        FaultyHttpServer.answer(socket, "200 OK", video);
                    } else if (request.startsWith("GET /v1beta/files/moved:download?alt=media ")) {
                        FaultyHttpServer.answer(socket, "302 X\r\nLocation: /signed?signature=1", new byte[0]);
                    } else if (request.startsWith("GET /signed?signature=1 ")) {
                        FaultyHttpServer.answer(socket, "200 OK", video);
                    } else {
                        error(socket, "404 X");
                    }
                });
                ExecProvider veo = veo(server.url())) {
            for (String id : List.of("direct", "moved")) {
                RemoteFile file = new RemoteFile(
                        "https://generativelanguage.googleapis.com/v1beta/files/" + id + ":download?alt=media");
                try (RemoteContent content = veo.open(file, 0)) {
                    assertThat(content.stream()).hasBinaryContent(video);
                }
            }
            assertThat(server.requests().get(0)).contains(KEY);
            assertThat(server.requests().get(2)).startsWith("GET /signed").doesNotContain(KEY);
            ProviderException e = catchThrowableOfType(
                    ProviderException.class, () -> veo.open(new RemoteFile("files/gone:download"), 0));
            assertThat(e.failure()).isEqualTo(FailureClass.GONE);
        }
    }

    /** With results behind a redirect to a signed URL, as the real service may have them. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void theWholeWayWorksAtTheSimulatedProvider(String redirect) throws Exception {
        SimulatorConfig config = SimulatorConfig.defaults()
                .with("duration", "50ms")
                .with("keys", KEY)
                .with("gemini.redirect", redirect);
        try (Simulator simulator = Simulator.start(config);
                ExecProvider veo = veo(simulator.url())) {
            Operation operation = veo.submit(request()).operation();
            Progress progress = veo.poll(operation);
            for (int i = 0; progress instanceof Progress.Running && i < 100; i++) {
                Thread.sleep(100);
                progress = veo.poll(operation);
            }
            assertThat(progress).isInstanceOf(Progress.Done.class);
            try (RemoteContent content =
                    veo.open(((Progress.Done) progress).files().get(0), 0)) {
                assertThat(MediaFormat.detect(content.stream().readAllBytes())).contains(MediaFormat.MP4);
            }
        }
    }

    @Test
    void theConfigurationIsValid() {
        assertThat(ProvidersFile.parse(Path.of("providers.json")).providers()).hasSize(1);
    }
}
