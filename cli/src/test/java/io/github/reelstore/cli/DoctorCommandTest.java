package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DoctorCommandTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    @Test
    void reportsAHealthyStore() {
        cli.json("init");

        String text = cli.text("doctor");
        assertThat(text.lines()).hasSize(8).allSatisfy(line -> assertThat(line).matches("✓ .* \\(\\d+ ms\\)"));
        assertThat(text)
                .contains("✓ configuration", "✓ database writable", "✓ storage writable")
                .contains(cli.database().toString(), cli.storage().toString());

        JsonNode json = cli.json("doctor");
        assertThat(json.propertyNames()).containsExactly("ok", "checks");
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("checks").valueStream()).allSatisfy(check -> {
            assertThat(check.propertyNames()).containsExactly("check", "ok", "detail", "ms");
            assertThat(check.get("ok").asBoolean()).isTrue();
        });
        assertThat(cli.json("project", "list").get("items")).isEmpty();
    }

    @Test
    void reportsAMissingStoreAndCreatesNothing() {
        Result text = cli.run("doctor");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .contains("✓ configuration")
                .contains("✗ database ", "does not exist; create it with \"reelstore init\"")
                .contains("– database writable  not checked");

        Result json = cli.run("doctor", "--json");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.json().get("ok").asBoolean()).isFalse();
        JsonNode checks = json.json().get("checks");
        assertThat(checks.get(1).get("ok").asBoolean()).isFalse();
        assertThat(checks.get(2).get("check").asString()).isEqualTo("database writable");
        assertThat(checks.get(2).get("ok").isNull()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void reportsAnInvalidConfigurationAsAFailedCheck() {
        Result result = cli.run("doctor", "--database", "nonsense");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .startsWith("✗ configuration")
                .contains("reelstore.database.url (option --database) is not a URL")
                .contains("– storage ");
    }
}
