package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.simulator.Simulator;
import io.github.reelstore.simulator.SimulatorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program of examples/tts at the simulated provider, whose account says what was sent and billed. */
@Timeout(120)
@Tag("journey")
class SimulatedSpeechIT {

    @TempDir
    Path folder;

    private Simulator simulator;
    private ProviderClient client;

    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("tts.py", "providers.json")) {
            Files.copy(Path.of("../examples/tts", name), folder.resolve(name));
        }
        simulator = Simulator.start(SimulatorConfig.defaults().with("duration", "10ms"));
        client = ProvidersFile.parse(folder.resolve("providers.json"))
                .open(Map.of(
                        "PATH", System.getenv("PATH"), "SPEECH_URL", simulator.url(), "SPEECH_KEY", "simulator-key"))
                .get(0)
                .client();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    private static SubmitRequest request(String language, String text) {
        JobRequest request = JobRequest.builder()
                .provider("speech")
                .kind(MediaKind.AUDIO)
                .text(text)
                .language(LanguageTag.of(language))
                .build();
        return new SubmitRequest(request, "token-" + language, List.of());
    }

    private JsonNode account() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.url() + "/account")).build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private void assertAccepted(int accepted) throws Exception {
        JsonNode account = account();
        assertThat(account.findValue("accepted").asInt()).as(account.toString()).isEqualTo(accepted);
        assertThat(account.findValue("repeated").asInt()).as(account.toString()).isZero();
    }

    private Progress finished(Operation operation) throws Exception {
        Progress progress = client.poll(operation);
        for (int i = 0; progress instanceof Progress.Running && i < 100; i++) {
            Thread.sleep(100);
            progress = client.poll(operation);
        }
        return progress;
    }

    private byte[] content(Progress progress) throws Exception {
        assertThat(progress).isInstanceOf(Progress.Done.class);
        try (RemoteContent content =
                client.open(((Progress.Done) progress).files().get(0), 0)) {
            return content.stream().readAllBytes();
        }
    }

    @Test
    void speechInSeveralLanguagesIsBilledOnceEach() throws Exception {
        for (String language : List.of("en", "vi", "pt-BR")) {
            Submission submission = client.submit(request(language, "The lamp turns on"));
            byte[] audio = content(submission.finished().orElseThrow());
            assertThat(MediaFormat.detect(audio)).contains(MediaFormat.WAV);
        }
        assertAccepted(3);
    }

    @Test
    void aRequestWhoseAnswerWasLostIsFoundAndItsAudioIsNotPaidAgain() throws Exception {
        SubmitRequest request = request("vi", "Đèn sáng lên [fault:reset-after-accept]");
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request));
        assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);

        Lookup lookup = client.find(request);

        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        Progress progress = finished(((Lookup.Found) lookup).operation());
        assertThat(MediaFormat.detect(content(progress))).contains(MediaFormat.WAV);
        assertThat(((Progress.Done) progress).charged().map(Money::nanos))
                .hasValueSatisfying(nanos -> assertThat(nanos).isPositive());
        assertAccepted(1);
    }

    @Test
    void aRequestThatWasNotAcceptedIsNotFoundAndNotTakenForRefused() throws Exception {
        SubmitRequest request = request("vi", "Đèn [fault:reset-before-accept]");
        ProviderException e = catchThrowableOfType(ProviderException.class, () -> client.submit(request));

        assertThat(e.failure()).isEqualTo(FailureClass.MAYBE_ACCEPTED);
        assertThat(client.find(request)).isEqualTo(new Lookup.Unknown());
        assertAccepted(0);
    }

    @Test
    void aPollSaysWhatFilteredOrFailedSpeechCosts() throws Exception {
        Submission filtered = client.submit(request("en", "A fight [fault:filtered]"));
        assertThat(finished(filtered.operation())).isInstanceOf(Progress.Filtered.class);

        Submission charged = client.submit(request("en", "The lamp [fault:failed-charged]"));
        assertThat(finished(charged.operation()))
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.charged())
                                .hasValueSatisfying(
                                        cost -> assertThat(cost.nanos()).isPositive()));

        Submission free = client.submit(request("en", "The lamp [fault:failed-uncharged]"));
        assertThat(finished(free.operation()))
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.charged())
                                .hasValueSatisfying(
                                        cost -> assertThat(cost.nanos()).isZero()));
        assertAccepted(3);
    }
}
