package io.github.reelstore.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyCommandTest {

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""));
    private String project = "";

    @BeforeEach
    void fill() {
        cli = new Cli(folder);
        project = cli.project("Dusk");
    }

    private String add(String command, Samples sample, String... more) {
        String[] start = {command, "add", sample.in(folder).toString(), "--project", project};
        String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return cli.json(all).get("filePath").asString();
    }

    @Test
    void aSoundStoreIsClean() {
        add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        add("audio", Samples.SPEECH_EN_MP3, "--provider", "p");
        add("video", Samples.CLIP_MP4, "--prompt", "p");

        JsonNode clean = cli.json("verify");

        assertThat(clean.propertyNames()).containsExactly("checked", "problems");
        assertThat(clean.get("checked").asInt()).isEqualTo(4);
        assertThat(clean.get("problems")).isEmpty();
        assertThat(cli.text("verify", "--project", project)).isEqualTo("Checked 4 rows: no problems.\n");
        assertThat(cli.text("--profile", "nobody", "verify")).contains("nothing to check", "nobody");
    }

    @Test
    void tellsFilesThatAreGoneOrOfAnotherSize() throws IOException {
        String image = add("image", Samples.LIGHTHOUSE_PNG, "--provider", "p");
        String audio = add("audio", Samples.SPEECH_EN_MP3, "--provider", "p");
        String clip = add("video", Samples.CLIP_MP4, "--prompt", "p");
        cli.json("video", "final", Samples.CLIP_MP4.in(folder).toString(), "--project", project);
        Files.delete(cli.storage().resolve(image));
        Files.delete(cli.storage().resolve("projects/" + project + "/video.mp4"));
        Files.write(cli.storage().resolve(clip), new byte[] {1, 2, 3});
        var before = cli.snapshot();

        Result result = cli.run("verify", "--json");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        JsonNode problems = result.json().get("problems");
        assertThat(problems).hasSize(3);
        assertThat(problems)
                .extracting(problem -> problem.get("kind").asString() + " "
                        + problem.get("key").asString())
                .containsExactlyInAnyOrder(
                        "missing " + image, "missing projects/" + project + "/video.mp4", "size " + clip);
        assertThat(problems)
                .allSatisfy(
                        problem -> assertThat(problem.propertyNames()).containsExactly("kind", "key", "row", "detail"));
        assertThat(result.out()).doesNotContain(audio);
        assertThat(cli.run("verify").out()).contains("missing", image, "should have", "Checked 4 rows: 3 problems.");
        assertThat(cli.snapshot()).isEqualTo(before);
        assertThat(cli.run("verify", "--project", cli.project("Dawn")).status()).isZero();
        assertThat(cli.run("verify", "--project", "none").status()).isEqualTo(1);
    }
}
