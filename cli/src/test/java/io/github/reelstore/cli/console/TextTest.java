package io.github.reelstore.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.FrameRate;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private static final TextStyle PLAIN = new TextStyle(false);
    private static final Layout UNLIMITED = new Layout(Integer.MAX_VALUE, PLAIN, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "12345, 12.3 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "8000000, 8.0 MB",
        "1500000000, 1.5 GB",
        "9223372036854775807, 9.2 EB"
    })
    void sizesHaveDecimalUnits(long bytes, String text) {
        assertThat(Layout.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"25/1, 25 fps", "24000/1001, 24000/1001 fps", "15/2, 15/2 fps", "1/1, 1 fps"})
    void frameRatesHaveNoDenominatorOfOne(String fraction, String text) {
        assertThat(Layout.frameRate(FrameRate.of(fraction))).isEqualTo(text);
    }

    @Test
    void timesAreInTheZoneOfTheLayout() {
        Instant instant = Instant.parse("2026-11-22T23:30:59.123456Z");

        assertThat(new Layout(80, PLAIN, ZoneId.of("Asia/Ho_Chi_Minh")).time(instant))
                .isEqualTo("2026-11-23 06:30");
    }

    @Test
    void textIsOnOneLineWithoutControlCharacters() {
        assertThat(SafeText.of("a\r\n\tb\u0085\u2028c  d ")).isEqualTo("a b c d");
        assertThat(SafeText.of("\033[31mred\033]0;title\007")).isEqualTo("\uFFFD[31mred\uFFFD]0;title\uFFFD");
        assertThat(SafeText.of("\u009b2J \u202Eevil \ud800")).isEqualTo("\uFFFD2J \uFFFDevil \uFFFD");
        assertThat(SafeText.of("Hải đăng 灯台 🗼")).isEqualTo("Hải đăng 灯台 🗼");
    }

    @Test
    void widthIsTheNumberOfColumns() {
        assertThat(SafeText.width("Hải đăng")).isEqualTo(8);
        assertThat(SafeText.width("Ha\u0309i")).isEqualTo(3);
        assertThat(SafeText.width("灯台")).isEqualTo(4);
        assertThat(SafeText.width("🗼")).isEqualTo(2);
    }

    @Test
    void longTextIsCut() {
        assertThat(SafeText.cut("lighthouse", 10)).isEqualTo("lighthouse");
        assertThat(SafeText.cut("lighthouse", 6)).isEqualTo("light…");
        assertThat(SafeText.cut("a lighthouse", 3)).isEqualTo("a…");
        assertThat(SafeText.cut("灯台灯台", 4)).isEqualTo("灯…");
    }

    @Test
    void aTableCutsOneColumn() {
        Layout narrow = new Layout(40, PLAIN, ZoneOffset.UTC);
        String table = new TextTable(narrow, 1, "ID", "TITLE", "STATUS")
                .row("0123456789", "A title that is much too long for that", "draft")
                .row("1", "short\nand\033[2J", "completed")
                .render();

        assertThat(table.lines())
                .containsExactly(
                        "ID          TITLE              STATUS",
                        "0123456789  A title that is…   draft",
                        "1           short and\uFFFD[2J      completed");
        assertThat(table.lines())
                .allSatisfy(line -> assertThat(SafeText.width(line)).isLessThanOrEqualTo(40));
    }

    @Test
    void aTableElsewhereIsNotPaddedAndItsTextIsShortened() {
        String key = "k".repeat(1_000);
        TextTable table = new TextTable(UNLIMITED, 1, "ID", "TITLE", "STATUS", "FILE");
        assertThat(table.isEmpty()).isTrue();
        String text = table.row("0123456789", "x".repeat(100_000), "y".repeat(100_000), key)
                .row("1", "short", "draft", "f")
                .render();

        assertThat(table.isEmpty()).isFalse();
        assertThat(text.lines())
                .containsExactly(
                        "ID  TITLE  STATUS  FILE",
                        "0123456789  " + "x".repeat(199) + "…  " + "y".repeat(199) + "…  " + key,
                        "1  short  draft  f");
    }

    @Test
    void aLongLastCellDoesNotPadTheOthersOnAScreen() {
        Layout screen = new Layout(80, PLAIN, ZoneOffset.UTC);
        String text = new TextTable(screen, 1, "ID", "TITLE", "FILE")
                .row("1", "one", "k".repeat(5_000))
                .row("2", "two", "f")
                .render();

        assertThat(text.lines().toList().get(2)).isEqualTo("2   two    f");
    }

    @Test
    void detailsAreAligned() {
        String details = new Details(UNLIMITED, "Dusk\n")
                .whole("id", "1")
                .text("aspect ratio", java.util.Optional.of("16:9"))
                .text("none", java.util.Optional.empty())
                .render();

        assertThat(details).isEqualTo("Dusk\n  id            1\n  aspect ratio  16:9\n");
    }

    @Test
    void promptsAreCutOnScreensOnlyAndKeysNever() {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Title ".repeat(50));
        String prompt = "A \"prompt\"\nof many words\033[2J ".repeat(20);
        String image = io.github.reelstore.app.Samples.LIGHTHOUSE_PNG.in(folder).toString();
        String key = cli.json("pair", "--project", project, "--provider", "p", "--prompt", prompt, "--image", image)
                .get("image")
                .get("filePath")
                .asString();

        String piped = cli.text("project", "show", project);
        assertThat(piped)
                .contains("of many words\uFFFD[2J A \"prompt\" of many words")
                .doesNotContain("…", "\033");

        cli.screens(Terminal.Channel.STDOUT).environment("NO_COLOR", "1").environment("COLUMNS", "60");
        String screen = cli.text("project", "show", project);
        assertThat(screen).contains("…", key);
        assertThat(screen.lines().filter(line -> !line.contains("projects/")))
                .allSatisfy(line -> assertThat(SafeText.width(line)).isLessThanOrEqualTo(60));
        assertThat(cli.text("project", "list").lines().map(SafeText::width).toList())
                .isNotEqualTo(List.of())
                .allSatisfy(width -> assertThat(width).isLessThanOrEqualTo(100));
    }

    @Test
    void suggestedCommandsAreQuotedForTheShell() {
        assertThat(Messages.forShell("jdbc:sqlite:/a/b.db")).isEqualTo("jdbc:sqlite:/a/b.db");
        assertThat(Messages.forShell("a b")).isEqualTo("'a b'");
        assertThat(Messages.forShell("it's $x")).isEqualTo("'it'\\''s $x'");
        assertThat(Messages.forShell("")).isEqualTo("''");
    }
}
