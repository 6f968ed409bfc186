package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob store that does not exist, such as a mistyped {@code --storage}: reading does not create it. */
class MissingStorageTest {

    @TempDir
    Path folder;

    private Cli cli;
    private Path missing;
    private String project;
    private String key;

    @BeforeEach
    void createStore() {
        cli = new Cli(folder);
        missing = folder.resolve("mistyped");
        project = cli.project("Dusk");
        key = cli.json(
                        "image",
                        "add",
                        Samples.LIGHTHOUSE_PNG.in(folder).toString(),
                        "--project",
                        project,
                        "--provider",
                        "p")
                .get("filePath")
                .asString();
    }

    private Result run(String... command) {
        Result result = cli.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("--storage", missing.toUri().toString()),
                        java.util.Arrays.stream(command))
                .toArray(String[]::new));
        assertThat(missing).doesNotExist();
        return result;
    }

    @Test
    void listsAndShowReadTheRows() {
        assertThat(run("project", "list").out()).contains("Dusk");
        assertThat(run("image", "list").out()).contains(key);
        assertThat(run("project", "show", project).out()).contains("Dusk", key);
    }

    @Test
    void verifyReportsThatItIsMissing() {
        Result verify = run("verify");
        assertThat(verify.status()).isEqualTo(3);
        assertThat(verify.out()).contains("missing").contains("store  ");
    }

    @Test
    void catSaysWhatToCheck() {
        Result cat = run("cat", key);
        assertThat(cat.status()).isEqualTo(1);
        assertThat(cat.err())
                .contains("mistyped", "does not exist", "--storage")
                .hasLineCount(1);
    }
}
