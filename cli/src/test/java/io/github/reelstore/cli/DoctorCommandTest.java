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
        assertThat(text.lines()).hasSize(9).allSatisfy(line -> assertThat(line).matches("✓ .* \\(\\d+ ms\\)"));
        assertThat(text)
                .contains("✓ configuration", "✓ database writable", "✓ storage writable")
                .contains(cli.database().toString(), cli.storage().toString());

        JsonNode json = cli.json("doctor");
        assertThat(json.propertyNames()).containsExactly("ok", "checks");
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("checks").valueStream()).allSatisfy(check -> {
            assertThat(check.propertyNames()).containsExactly("check", "ok", "warning", "detail", "ms");
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

    @Test
    void warnsAboutJobsThatNeedAPerson() throws Exception {
        String project = cli.project("Dusk");
        assertThat(cli.text("doctor")).containsPattern("✓ ledger +no job needs you");
        String lost = request(project, "lost answer");
        String stuck = request(project, "stuck result");
        request(project, "The lamp turns on");
        InProcessProvider.work(folder);

        String text = cli.text("doctor");

        assertThat(text)
                .containsPattern("! ledger +The outcome of 1 job \\(" + lost
                        + "\\) is unknown: look at the provider, and decide with \"reelstore job resolve JOB\"\\."
                        + " The provider soon deletes the results of 1 job \\(" + stuck + "\\), which are not stored");
        JsonNode json = cli.json("doctor");
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("checks")
                        .valueStream()
                        .filter(check -> check.get("warning").asBoolean())
                        .map(check -> check.get("check").asString()))
                .containsExactly("ledger");
    }

    private String request(String project, String prompt) {
        return cli.json(
                        "job",
                        "request",
                        "--project",
                        project,
                        "--provider",
                        "veo",
                        "--kind",
                        "video",
                        "--prompt",
                        prompt)
                .get("id")
                .asString();
    }
}
