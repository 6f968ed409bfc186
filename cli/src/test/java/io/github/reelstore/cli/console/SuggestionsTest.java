package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line suggests for a word that it does not know. */
class SuggestionsTest {

    private static final List<String> COMMANDS =
            List.of("project", "pair", "repair", "gc", "cat", "list", "add", "undelete");
    private static final List<String> OPTIONS =
            List.of("--json", "--profile", "--project", "-h", "--help", "-V", "--version");

    @TempDir
    Path folder;

    private String message(String command) {
        return new Cli(folder).run(command.split(" ")).err();
    }

    @ParameterizedTest
    @CsvSource({
        "projet, project",
        "projcet, project",
        "prject list, project",
        "prroject, project",
        "PROJECT, project",
        "gcc, gc",
        "udnelete, undelete",
        "project lsit, list",
        "project shwo 1, show",
        "image ad, add",
        "config sow, show"
    })
    void aMisspelledCommandSuggestsTheCommand(String typed, String suggested) {
        assertThat(message(typed)).contains(" Did you mean " + suggested + "? See: ");
    }

    @ParameterizedTest
    @CsvSource({
        "--jsn init, --json",
        "-json init, --json",
        "--databse=x init, --database",
        "init --rebnd, --rebind",
        "project list --limt 3, --limit",
        "project show 1 --langauge vi, --language",
        "audio add --audio-language vi, --language",
        "init -v, -V"
    })
    void aMisspelledOptionSuggestsTheOption(String typed, String suggested) {
        assertThat(message(typed)).contains(" Did you mean " + suggested + "? See: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "ls",
                "x",
                "rm",
                "gv",
                "create",
                "project frobnicate",
                "project rm",
                "project create x --title x",
                "--frobnicate init",
                "--x init",
                "-x init",
                "project list --projection"
            })
    void aWordThatIsNotCloseToAnySuggestsNothing(String typed) {
        assertThat(message(typed)).startsWith("reelstore: ").contains("--help").doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({
        "lst, There is no command \"lst\".",
        "project lst --title x, There is no command \"lst\".",
        "project list more, Unexpected argument \"more\".",
        "gc --wat=1, There is no option \"--wat=1\"."
    })
    void theUnknownWordIsNamed(String typed, String expected) {
        assertThat(message(typed)).startsWith("reelstore: " + expected);
    }

    @Test
    void oneEditIsAllowedForEveryThreeLettersAndTwoAtMost() {
        assertThat(Suggestions.closest("gb", COMMANDS)).isEmpty();
        assertThat(Suggestions.closest("cst", COMMANDS)).containsExactly("cat");
        assertThat(Suggestions.closest("cta", COMMANDS)).containsExactly("cat");
        assertThat(Suggestions.closest("cst", List.of("act"))).isEmpty();
        assertThat(Suggestions.closest("repare", COMMANDS)).containsExactly("repair");
        assertThat(Suggestions.closest("undeeltt", COMMANDS)).containsExactly("undelete");
        assertThat(Suggestions.closest("ndeltt", COMMANDS)).isEmpty();
        assertThat(Suggestions.closest("", COMMANDS)).isEmpty();
    }

    @Test
    void onlyTheClosestNamesAreSuggested() {
        assertThat(Suggestions.closest("projec", List.of("project", "prospect")))
                .containsExactly("project");
        assertThat(Suggestions.closest("epair", COMMANDS)).containsExactly("pair", "repair");
    }

    @Test
    void hyphensAreNotLetters() {
        assertThat(Suggestions.closest("-x", OPTIONS)).isEmpty();
        assertThat(Suggestions.closest("--jso", OPTIONS)).containsExactly("--json");
        assertThat(Suggestions.closest("-", OPTIONS)).isEmpty();
        assertThat(Suggestions.closest("--", OPTIONS)).isEmpty();
    }

    @Test
    void aVeryLongWordIsCheap() {
        assertThat(Suggestions.closest("x".repeat(5_000_000), COMMANDS)).isEmpty();
    }
}
