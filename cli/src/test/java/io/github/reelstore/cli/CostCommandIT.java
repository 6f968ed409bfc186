package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli.Result;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Budgets and costs. */
class CostCommandIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private Result request(String provider, String prompt, String... more) {
        String[] command = {
            "job", "request", "--project", project, "--provider", provider, "--kind", "video", "--prompt", prompt
        };
        return cli.run(
                Stream.of(List.of(command), List.of(more)).flatMap(List::stream).toArray(String[]::new));
    }

    private void planned(String provider, String prompt, String... more) {
        Result result = request(provider, prompt, more);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("Planned");
    }

    @Test
    void aBudgetOfARefusedRequestIsNamedAndNothingIsPlanned() {
        assertThat(cli.text("budget", "set", "--per", "day", "0.5 USD"))
                .isEqualTo("Budget: 0.5 USD a day. Spent so far: 0 USD.\n");
        planned("veo", "Waves", "--price", "0.35 USD");

        Result refused = request("veo", "Boats", "--price", "0.35 USD");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo(
                        "reelstore: The budget (0.5 USD a day) has 0.15 USD left, and this costs 0.35 USD; nothing was"
                                + " requested. Raise the budget, or wait for its next period. \"reelstore budget list\" shows what"
                                + " is left of each budget.\n");
        assertThat(cli.json("job", "list").get("items")).hasSize(1);
        assertThat(cli.run(
                                "--json",
                                "job",
                                "request",
                                "--project",
                                project,
                                "--provider",
                                "veo",
                                "--kind",
                                "video",
                                "--prompt",
                                "Boats",
                                "--price",
                                "0.35 USD")
                        .error()
                        .get("type")
                        .asString())
                .isEqualTo("BudgetExceeded");
        assertThat(cli.text("budget", "set", "--per", "day", "1", "USD")).contains("Spent so far: 0.35 USD");
        planned("veo", "Boats", "--price", "0.35 USD");
    }

    @Test
    void aBudgetOfZeroAdmitsOnlyWhatCostsNothing() {
        cli.json("budget", "set", "--provider", "veo", "--per", "total", "0", "USD");

        assertThat(request("veo", "Waves", "--price", "0.000000001 USD").err())
                .contains("The budget (0 USD in total for provider veo) has 0 USD left")
                .hasLineCount(1);
        planned("veo", "Waves", "--price", "0 USD");
        planned("tts", "Waves", "--price", "0.35 USD");
    }

    @Test
    void aJobWithoutAPriceOrInAnotherCurrencyIsRefused() {
        cli.json("budget", "set", "--project", project, "--per", "month", "10", "USD");

        assertThat(request("veo", "Waves").err())
                .contains(
                        "no price is known for \"veo\"; pass a price table that has it (--providers FILE), or state a price for the request.")
                .hasLineCount(1);
        assertThat(request("veo", "Waves", "--price", "0.35 EUR").err())
                .contains("is in USD, but the price of \"veo\" is 0.35 EUR; give both the same currency.")
                .hasLineCount(1);
        assertThat(cli.json("job", "list").get("items")).isEmpty();
    }

    @Test
    void budgetsAreListedWithWhatIsLeftAndDeleted() {
        assertThat(cli.text("budget", "list")).isEqualTo("No budgets in profile default.\n");
        cli.json("budget", "set", "--per", "month", "100 USD");
        cli.json("budget", "set", "--project", project, "--per", "total", "5 USD");
        cli.json("budget", "set", "--provider", "veo", "--per", "day", "20 USD");
        planned("veo", "Waves", "--price", "0.35 USD");

        assertThat(cli.text("budget", "list").lines())
                .containsExactlyInAnyOrder(
                        "FOR  PER  LIMIT  SPENT  LEFT",
                        "all jobs  month  100 USD  0.35 USD  99.65 USD",
                        "project " + project + "  total  5 USD  0.35 USD  4.65 USD",
                        "provider veo  day  20 USD  0.35 USD  19.65 USD");
        JsonNode budget = cli.json("budget", "set", "--per", "month", "50 USD");
        assertThat(budget.get("scope").asString()).isEqualTo("profile");
        assertThat(budget.get("subject").isNull()).isTrue();
        assertThat(budget.get("limit").get("amount").asString()).isEqualTo("50");
        assertThat(budget.get("left").get("amount").asString()).isEqualTo("49.65");

        cli.text("budget", "delete", "--provider", "veo", "--per", "day");
        assertThat(cli.run("budget", "delete", "--provider", "veo", "--per", "day")
                        .err())
                .isEqualTo("reelstore: There is no such budget; \"reelstore budget list\" lists those that exist.\n");
        assertThat(cli.json("budget", "list").get("items")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget set --per day 20|is not an amount of money; write it as 0.35 USD",
                "budget set --per day 20 XXQ|is not a currency",
                "budget set --per day 1e3 USD|is not an amount of money",
                "budget set --per day 0.0000000001 USD|at most 9 decimals",
                "budget set --per week 20 USD|one of day, month, total; not \"week\"",
                "budget set 20 USD|--per",
                "budget set --per day|AMOUNT",
                "budget set --per day --project p --provider v 20 USD|Specify only one",
                "cost --by week|provider, model, day; not \"week\"",
                "cost --from yesterday|is not a time",
                "cost --from 2026-02-01 --until 2026-01-01|before it begins",
                "cost --csv --json|not both",
            })
    void wrongValuesAreOneSentence(String command, String message) {
        Result result = cli.run(command.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message).hasLineCount(1);
    }

    @Test
    void aBudgetOfAMissingProjectIsRefused() {
        assertThat(cli.run("budget", "set", "--project", "none", "--per", "day", "1 USD")
                        .err())
                .contains("none")
                .hasLineCount(1);
    }

    @Test
    void aNegativeAmountIsRefused() {
        assertThat(request("veo", "Waves", "--price", "-1 USD").err())
                .contains("must not be negative")
                .hasLineCount(1);
        assertThat(cli.run("budget", "set", "--per", "day", "--", "-1 USD").err())
                .contains("must not be negative")
                .hasLineCount(1);
    }

    @Test
    void costsAreSummedUpSoThatTheLinesAreTheTotal() throws Exception {
        planned("veo", "Waves", "--price", "0.35 USD", "--scene", "1", "--model", "veo-3.1");
        planned("veo", "refused words", "--price", "0.35 USD");
        InProcessProvider.work(folder);
        assertThat(request("veo", "Waves", "--scene", "1", "--model", "veo-3.1").out())
                .startsWith("Reused");
        planned("veo", "Boats", "--price", "0.5 USD");
        planned("tts", "Words", "--price", "0.1 EUR", "--language", "vi");
        planned("free", "Gulls");

        assertThat(cli.text("cost").lines())
                .containsExactly(
                        "PROVIDER  JOBS  CHARGED  RESERVED  REUSED  SAVED",
                        "free  1  -  -  0  -",
                        "tts  1  0 EUR  0.1 EUR  0  0 EUR",
                        "veo  3  0.25 USD  0.5 USD  1  0.25 USD",
                        "total  1  -  -  0  -",
                        "total  1  0 EUR  0.1 EUR  0  0 EUR",
                        "total  3  0.25 USD  0.5 USD  1  0.25 USD");
        assertThat(cli.text("cost", "--by", "scene"))
                .contains(project + "/1  1  0.25 USD  0 USD  1  0.25 USD", "unassigned  2  0 USD  0.5 USD  0  0 USD");
        assertThat(cli.text("cost", "--by", "project")).contains(project + "  Dusk  3  0.25 USD");
        assertThat(cli.text("cost", "--from", "2000-01-01", "--until", "2001-01-01"))
                .isEqualTo("No jobs.\n");
        assertThat(cli.text("cost", "--project", cli.project("Dawn"))).isEqualTo("No jobs.\n");
        for (String by : List.of("project", "scene", "language", "provider", "model", "day")) {
            JsonNode report = cli.json("cost", "--by", by);
            assertThat(sum(report.get("items"), "reserved")).isEqualByComparingTo("0.6");
            assertThat(sum(report.get("items"), "charged")).isEqualByComparingTo("0.25");
            assertThat(sum(report.get("totals"), "reserved")).isEqualByComparingTo("0.6");
            assertThat(report.get("items")
                            .valueStream()
                            .mapToInt(line -> line.get("jobs").asInt())
                            .sum())
                    .isEqualTo(5);
        }
    }

    private static BigDecimal sum(JsonNode lines, String member) {
        return lines.valueStream()
                .map(line -> line.get(member))
                .filter(JsonNode::isString)
                .map(amount -> new BigDecimal(amount.asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void csvHasNumbersAndHarmlessTexts() {
        planned("=HYPERLINK(\"http://x\",1)", "Waves", "--price", "0.35 USD");
        planned("tts, the \"second\"", "Words", "--price", "1000 VND");
        planned("free", "Gulls");

        assertThat(cli.text("cost", "--csv").split("\r\n"))
                .containsExactly(
                        "provider,currency,jobs,charged,reserved,reuses,saved",
                        "\"'=HYPERLINK(\"\"http://x\"\",1)\",USD,1,0,0.35,0,0",
                        "free,,1,,,0,",
                        "\"tts, the \"\"second\"\"\",VND,1,0,1000,0,0");
        assertThat(cli.text("cost", "--csv", "--by", "language")).contains("\r\nunassigned,USD,1,0,0.35,0,0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"})
    void aTextThatBeginsAFormulaGetsAnApostrophe(String provider) {
        planned(provider, "Waves");

        assertThat(cli.text("cost", "--csv").replace("\"", "")).contains("\r\n'" + provider + ",,1");
    }
}
