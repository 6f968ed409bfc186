package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MediaCommandsIT {

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

    private JsonNode image(Samples sample) {
        return cli.json("image", "add", file(sample), "--project", project, "--provider", "imagen");
    }

    private Path stored(JsonNode row) {
        return cli.storage().resolve(row.get("filePath").asString());
    }

    @Test
    void imageAddStoresTheBytesAndPrintsTheRecord() {
        JsonNode image = cli.json(
                "image",
                "add",
                file(Samples.LIGHTHOUSE_PNG),
                "--project",
                project,
                "--provider",
                "imagen",
                "--prompt",
                "a \"light\"",
                "--seed",
                "7",
                "--model",
                "imagen-4",
                "--meta",
                "{\"a\": [1, null]}");

        assertThat(image.propertyNames())
                .containsExactly(
                        "id",
                        "profileId",
                        "projectId",
                        "provider",
                        "providerImageId",
                        "prompt",
                        "seed",
                        "meta",
                        "mediaInfo",
                        "model",
                        "filePath",
                        "byteSize",
                        "width",
                        "height",
                        "thumbPath",
                        "contentHash",
                        "rawResponse",
                        "status",
                        "createdAt",
                        "updatedAt",
                        "sceneId",
                        "madeFrom");
        assertThat(image.get("filePath").asString())
                .isEqualTo("projects/" + project + "/images/" + image.get("id").asString() + ".png");
        assertThat(image.get("byteSize").asLong()).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes().length);
        assertThat(image.get("contentHash").asString()).isEqualTo(StoreSnapshot.hash(stored(image)));
        assertThat(image.get("meta").get("a").get(0).asInt()).isEqualTo(1);
        assertThat(image.get("status").asString()).isEqualTo("completed");
        assertThat(stored(image)).hasBinaryContent(Samples.LIGHTHOUSE_PNG.bytes());
    }

    @Test
    void theContentDeterminesTheExtension() {
        JsonNode image = image(Samples.HARBOUR_JPEG_NAMED_PNG);

        assertThat(image.get("filePath").asString()).endsWith(".jpg");
        assertThat(stored(image)).hasBinaryContent(Samples.HARBOUR_JPEG_NAMED_PNG.bytes());
    }

    @Test
    void equalFilesAreStoredOncePerProfile() {
        JsonNode first = image(Samples.LIGHTHOUSE_PNG);
        String again =
                cli.text("image", "add", file(Samples.LIGHTHOUSE_PNG), "--project", project, "--provider", "imagen");

        assertThat(again)
                .startsWith("Stored image; shares the file of a row with the same content\n")
                .contains(first.get("filePath").asString());
        assertThat(cli.snapshot().count("image_generations")).isEqualTo(2);
        // the image and its thumbnail
        assertThat(cli.snapshot().files()).hasSize(2);

        String other = cli.json("project", "create", "--title", "Dawn", "--profile", "studio")
                .get("id")
                .asString();
        JsonNode otherProfile = cli.json(
                "image",
                "add",
                file(Samples.LIGHTHOUSE_PNG),
                "--project",
                other,
                "--provider",
                "imagen",
                "--profile",
                "studio");
        assertThat(otherProfile.get("filePath")).isNotEqualTo(first.get("filePath"));
        assertThat(cli.snapshot().files()).hasSize(4);
    }

    @Test
    void audioAddStoresTheBytesAndPrintsTheRecord() {
        JsonNode audio = cli.json(
                "audio",
                "add",
                file(Samples.NARRATION_VI_WAV),
                "--project",
                project,
                "--provider",
                "tts",
                "--language",
                "vi",
                "--voice",
                "An",
                "--text",
                "Mỗi đêm",
                "--model",
                "tts-2");

        assertThat(audio.get("language").asString()).isEqualTo("vi");
        assertThat(audio.get("voice").asString()).isEqualTo("An");
        assertThat(audio.get("text").asString()).isEqualTo("Mỗi đêm");
        assertThat(audio.get("model").asString()).isEqualTo("tts-2");
        assertThat(audio.get("format").asString()).isEqualTo("wav");
        assertThat(stored(audio)).hasBinaryContent(Samples.NARRATION_VI_WAV.bytes());
        assertThat(cli.text(
                        "audio",
                        "add",
                        file(Samples.NARRATION_EN_MP3),
                        "--project",
                        project,
                        "--provider",
                        "tts",
                        "--language",
                        "en"))
                .startsWith("Stored audio\n")
                .contains("  language  en\n", "  size      22.8 kB\n");
    }

    @Test
    void videoAddRefersToImagesAndAudio() {
        String image = image(Samples.LIGHTHOUSE_PNG).get("id").asString();
        String frame = image(Samples.HARBOUR_JPEG_NAMED_PNG).get("id").asString();

        JsonNode video = cli.json(
                "video",
                "add",
                file(Samples.VIDEO_MP4),
                "--project",
                project,
                "--prompt",
                "a beam",
                "--image",
                image,
                "--input",
                "first_frame=" + frame,
                "--input",
                "first_frame=" + image,
                "--scene",
                "s1",
                "--model",
                "veo-3",
                "--seed",
                "7",
                "--provider",
                "flow",
                "--aspect-ratio",
                "16:9");

        assertThat(video.get("imageGenerationId").asString()).isEqualTo(image);
        assertThat(video.get("seed").asLong()).isEqualTo(7);
        assertThat(video.get("status").asString()).isEqualTo("completed");
        assertThat(stored(video)).hasBinaryContent(Samples.VIDEO_MP4.bytes());
        JsonNode view = cli.json("project", "show", project).get("generations").get(0);
        assertThat(view.get("image").get("id").asString()).isEqualTo(image);
        assertThat(view.get("inputs").valueStream().map(JsonNode::toString))
                .allSatisfy(input -> assertThat(input).startsWith("{\"role\":\"first_frame\",\"position\":"))
                .hasSize(2);
        assertThat(view.get("inputs").get(0).get("image").get("id").asString()).isEqualTo(frame);
        assertThat(cli.text("project", "show", project))
                .contains(
                        "first_frame  26.1 kB  projects/",
                        "s1  " + video.get("id").asString() + "  completed  veo-3\n");
    }

    @Test
    void audioAddAddsAudioToAVideo() {
        String video = cli.json("video", "add", file(Samples.VIDEO_MP4), "--project", project, "--prompt", "p")
                .get("id")
                .asString();
        cli.json(
                "audio",
                "add",
                file(Samples.NARRATION_EN_MP3),
                "--project",
                project,
                "--provider",
                "p",
                "--language",
                "en",
                "--generation",
                video);
        cli.json(
                "audio",
                "add",
                file(Samples.NARRATION_VI_WAV),
                "--project",
                project,
                "--provider",
                "p",
                "--language",
                "vi",
                "--generation",
                video);

        JsonNode view = cli.json("project", "show", project).get("generations").get(0);
        assertThat(view.get("audio").get("language").asString()).isEqualTo("en");
        assertThat(view.get("audioTracks").get(0).get("audio").get("language").asString())
                .isEqualTo("vi");
        Result twice = cli.run(
                "audio",
                "add",
                file(Samples.NARRATION_VI_WAV),
                "--project",
                project,
                "--provider",
                "p",
                "--language",
                "vi",
                "--generation",
                video,
                "--json");
        assertThat(twice.status()).isEqualTo(1);
        assertThat(twice.error().get("type").asString()).isEqualTo("AlreadyExists");
    }

    @Test
    void videoFinalSetsTheFinalCut() {
        JsonNode changed = cli.json("video", "final", file(Samples.VIDEO_MP4), "--project", project);

        assertThat(changed.get("videoPath").asString()).isEqualTo("projects/" + project + "/video.mp4");
        assertThat(cli.storage().resolve(changed.get("videoPath").asString()))
                .hasBinaryContent(Samples.VIDEO_MP4.bytes());
        Path other = Samples.VIDEO_MP4.in(folder, "other.mp4", new byte[] {1});
        assertThat(cli.text("video", "final", other.toString(), "--project", project))
                .contains("final cut  projects/" + project + "/video-");
    }
}
