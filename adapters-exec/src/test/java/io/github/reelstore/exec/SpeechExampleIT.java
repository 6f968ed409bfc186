package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.testtools.FaultyHttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program of examples/tts, at a server that counts the requests for speech. */
@Timeout(120)
@Tag("journey")
class SpeechExampleIT {

    private static final byte[] AUDIO = "RIFF....WAVE".getBytes(StandardCharsets.UTF_8);

    private static final String SPOKEN = "200 OK\r\nrequest-id: op-7\r\ncharacter-cost: 5";

    @TempDir
    Path folder;

    private ProviderClient client(String url) throws IOException {
        for (String name : List.of("tts.py", "providers.json")) {
            Files.copy(Path.of("../examples/tts", name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return ProvidersFile.parse(folder.resolve("providers.json"))
                .open(Map.of("PATH", System.getenv("PATH"), "SPEECH_URL", url, "SPEECH_KEY", "key-1"))
                .get(0)
                .client();
    }

    private static SubmitRequest request(String language) {
        JobRequest request = JobRequest.builder()
                .provider("speech")
                .kind(MediaKind.AUDIO)
                .text("Xin chào")
                .language(LanguageTag.of(language))
                .build();
        return new SubmitRequest(request, "token~1", List.of());
    }

    private static void speak(Socket socket) throws IOException {
        FaultyHttpServer.answer(socket, SPOKEN, AUDIO);
    }

    private static void answer(Socket socket, String head) throws IOException {
        FaultyHttpServer.answer(socket, head, "{\"error\":{}}".getBytes(StandardCharsets.UTF_8));
    }

    private static void json(Socket socket, String json) throws IOException {
        FaultyHttpServer.answer(socket, "200 OK", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void cut() throws IOException {
        throw new IOException("cut");
    }

    @Test
    void theAudioOfTheAnswerIsTheResultAndOutlivesTheProgram() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> speak(socket))) {
            Submission submission;
            try (ProviderClient client = client(server.url())) {
                submission = client.submit(request("vi-VN"));
            }
            Progress.Done done = (Progress.Done) submission.finished().orElseThrow();
            assertThat(submission.operation()).isEqualTo(new Operation("op-7"));
            assertThat(done.usage()).contains(Usage.of(BigDecimal.valueOf(5), "characters"));
            assertThat(done.expiresAt()).isPresent();
            assertThat(done.files().get(0).size()).contains((long) AUDIO.length);
            assertThat(done.files().get(0).hash()).isPresent();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0))
                    .startsWith("POST /v1/speech ")
                    .contains(
                            "Authorization: Bearer key-1",
                            "\"language\": \"vi-VN\"",
                            "\"voice\": \"Hai Dang\"",
                            "token~1");

            try (ProviderClient client = client(server.url());
                    RemoteContent content = client.open(done.files().get(0), 0)) {
                assertThat(content.stream()).hasBinaryContent(AUDIO);
            }
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aLanguageWithoutAVoiceIsRefusedAndNotSent() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> speak(socket));
                ProviderClient client = client(server.url())) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request("tlh")));

            assertThat(e.failure()).isEqualTo(FailureClass.REFUSED);
            assertThat(e).hasMessageContaining("There is no voice for tlh");
            assertThat(server.connections()).isZero();
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("429", FailureClass.RATE_LIMITED, socket -> answer(socket, "429 X\r\nRetry-After: 3")),
                fault("500", FailureClass.MAYBE_ACCEPTED, socket -> answer(socket, "500 X")),
                fault("503", FailureClass.MAYBE_ACCEPTED, socket -> answer(socket, "503 X")),
                // a gateway may say it after it gave up waiting
                fault(
                        "503, Retry-After",
                        FailureClass.MAYBE_ACCEPTED,
                        socket -> answer(socket, "503 X\r\nRetry-After: 0")),
                fault("408", FailureClass.MAYBE_ACCEPTED, socket -> answer(socket, "408 X")),
                fault("307", FailureClass.REFUSED, socket -> answer(socket, "307 X\r\nLocation: /v1/other")),
                fault("401", FailureClass.REFUSED, socket -> answer(socket, "401 X")),
                fault("200 without id", FailureClass.MAYBE_ACCEPTED, socket -> answer(socket, "200 OK")),
                fault("cut after reading", FailureClass.MAYBE_ACCEPTED, socket -> cut()),
                fault("half a body", FailureClass.MAYBE_ACCEPTED, socket -> {
                    socket.getOutputStream()
                            .write(("HTTP/1.1 " + SPOKEN + "\r\nContent-Length: 99\r\n\r\nRI")
                                    .getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.shutdownOutput();
                }),
                fault("no HTTP", FailureClass.MAYBE_ACCEPTED, socket -> {
                    socket.getOutputStream().write("hello\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.shutdownOutput();
                }),
                fault("silence", FailureClass.MAYBE_ACCEPTED, socket -> {}));
    }

    /** What is done with a connection that has sent a request. */
    interface Fault {
        void happen(Socket socket) throws IOException;
    }

    private static Arguments fault(String name, FailureClass failure, Fault fault) {
        return Arguments.of(name, failure, fault);
    }

    /** Waits less for an answer than the example. */
    private ProviderClient impatient(String url) throws IOException {
        client(url).close();
        Path file = folder.resolve("providers.json");
        Files.writeString(
                file,
                Files.readString(file).replace("\"environment\": {", "\"environment\": {\"SPEECH_TIMEOUT\": \"2\","));
        return ProvidersFile.parse(file)
                .open(Map.of("PATH", System.getenv("PATH"), "SPEECH_URL", url, "SPEECH_KEY", "key-1"))
                .get(0)
                .client();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachRequestIsSentOnceWhateverTheServerDoes(String name, FailureClass failure, Fault fault) throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> fault.happen(socket));
                ProviderClient client = impatient(server.url())) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request("vi")));

            assertThat(e).as(name).isNotNull().hasMessageNotContaining("key-1");
            assertThat(e.failure()).isEqualTo(failure);
            Thread.sleep(300);
            assertThat(server.posts()).isEqualTo(1);
            if (name.equals("429")) {
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void aSecondRequestThatIsCutIsSentOnceToo() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (number > 1) {
                        cut();
                    }
                    speak(socket);
                });
                ProviderClient client = client(server.url())) {
            assertThat(client.submit(request("vi")).finished()).isPresent();
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request("en")));

            assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
            assertThat(server.posts()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatIsCutAtOnceIsNotTriedAgain() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.closingAtAccept();
                ProviderClient client = client(server.url())) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request("vi")));

            // the program cannot know what was read
            assertThat(e.failure()).isIn(FailureClass.MAYBE_ACCEPTED, FailureClass.NEVER_SENT);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.posts()).isZero();
        }
    }

    @Test
    void aServerThatDoesNotRunWasSentNothing() throws Exception {
        String url;
        try (FaultyHttpServer server = FaultyHttpServer.closingAtAccept()) {
            url = server.url();
        }
        try (ProviderClient client = client(url)) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request("vi")));

            assertThat(e.failure()).isEqualTo(FailureClass.NEVER_SENT);
        }
    }

    @Test
    void aRequestWhoseAnswerWasLostIsFoundAndItsAudioDownloaded() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    String url = "http://127.0.0.1:" + socket.getLocalPort() + "/files/op-9?sig=1";
                    if (request.startsWith("GET /v1/operations?client_token=token~1 ")) {
                        json(socket, "{\"operations\":[{\"operation\":\"op-9\"},{\"operation\":\"op-9\"}]}");
                    } else if (request.startsWith("GET /v1/operations/op-9 ")) {
                        json(
                                socket,
                                "{\"done\":true,\"results\":[{\"url\":\"" + url + "\",\"bytes\":12,\"sha256\":\""
                                        + "a".repeat(64) + "\"}],\"expires_at\":\"2026-12-02T00:00:00Z\","
                                        + "\"usage\":{\"quantity\":5,\"unit\":\"characters\"},"
                                        + "\"cost\":{\"amount\":\"0.00015\",\"currency\":\"USD\"}}");
                    } else if (request.startsWith("GET /files/op-9")) {
                        FaultyHttpServer.answer(socket, "200 OK", AUDIO);
                    } else {
                        cut();
                    }
                });
                ProviderClient client = client(server.url())) {
            assertThat(client.canFind()).isTrue();
            Lookup.Found found = (Lookup.Found) client.find(request("vi"));
            Progress.Done done = (Progress.Done) client.poll(found.operation());
            assertThat(done.charged()).contains(Money.parse("0.00015 USD"));
            assertThat(done.usage()).contains(Usage.of(BigDecimal.valueOf(5), "characters"));
            try (RemoteContent content = client.open(done.files().get(0), 0)) {
                assertThat(content.stream()).hasBinaryContent(AUDIO);
            }
            assertThat(server.requests().stream().filter(request -> request.startsWith("GET /files/")))
                    .hasSize(1)
                    .noneMatch(request -> request.contains("key-1"));
        }
    }

    @Test
    void anOperationThatTheServiceHasForgottenIsGone() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> answer(socket, "404 X"));
                ProviderClient client = client(server.url())) {
            ProviderException polled =
                    catchThrowableOfType(ProviderException.class, () -> client.poll(new Operation("op-1")));
            // of a list, it says nothing about the request
            ProviderException found = catchThrowableOfType(ProviderException.class, () -> client.find(request("vi")));

            assertThat(polled.failure()).isEqualTo(FailureClass.GONE);
            assertThat(found.failure()).isEqualTo(FailureClass.TEMPORARY);
        }
    }

    /** Such as on a full disk: the operation is paid, and the service still has its audio. */
    @Test
    void theOperationIsKeptIfTheAudioCannotBeSaved() throws Exception {
        Files.writeString(folder.resolve("speech"), "not a folder");
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> speak(socket));
                ProviderClient client = client(server.url())) {
            assertThat(client.submit(request("vi"))).isEqualTo(new Submission(new Operation("op-7")));
        }
    }

    @Test
    void onlyOldAudioOfTheProgramIsDeleted() throws Exception {
        Path speech = Files.createDirectory(folder.resolve("speech"));
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(15)));
        FileTime younger = FileTime.from(Instant.now().minus(Duration.ofDays(13)));
        for (String name : List.of("op-1.paid", "op-2.paid.part", "op-3.paid", "novel.txt")) {
            Files.setLastModifiedTime(Files.createFile(speech.resolve(name)), name.equals("op-3.paid") ? younger : old);
        }
        Files.setLastModifiedTime(Files.createDirectory(speech.resolve("folder.paid")), old);
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> speak(socket));
                ProviderClient client = client(server.url())) {
            assertThat(client.submit(request("vi")).finished()).isPresent();
        }
        try (Stream<Path> left = Files.list(speech)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("op-3.paid", "novel.txt", "folder.paid", "op-7.paid");
        }
    }

    @Test
    void aPollSaysThatSpeechWasFilteredOrFailed() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (request.startsWith("POST")) {
                        answer(socket, "422 X\r\nrequest-id: op-3");
                    } else if (number == 2) {
                        json(socket, "{\"done\":true,\"filtered\":[\"violence\"]}");
                    } else {
                        json(
                                socket,
                                "{\"done\":true,\"error\":{\"code\":\"x\",\"message\":\"no GPU\"},"
                                        + "\"cost\":{\"amount\":\"0.1\",\"currency\":\"USD\"}}");
                    }
                });
                ProviderClient client = client(server.url())) {
            assertThat(client.submit(request("vi"))).isEqualTo(new Submission(new Operation("op-3")));
            assertThat(client.poll(new Operation("op-3"))).isEqualTo(new Progress.Filtered(List.of("violence")));
            assertThat(client.poll(new Operation("op-3")))
                    .isEqualTo(new Progress.Failed("no GPU", Optional.of(Money.parse("0.1 USD"))));
        }
    }
}
