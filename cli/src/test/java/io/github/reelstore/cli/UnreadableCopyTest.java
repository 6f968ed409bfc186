package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bytes whose earlier copy cannot be read or is damaged are stored again, under a new key. */
class UnreadableCopyTest {

    @TempDir
    Path folder;

    private Path replaceByLink(String key) throws IOException {
        Path stored = new Cli(folder).storage().resolve(key);
        Path moved = Files.move(stored, folder.resolve("moved"));
        return Files.createSymbolicLink(stored, moved);
    }

    private static JsonNode add(Cli cli, String project) {
        return cli.json("image", "add", "lighthouse.png", "--project", project, "--provider", "p");
    }

    @Test
    void aCopyThatIsNowALink() throws IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Samples.LIGHTHOUSE_PNG.in(folder);
        String first = add(cli, project).get("filePath").asString();
        replaceByLink(first);

        String second = add(cli, project).get("filePath").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(Files.readAllBytes(cli.storage().resolve(second))).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
    }

    private void damage(String key) throws IOException {
        Path stored = new Cli(folder).storage().resolve(key);
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2]++;
        Files.delete(stored);
        Files.write(stored, bytes);
    }

    @Test
    void aDamagedCopyOfTheSameSize() throws IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Samples.LIGHTHOUSE_PNG.in(folder);
        String first = add(cli, project).get("filePath").asString();
        damage(first);

        String second = add(cli, project).get("filePath").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(Files.readAllBytes(cli.storage().resolve(second))).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
    }

    @Test
    void aDamagedFinalCut() throws IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Path video = Samples.VIDEO_MP4.in(folder);
        String[] command = {"video", "final", video.toString(), "--project", project};
        String first = cli.json(command).get("videoPath").asString();
        damage(first);

        String second = cli.json(command).get("videoPath").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(Files.readAllBytes(cli.storage().resolve(second))).isEqualTo(Samples.VIDEO_MP4.bytes());
    }

    @Test
    void aCopyWithoutPermission() throws IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Samples.LIGHTHOUSE_PNG.in(folder);
        String first = add(cli, project).get("filePath").asString();
        Path stored = cli.storage().resolve(first);
        Files.setPosixFilePermissions(stored, Set.of());
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(stored), "root reads every file");

        assertThat(add(cli, project).get("filePath").asString()).isNotEqualTo(first);
    }

    @Test
    void aFinalCutThatIsNowALink() throws IOException {
        Cli cli = Cli.withStore(folder);
        String project = cli.project("Dusk");
        Path video = Samples.VIDEO_MP4.in(folder);
        String[] command = {"video", "final", video.toString(), "--project", project};
        String first = cli.json(command).get("videoPath").asString();
        Path link = replaceByLink(first);

        String second = cli.json(command).get("videoPath").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllBytes(cli.storage().resolve(second))).isEqualTo(Samples.VIDEO_MP4.bytes());
    }
}
