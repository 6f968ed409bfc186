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
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.exec.ExecProgram;
import io.github.reelstore.exec.ExecProvider;
import io.github.reelstore.exec.ProvidersFile;
import io.github.reelstore.exec.TimeLimits;
import io.github.reelstore.simulator.Simulator;
import io.github.reelstore.simulator.SimulatorConfig;
import io.github.reelstore.testkit.provider.FaultyHttpServer;
import io.github.reelstore.testkit.provider.ProviderClientContract;
import io.github.reelstore.testkit.provider.ProviderClientFixture;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as Reelstore runs it, at a server that counts the submits. */
@Timeout(120)
@Tag("fault")
class VeoExampleIT implements ProviderClientFixture {

    private static final String KEY = "AIza-s3cret";

    private static final String ACCEPTED = "{\"name\":\"models/veo-x/operations/op-1\"}";

    @TempDir
    Path folder;

    @Override
    public ExecProvider open(String url, String key) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        Map<String, String> environment = Map.of("VEO_API_KEY", key, "VEO_URL", url, "VEO_TIMEOUT", "2");
        return new ExecProvider(
                new ExecProgram("veo", command, folder, environment, Set.of("VEO_API_KEY"), TimeLimits.DEFAULT));
    }

    private ExecProvider veo(String url) {
        return open(url, KEY);
    }

    @Override
    public SubmitRequest request() {
        return request("{\"durationSeconds\": 8}");
    }

    @Override
    public byte[] accepted() {
        return FaultyHttpServer.response("200 OK", ACCEPTED.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class Submits extends ProviderClientContract {}

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

    @Test
    void aRequestThatVeoCannotTakeIsRefusedAndNotSent() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating(
                        (socket, request, number) -> FaultyHttpServer.json(socket, "200 OK", ACCEPTED));
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
        try (FaultyHttpServer server = FaultyHttpServer.treating(
                        (socket, request, number) -> FaultyHttpServer.json(socket, "200 OK", ACCEPTED));
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
                        FaultyHttpServer.json(socket, "200 OK", states.get(number - 1));
                    } else {
                        FaultyHttpServer.error(socket, "503 X");
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
        try (FaultyHttpServer server = FaultyHttpServer.treating(
                        (socket, request, number) -> FaultyHttpServer.error(socket, "404 X"));
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
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> FaultyHttpServer.json(
                        socket, "200 OK", "{\"name\":\"x\",\"done\":true,\"response\":" + response + "}"));
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
                        FaultyHttpServer.error(socket, "404 X");
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
