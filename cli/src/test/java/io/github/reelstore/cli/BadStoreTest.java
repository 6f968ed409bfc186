package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is misconfigured or has no space left. */
class BadStoreTest {

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    private void refused(String type, String... arguments) {
        Result text = cli.run(arguments);
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.err()).startsWith("reelstore: ").hasLineCount(1).doesNotContain("Exception");
        Result json = cli.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(arguments), java.util.stream.Stream.of("--json"))
                .toArray(String[]::new));
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.error().get("type").asString()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A letter, and no database at all. ", "x"})
    void aDatabaseThatIsNotSqlite(String text) throws IOException {
        Files.createDirectories(cli.database().getParent());
        byte[] bytes = text.repeat(200).getBytes(StandardCharsets.UTF_8);
        Files.write(cli.database(), bytes);

        refused("Configuration", "project", "list");
        assertThat(cli.database()).hasBinaryContent(bytes);
    }

    @Test
    void aDatabaseThatIsAFolder() throws IOException {
        Files.createDirectories(cli.database());

        refused("Configuration", "init");
    }

    @Test
    void aBlobStoreRootThatIsAFile() throws IOException {
        Files.createDirectories(cli.database().getParent());
        Files.writeString(cli.storage(), "a file");

        refused("Configuration", "init");
        assertThat(cli.storage()).hasContent("a file");
        assertThat(cli.database()).doesNotExist();
    }

    /** The tests may run as root, who can write everywhere except in a virtual file system of the kernel. */
    @Test
    void aBlobStoreRootThatCannotBeWritten() {
        refused("Configuration", "init", "--storage", "file:///proc/reelstore");
        assertThat(cli.database()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:sqlite::memory:", "jdbc:sqlite:a.db?x=1", "jdbc:postgresql://me:secret@host/x", "nonsense"
            })
    void aDatabaseThatIsNotSupported(String url) {
        refused("Configuration", "init", "--database", url);
        assertThat(cli.run("init", "--database", url).err()).doesNotContain("secret");
        assertThat(folder.resolve("reelstore-data")).doesNotExist();
    }
}
