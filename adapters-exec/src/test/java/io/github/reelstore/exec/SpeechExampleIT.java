package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.testkit.provider.FaultyHttpServer;
import io.github.reelstore.testkit.provider.ProviderClientContract;
import io.github.reelstore.testkit.provider.ProviderClientFixture;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of examples/tts, at a server that counts the requests for speech. */
@Timeout(120)
@Tag("journey")
class SpeechExampleIT implements ProviderClientFixture {

    private static final byte[] AUDIO = "RIFF....WAVE".getBytes(StandardCharsets.UTF_8);

    private static final String SPOKEN = "200 OK\r\nrequest-id: op-7\r\ncharacter-cost: 5";

    @TempDir
    Path folder;

    @Override
    public ProviderClient open(String url, String key) throws IOException {
        Path example = Path.of("../examples/tts");
        Files.copy(example.resolve("tts.py"), folder.resolve("tts.py"), StandardCopyOption.REPLACE_EXISTING);
        // waits less for an answer than the example
        String configuration = Files.readString(example.resolve("providers.json"))
                .replace("\"environment\": {", "\"environment\": {\"SPEECH_TIMEOUT\": \"2\",");
        return ProvidersFile.parse(Files.writeString(folder.resolve("providers.json"), configuration))
                .open(Map.of("PATH", System.getenv("PATH"), "SPEECH_URL", url, "SPEECH_KEY", key))
                .get(0)
                .client();
    }

    private ProviderClient client(String url) throws IOException {
        return open(url, "key-1");
    }

    @Override
    public SubmitRequest request() {
        return request("vi");
    }

    @Override
    public byte[] accepted() {
        return FaultyHttpServer.response(SPOKEN, AUDIO);
    }

    @Override
    public boolean keepsConnections() {
        return false;
    }

    @Nested
    class Submits extends ProviderClientContract {}

    private static SubmitRequest request(String language) {
        return request(language, new JsonText("{}"));
    }

    private static SubmitRequest request(String language, JsonText parameters) {
        JobRequest request = JobRequest.builder()
                .provider("speech")
                .kind(MediaKind.AUDIO)
                .text("Xin chào")
                .language(LanguageTag.of(language))
                .parameters(parameters)
                .build();
        return new SubmitRequest(request, "token~1", List.of());
    }

    private static void speak(Socket socket) throws IOException {
        FaultyHttpServer.answer(socket, SPOKEN, AUDIO);
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

    @Test
    void aRequestWhoseAnswerWasLostIsFoundAndItsAudioDownloaded() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    String url = "http://127.0.0.1:" + socket.getLocalPort() + "/files/op-9?sig=1";
                    if (request.startsWith("GET /v1/operations?client_token=token~1 ")) {
                        FaultyHttpServer.json(
                                socket,
                                "200 OK",
                                "{\"operations\":[{\"operation\":\"op-9\"},{\"operation\":\"op-9\"}]}");
                    } else if (request.startsWith("GET /v1/operations/op-9 ")) {
                        FaultyHttpServer.json(
                                socket,
                                "200 OK",
                                "{\"done\":true,\"results\":[{\"url\":\"" + url + "\",\"bytes\":12,\"sha256\":\""
                                        + "a".repeat(64) + "\"}],\"expires_at\":\"2026-12-02T00:00:00Z\","
                                        + "\"usage\":{\"quantity\":5,\"unit\":\"characters\"},"
                                        + "\"cost\":{\"amount\":\"0.00015\",\"currency\":\"USD\"}}");
                    } else if (request.startsWith("GET /files/op-9")) {
                        FaultyHttpServer.answer(socket, "200 OK", AUDIO);
                    } else {
                        throw new IOException("no such path");
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

    /** Audio without a header cannot be read without it. */
    @Test
    void theFormatOfPcmIsKnownHoweverItsAudioIsFound() throws Exception {
        SubmitRequest pcm = request("vi", new JsonText("{\"output_format\": \"pcm_24000\"}"));
        try (FaultyHttpServer server = FaultyHttpServer.treating((socket, request, number) -> {
                    if (request.startsWith("GET /v1/operations?client_token=token~1 ")) {
                        FaultyHttpServer.json(socket, "200 OK", "{\"operations\":[{\"operation\":\"op-7\"}]}");
                    } else if (request.startsWith("GET /v1/operations/op-7 ")) {
                        FaultyHttpServer.json(
                                socket,
                                "200 OK",
                                "{\"done\":true,\"results\":[{\"url\":\"http://127.0.0.1/\",\"bytes\":12,\"sha256\":\""
                                        + "a".repeat(64) + "\"}],\"expires_at\":\"2026-12-02T00:00:00Z\"}");
                    } else {
                        speak(socket);
                    }
                });
                ProviderClient client = client(server.url())) {
            Lookup.Found found = (Lookup.Found) client.find(pcm);
            Progress.Done polled = (Progress.Done) client.poll(found.operation());
            Submission submission = client.submit(pcm);
            Progress.Done answered = (Progress.Done) submission.finished().orElseThrow();

            assertThat(submission.operation()).isEqualTo(found.operation());
            assertThat(polled.files().get(0).encoding()).contains("pcm_24000");
            assertThat(answered.files().get(0).encoding()).contains("pcm_24000");
            try (RemoteContent content = client.open(answered.files().get(0), 0)) {
                assertThat(content.stream()).hasBinaryContent(AUDIO);
            }
        }
    }

    @Test
    void anOperationThatTheServiceHasForgottenIsGone() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.treating(
                        (socket, request, number) -> FaultyHttpServer.error(socket, "404 X"));
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
                        FaultyHttpServer.error(socket, "422 X\r\nrequest-id: op-3");
                    } else if (number == 2) {
                        FaultyHttpServer.json(socket, "200 OK", "{\"done\":true,\"filtered\":[\"violence\"]}");
                    } else {
                        FaultyHttpServer.json(
                                socket,
                                "200 OK",
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
