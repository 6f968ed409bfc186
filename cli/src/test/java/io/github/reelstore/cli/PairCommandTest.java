package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PairCommandTest {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
    }

    private String file(Samples sample) {
        return sample.in(folder).toString();
    }

    private void assertStored(JsonNode row, Samples sample) {
        assertThat(cli.storage().resolve(row.get("filePath").asString())).hasBinaryContent(sample.bytes());
    }

    @Test
    void pairStoresAllThree() {
        JsonNode pair = cli.json(
                "pair",
                "--project",
                project,
                "--provider",
                "p",
                "--prompt",
                "a beam",
                "--image",
                file(Samples.LIGHTHOUSE_PNG),
                "--audio",
                file(Samples.NARRATION_EN_MP3),
                "--language",
                "en",
                "--video",
                file(Samples.VIDEO_MP4),
                "--scene",
                "s1",
                "--model",
                "veo-3",
                "--voice",
                "An",
                "--text",
                "The lighthouse");

        assertThat(pair.propertyNames()).containsExactly("image", "audio", "generation");
        assertThat(pair.get("generation").get("imageGenerationId"))
                .isEqualTo(pair.get("image").get("id"));
        assertThat(pair.get("generation").get("audioGenerationId"))
                .isEqualTo(pair.get("audio").get("id"));
        assertThat(pair.get("generation").get("sceneId").asString()).isEqualTo("s1");
        assertStored(pair.get("image"), Samples.LIGHTHOUSE_PNG);
        assertStored(pair.get("audio"), Samples.NARRATION_EN_MP3);
        assertStored(pair.get("generation"), Samples.VIDEO_MP4);
    }

    @Test
    void pairRecordsAPendingVideo() {
        String text = cli.text(
                "pair",
                "--project",
                project,
                "--provider",
                "p",
                "--prompt",
                "a beam",
                "--image",
                file(Samples.LIGHTHOUSE_PNG));

        assertThat(text)
                .contains("Stored image\n", "Recorded video\n", "status  pending\n")
                .doesNotContain("audio");
        assertThat(cli.storage().resolve("projects/" + project + "/videos")).doesNotExist();
        assertThat(cli.text("project", "show", project)).contains("(no file yet)");
        JsonNode pair = cli.json(
                "pair",
                "--project",
                project,
                "--provider",
                "p",
                "--prompt",
                "a beam",
                "--audio",
                file(Samples.NARRATION_EN_MP3));
        assertThat(pair.get("image").isNull()).isTrue();
        assertThat(pair.get("generation").get("filePath").isNull()).isTrue();
    }
}
