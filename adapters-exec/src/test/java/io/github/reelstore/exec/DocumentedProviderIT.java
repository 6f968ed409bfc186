package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves the program and the configuration of docs/providers.md in a folder and uses them as they are. */
class DocumentedProviderIT {

    @TempDir
    Path folder;

    private static String block(String language) throws IOException {
        String page = Files.readString(Path.of("../docs/providers.md"));
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private ProvidersFile saved() throws IOException {
        Files.writeString(folder.resolve("tones.py"), block("python"));
        return ProvidersFile.parse(Files.writeString(folder.resolve("providers.json"), block("json")));
    }

    private static SubmitRequest request(Optional<String> text) {
        JobRequest request = JobRequest.builder()
                .provider("tones")
                .kind(MediaKind.AUDIO)
                .text(text)
                .build();
        return new SubmitRequest(request, "token-1", List.of());
    }

    @Test
    void theProgramOfThePageIsAProvider() throws Exception {
        ProvidersFile file = saved();
        SubmitRequest request = request(Optional.of("Đêm"));
        ProviderSetup setup = file.open().get(0);
        try (ProviderClient client = setup.client()) {
            Operation operation = client.submit(request).operation();
            Progress.Done done = (Progress.Done) client.poll(operation);
            try (RemoteContent content = client.open(done.files().get(0), 0)) {
                byte[] wav = content.stream().readAllBytes();
                assertThat(MediaFormat.detect(wav)).contains(MediaFormat.WAV);
                assertThat(wav).hasSize(44 + 3 * 480 * 2);
            }
            ProviderException e =
                    catchThrowableOfType(ProviderException.class, () -> client.submit(request(Optional.empty())));
            assertThat(e.failure()).isEqualTo(FailureClass.REFUSED);
            assertThat(e).hasMessage("Provider tones: There is no text to speak.");
        }
        assertThat(setup.name()).isEqualTo("tones");
        assertThat(setup.credential()).isEqualTo("tones");
        assertThat(file.prices().priceOf(request.request(), Instant.parse("2026-06-01T00:00:00Z")))
                .contains(Money.parse("0.00009 USD"));
    }

    @Test
    void theProgramOfThePageCanBeTriedInAShell() throws Exception {
        saved();
        Process shell = new ProcessBuilder("sh", "-c", block("sh"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"protocol\": 1}\n{\"id\": 1, \"operation\": \"tone-5\"}\n");
        assertThat(shell.waitFor()).isZero();
    }

    /** As many lines as the page promises; more would not be a program to begin with. */
    @Test
    void theProgramOfThePageIsShort() throws Exception {
        assertThat(block("python").lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void thePageHasEachKeyAndLimit() throws Exception {
        String page = Files.readString(Path.of("../docs/providers.md"));
        TimeLimits limits = TimeLimits.DEFAULT;
        Map.of(
                        "start", limits.start(),
                        "submit", limits.submit(),
                        "poll", limits.poll(),
                        "download", limits.download(),
                        "find", limits.find(),
                        "cancel", limits.cancel(),
                        "stop", limits.stop())
                .forEach((name, limit) -> assertThat(page).contains("`" + name + "` (" + limit.toSeconds() + ")"));
        Stream.concat(AnswerReader.OF_SUBMIT.stream(), AnswerReader.OF_OTHERS.stream())
                .forEach(failure -> assertThat(page).contains("| `" + failure.value() + "` |"));
        Path minimal =
                Files.writeString(folder.resolve("minimal.json"), "{\"providers\": {\"x\": {\"command\": [\"x\"]}}}");
        ConfiguredProvider defaults = ProvidersFile.parse(minimal).providers().get(0);
        assertThat(page)
                .contains("| `in_flight` | " + defaults.inFlight() + " |")
                .contains("| `per_minute` | " + defaults.perMinute() + " |");
    }
}
