package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files that are not plain ASCII. */
class FileNameIT {

    @TempDir
    Path folder;

    /** Java decodes each byte of an argument that is not UTF-8 as U+FFFD. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image add caf\uFFFD.png --project P --provider p",
                "video final caf\uFFFD.png --project P",
                "pair --project P --provider p --prompt p --image caf\uFFFD.png",
                "image add a.png --project P --provider p --prompt-file caf\uFFFD.txt",
            })
    void aNameThatIsNotUtf8(String command) {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");

        Result result = cli.run(command.replace("P ", project + " ").split(" "));
        if (command.endsWith(" P")) {
            result = cli.run((command.substring(0, command.length() - 1) + project).split(" "));
        }

        assertThat(result.status()).isNotZero();
        assertThat(result.err()).contains("is not UTF-8", "standard input").doesNotContain("does not exist");
    }

    @Test
    void aFileWhoseNameHasTheReplacementCharacterIsStored() throws java.io.IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Files.write(folder.resolve("caf\uFFFD.png"), Samples.LIGHTHOUSE_PNG.bytes());

        assertThat(cli.run("image", "add", "caf\uFFFD.png", "--project", project, "--provider", "p")
                        .status())
                .isZero();
    }

    /** Composed, decomposed (as macOS writes names), percent-encoded, and beyond the basic plane. */
    @ParameterizedTest
    @ValueSource(strings = {"H\u1ea3i \u0111\u0103ng", "cafe\u0301", "H%E1%BA%A3i", "\uD83C\uDF05"})
    void aFileUrlMayHaveAnyLetters(String name) {
        Cli cli = new Cli(folder);
        String url = "file://" + folder + "/" + name.replace(" ", "%20");

        cli.json("init", "--storage", url);

        String decoded = name.replace("%E1%BA%A3", "\u1ea3");
        assertThat(folder.resolve(decoded).resolve(".reelstore")).isDirectory();
    }
}
