package io.github.reelstore.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.model.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersFileIT {

    @TempDir
    Path folder;

    private ProvidersFile parse(String json) {
        Path file = folder.resolve("providers.json");
        try {
            Files.write(file, json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ProvidersFile.parse(file);
    }

    /** A file with one provider that has these members too. */
    private ProvidersFile provider(String members) {
        return parse("{\"providers\": {\"veo\": {\"command\": [\"./veo\"]" + members + "}}}");
    }

    private ProvidersFile price(String members) {
        return parse("{\"providers\": {\"veo\": {\"command\": [\"./veo\"]}}, \"prices\": [" + members + "]}");
    }

    private void program(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void everyMemberIsRead() {
        ProvidersFile file = parse("""
                {"providers": {"veo": {"command": ["bin/veo", "--fast"], "credential": "veo-main",
                  "environment": {"API_KEY": {"from": "MY_KEY"}, "REGION": "eu"},
                  "in_flight": 7, "per_minute": 90, "calls_per_minute": 120,
                  "timeout_seconds": {"start": 1, "submit": 2, "poll": 3, "download": 4, "find": 5, "cancel": 6, "stop": 7}}},
                 "prices": [
                  {"provider": "veo", "model": "veo-3.1", "per": "parameter durationSeconds", "amount": "0.40 USD",
                   "from": "2026-01-01", "until": "2027-01-01"},
                  {"provider": "veo", "per": "request", "amount": "2 USD", "from": "2026-01-01"},
                  {"provider": "veo", "model": "speech", "per": "character", "amount": "0.00003 USD", "from": "2026-01-01"}]}""");

        assertThat(file.providers())
                .containsExactly(new ConfiguredProvider(
                        "veo",
                        List.of(folder.resolve("bin/veo").toString(), "--fast"),
                        folder,
                        "veo-main",
                        Map.of(
                                "API_KEY", new ConfiguredProvider.Variable.From("MY_KEY"),
                                "REGION", new ConfiguredProvider.Variable.Literal("eu")),
                        7,
                        90,
                        Optional.of(120),
                        new TimeLimits(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7))));
        assertThat(file.prices().prices())
                .containsExactly(
                        new Price(
                                "veo",
                                Optional.of("veo-3.1"),
                                new Price.Basis.PerParameter("durationSeconds"),
                                Money.parse("0.40 USD"),
                                LocalDate.parse("2026-01-01"),
                                Optional.of(LocalDate.parse("2027-01-01"))),
                        new Price(
                                "veo",
                                Optional.empty(),
                                new Price.Basis.PerRequest(),
                                Money.parse("2 USD"),
                                LocalDate.parse("2026-01-01"),
                                Optional.empty()),
                        new Price(
                                "veo",
                                Optional.of("speech"),
                                new Price.Basis.PerCharacter(),
                                Money.parse("0.00003 USD"),
                                LocalDate.parse("2026-01-01"),
                                Optional.empty()));
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .model("veo-3.1")
                .kind(MediaKind.VIDEO)
                .parameters(new JsonText("{\"durationSeconds\": 8}"))
                .build();
        assertThat(file.prices().priceOf(request, Instant.parse("2026-06-01T00:00:00Z")))
                .contains(Money.parse("3.2 USD"));
    }

    @Test
    void aProviderNeedsACommandOnly() {
        assertThat(provider("").providers())
                .containsExactly(new ConfiguredProvider(
                        "veo",
                        List.of(folder.resolve("veo").toString()),
                        folder,
                        "veo",
                        Map.of(),
                        4,
                        60,
                        Optional.empty(),
                        TimeLimits.DEFAULT));
        assertThat(provider("").prices().prices()).isEmpty();
    }

    @Test
    void aProgramWithoutASlashIsLookedForOnThePath() throws Exception {
        program("python3");
        ProvidersFile file = parse("{\"providers\": {\"veo\": {\"command\": [\"python3\", \"veo.py\"]}}}");

        assertThat(file.providers().get(0).command()).containsExactly("python3", "veo.py");
        List<ProviderSetup> setups = file.open(Map.of("PATH", "/nowhere:" + folder));
        assertThat(setups).extracting(ProviderSetup::name).containsExactly("veo");
        setups.forEach(setup -> setup.client().close());
        assertThatThrownBy(() -> file.open(Map.of("PATH", "/nowhere")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith(
                        "providers.json: providers.veo.command names the program \"python3\", which is not on the PATH.");
    }

    @Test
    void thePathOfTheProgramsEnvironmentCountsIfThereIsOne() throws Exception {
        program("python3");
        ProvidersFile file = parse("{\"providers\": {\"veo\": {\"command\": [\"python3\", \"veo.py\"],"
                + " \"environment\": {\"PATH\": {\"from\": \"MY_PATH\"}}}}}");

        file.open(Map.of("PATH", "/nowhere", "MY_PATH", folder.toString()))
                .forEach(setup -> setup.client().close());
        assertThatThrownBy(() -> file.open(Map.of("PATH", folder.toString(), "MY_PATH", "/nowhere")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith("the program \"python3\", which is not on the PATH of its environment.");
    }

    @Test
    void aProviderIsOpenedThoughTheOthersCannotBe() throws Exception {
        program("veo");
        ProvidersFile file =
                parse("{\"providers\": {\"tts\": {\"command\": [\"./tts\"]}, \"veo\": {\"command\": [\"./veo\"]}}}");

        ProviderSetup setup = file.open("veo", Map.of());
        assertThat(setup.name()).isEqualTo("veo");
        setup.client().close();
        assertThatThrownBy(() -> file.open("tts", Map.of())).hasMessageContaining("providers.tts.command");
        assertThatThrownBy(() -> file.open("sora", Map.of()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith("there is no provider \"sora\" in providers.");
    }

    @Test
    void aProgramThatDoesNotExistIsRefusedWhenTheProvidersAreOpened() {
        assertThatThrownBy(() -> provider("").open(Map.of()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("providers.veo.command names the program \"")
                .hasMessageEndingWith("/veo\", which does not exist or cannot be executed.");
    }

    @Test
    void aVariableThatIsNotSetIsRefusedWhenTheProvidersAreOpened() throws Exception {
        program("veo");
        ProvidersFile file = provider(", \"environment\": {\"API_KEY\": {\"from\": \"MY_KEY\"}}");

        assertThatThrownBy(() -> file.open(Map.of("MY_KEY", " ")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageEndingWith(
                        "providers.json: providers.veo.environment.API_KEY needs the environment variable MY_KEY,"
                                + " which is not set.");
        file.open(Map.of("MY_KEY", "sk-5up3rs3cret"))
                .forEach(setup -> setup.client().close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_KEY", "AUTHORIZATION", "bearer", "SESSION_COOKIE", "SENTRY_DSN", "DB_PASSWORD"})
    void variablesWithSuchNamesAreSecretsThoughTheyStandInTheFile(String name) throws Exception {
        program("veo");
        ProvidersFile file = parse("{\"providers\": {\"veo\": {\"command\": [\"./veo\", \"--key=sk-5up3rs3cret\"],"
                + " \"environment\": {\"" + name + "\": \"sk-5up3rs3cret\"}}}}");

        assertThatThrownBy(() -> file.open(Map.of()))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("providers.veo.command contains the value of " + name);
    }

    @Test
    void aSecretInTheCommandIsRefusedWithoutShowingIt() throws Exception {
        program("veo");
        ProvidersFile file = parse("{\"providers\": {\"veo\": {\"command\": [\"./veo\", \"--key=sk-5up3rs3cret\"],"
                + " \"environment\": {\"API_KEY\": {\"from\": \"MY_KEY\"}}}}}");

        assertThatThrownBy(() -> file.open(Map.of("MY_KEY", "sk-5up3rs3cret")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("providers.veo.command contains the value of API_KEY")
                .hasMessageNotContaining("5up3r");
    }

    @Test
    void valuesOfTheEnvironmentAreNotPrinted() {
        ProvidersFile file = provider(", \"environment\": {\"API_KEY\": \"sk-5up3rs3cret\"}");

        assertThat(file.providers().get(0) + " " + file.providers().get(0).environment() + " " + file)
                .contains("API_KEY")
                .doesNotContain("5up3r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"comand\": 1 | providers.veo has an unknown key \"comand\" (did you mean command?); valid are command, credential,"
                        + " environment, in_flight, per_minute, calls_per_minute, timeout_seconds.",
                "\"in_flight\": 0 | providers.veo.in_flight must be a whole number from 1 to 10000, not \"0\".",
                "\"in_flight\": 1.5 | providers.veo.in_flight must be a whole number from 1 to 10000, not \"1.5\".",
                "\"in_flight\": 99999999999999999999 | providers.veo.in_flight must be a whole number from 1 to 10000, not"
                        + " \"99999999999999999999\".",
                "\"per_minute\": \"many\" | providers.veo.per_minute must be a whole number from 1 to 1000000, not \"\"many\"\".",
                "\"credential\": 7 | providers.veo.credential must be a text such as \"veo-main\", not \"7\".",
                "\"environment\": [] | providers.veo.environment must be an object.",
                "\"environment\": {\"A=B\": \"x\"} | providers.veo.environment.\"A=B\" is not the name of an environment variable:"
                        + " letters, digits and _.",
                "\"environment\": {\"A\": 5} | providers.veo.environment.A must be an object.",
                "\"environment\": {\"A\": null} | providers.veo.environment.A must be a text, or {\"from\": \"VARIABLE\"}.",
                "\"environment\": {\"A\": {\"form\": \"B\"}} | providers.veo.environment.A has an unknown key \"form\" (did you mean"
                        + " from?); valid are from.",
                "\"environment\": {\"A\": {}} | providers.veo.environment.A.from is missing; write it as \"A\".",
                "\"timeout_seconds\": {\"pol\": 1} | providers.veo.timeout_seconds has an unknown key \"pol\" (did you mean poll?);"
                        + " valid are start, submit, poll, download, find, cancel, stop.",
                "\"timeout_seconds\": {\"poll\": 0} | providers.veo.timeout_seconds.poll must be a whole number from 1 to 86400, not"
                        + " \"0\".",
                "\"in_flight\": 1, \"in_flight\": 2 | providers.veo.in_flight is there twice; remove one.",
                "\"environment\": {\"A\": \"1\", \"A\": \"2\"} | providers.veo.environment.A is there twice; remove one."
            })
    void aWrongProviderIsRefusedInOneSentence(String members, String message) {
        assertThatThrownBy(() -> provider(", " + members))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessage(folder.resolve("providers.json") + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | providers is missing; write it as {\"NAME\": {\"command\": [...]}}.",
                "{\"provider\": {}} | the file has an unknown key \"provider\" (did you mean providers?); valid are providers,"
                        + " prices.",
                "{\"providers\": {}, \"prices\": {}} | prices must be an array of objects.",
                "{\"providers\": {}, \"prices\": [1]} | prices[0] must be an object.",
                "{\"providers\": {\"veo\": 1}} | providers.veo must be an object.",
                "{\"providers\": {\" \": {\"command\": [\"x\"]}}} | providers.\" \" is not a name: The name must not be blank.",
                "{\"providers\": {\"veo\": {}}} | providers.veo.command is missing; write it as [\"python3\", \"veo.py\"].",
                "{\"providers\": {\"veo\": {\"command\": \"veo\"}}} | providers.veo.command must be an array of texts such as"
                        + " [\"python3\", \"veo.py\"], not \"\"veo\"\".",
                "{\"providers\": {\"veo\": {\"command\": []}}} | providers.veo.command must be an array of texts such as"
                        + " [\"python3\", \"veo.py\"], not \"[]\".",
                "{\"providers\": {\"veo\": {\"command\": [\"veo\", 1]}}} | providers.veo.command must be an array of texts such as"
                        + " [\"python3\", \"veo.py\"], not \"[\"veo\",1]\".",
                "{\"providers\": {\"veo\": {\"command\": [\"a\"]}, \"veo\": {}}} | providers.veo is there twice; remove one."
            })
    void aWrongFileIsRefusedInOneSentence(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessage(folder.resolve("providers.json") + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"provider\": \"ve\", \"per\": \"request\" | prices[0].provider is not a provider of this file: \"ve\" (did you mean"
                        + " veo?).",
                "\"per\": \"request\" | prices[0].provider is missing; write it as \"veo\".",
                "\"provider\": \"veo\", \"per\": \"second\" | prices[0].per must be \"request\", \"character\" or \"parameter NAME\","
                        + " not \"second\".",
                "\"provider\": \"veo\", \"per\": \"parameter \" | prices[0].per must be \"request\", \"character\" or \"parameter"
                        + " NAME\", not \"parameter \".",
                "\"provider\": \"veo\", \"per\": \"request\" | prices[0].amount is missing; write it as \"0.40 USD\".",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": 0.4 | prices[0].amount must be a text such as \"0.40 USD\","
                        + " not \"0.4\".",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"0.40\" | prices[0].amount is wrong: \"0.40\" is not an"
                        + " amount of money; write it as 0.35 USD.",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"0.40 QQQ\" | prices[0].amount is wrong: \"QQQ\" is not a"
                        + " currency (ISO 4217); use one such as USD, EUR or VND.",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"-1 USD\", \"from\": \"2026-01-01\" | prices[0] is wrong:"
                        + " The amount must not be negative: -1000000000.",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"1 USD\", \"from\": \"2026-13-01\" | prices[0].from must be"
                        + " a day such as \"2026-01-01\", not \"2026-13-01\".",
                "\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"1 USD\", \"from\": \"2026-01-01\", \"until\": \"2026-01-01\""
                        + " | prices[0] is wrong: The price of veo from 2026-01-01 ends before it begins, on 2026-01-01."
            })
    void aWrongPriceIsRefusedInOneSentence(String members, String message) {
        assertThatThrownBy(() -> price("{" + members + "}"))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessage(folder.resolve("providers.json") + ": " + message);
    }

    @Test
    void twoPricesThatBeginOnTheSameDayAreRefused() {
        String price = "{\"provider\": \"veo\", \"per\": \"request\", \"amount\": \"1 USD\", \"from\": \"2026-01-01\"}";

        assertThatThrownBy(() -> price(price + ", " + price))
                .hasMessageEndingWith(
                        "prices[1] begins on the same day as prices[0], for the same provider and model.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"providers\": {\"veo\": sk-5up3rs3cret}} | is not valid JSON at line 1, column ",
                "{\"providers\": {} | is not valid JSON at line ",
                "[] | must be one JSON object, such as {\"providers\": {...}, \"prices\": [...]}.",
                "{} {} | must be one JSON object, such as {\"providers\": {...}, \"prices\": [...]}.",
                "`` | must be one JSON object, such as {\"providers\": {...}, \"prices\": [...]}."
            })
    void whatIsNotOneObjectIsRefusedWithoutQuotingIt(String json, String message) {
        assertThatThrownBy(() -> parse(json == null ? "" : json))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith(folder.resolve("providers.json") + " " + message)
                .hasMessageNotContaining("5up3r")
                .hasNoCause();
    }

    @Test
    void aFileThatIsMissingOrAFolderIsRefused() {
        assertThatThrownBy(() -> ProvidersFile.parse(folder.resolve("none.json")))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessage("The file of providers " + folder.resolve("none.json") + " does not exist.");
        assertThatThrownBy(() -> ProvidersFile.parse(folder))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageStartingWith("The file of providers " + folder + " cannot be read: ");
    }
}
