package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Metadata that is read from the content of files. */
@Tag("journey")
class MediaMetadataIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void setUp() {
        // on a busy machine creating a thumbnail may take longer than the default timeout
        cli = new Cli(folder).environment("REELSTORE_MEDIA_TIME", "5m");
        project = cli.project("Dusk");
    }

    private JsonNode image(Samples sample) {
        return cli.json("image", "add", sample.in(folder).toString(), "--project", project, "--provider", "imagen");
    }

    private JsonNode audio(Path file, String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"audio", "add", file.toString(), "--project", project, "--provider", "elevenlabs"},
                7 + more.length);
        System.arraycopy(more, 0, all, 7, more.length);
        return cli.json(all);
    }

    private JsonNode video() {
        return cli.json(
                "video", "add", Samples.VIDEO_MP4.in(folder).toString(), "--project", project, "--prompt", "a lamp");
    }

    @Test
    void anImageHasItsDimensionsAndAThumbnail() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.get("height").asInt()).isPositive();
        String thumbnail = image.get("thumbPath").asString();
        assertThat(thumbnail)
                .startsWith("projects/" + project + "/images/" + image.get("id").asString() + ".thumb.");
        assertThat(cli.storage().resolve(thumbnail)).isNotEmptyFile();
    }

    @Test
    void thumbnailsCanBeDisabled() {
        cli.environment("REELSTORE_MEDIA_THUMBNAILS", "false");
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.path("thumbPath").asString(null)).isNull();
        cli.environment("REELSTORE_MEDIA_THUMBNAILS", "perhaps");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.thumbnails", "true or false");
    }

    @Test
    void equalFilesShareAThumbnail() {
        JsonNode first = image(Samples.LIGHTHOUSE_PNG);
        JsonNode second = image(Samples.LIGHTHOUSE_PNG);
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
        assertThat(second.get("thumbPath")).isEqualTo(first.get("thumbPath"));
    }

    @Test
    void metadataOfTheCallerIsKept() {
        JsonNode image = cli.json(
                "image",
                "add",
                Samples.HARBOUR_JPEG_NAMED_PNG.in(folder).toString(),
                "--project",
                project,
                "--provider",
                "imagen",
                "--meta",
                "{\"take\": 3}");
        assertThat(image.get("meta").get("take").asInt()).isEqualTo(3);
        assertThat(image.get("mediaInfo").get("claimed")).isNotEmpty();
    }

    @Test
    void aWrongExtensionIsNotedInMetaAndInTheOutput() {
        JsonNode image = image(Samples.HARBOUR_JPEG_NAMED_PNG);
        assertThat(image.get("filePath").asString()).endsWith(".jpg");
        JsonNode notes = image.get("mediaInfo");
        assertThat(notes.get("claimed").get("type").asString()).isEqualTo("image/png");
        assertThat(notes.get("warnings").get(0).asString())
                .isEqualTo("It was given as image/png, but its bytes are image/jpeg.");
        String text = cli.text(
                "image", "add", folder.resolve("harbour.png").toString(), "--project", project, "--provider", "imagen");
        assertThat(text).contains("warning").contains("It was given as image/png, but its bytes are image/jpeg.");
    }

    @Test
    void audioAndVideosHaveMetadata() {
        JsonNode audio = audio(Samples.NARRATION_EN_MP3.in(folder));
        assertThat(audio.get("durationMs").asLong()).isPositive();
        assertThat(audio.get("durationSeconds").asLong())
                .isEqualTo(Math.round(audio.get("durationMs").asLong() / 1000.0));
        assertThat(audio.get("sampleRate").asInt()).isPositive();
        assertThat(audio.get("channels").asInt()).isPositive();
        assertThat(audio.get("bitrate").asInt()).isPositive();
        assertThat(audio.get("mediaInfo").get("codecs").get(0).asString()).isEqualTo("mp3");
        JsonNode video = video();
        assertThat(video.get("durationMs").asLong()).isPositive();
        assertThat(video.get("width").asInt()).isPositive();
        assertThat(video.get("frameRate").asString()).isEqualTo("24/1");
        assertThat(cli.text("project", "show", project)).contains("24 fps");
        assertThat(video.get("mediaInfo").get("codecs").get(0).asString()).isEqualTo("h264");
    }

    @Test
    void audioWithoutAHeaderHasTheGivenFormat() throws IOException {
        byte[] samples = new byte[48_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 31 % 251);
        }
        Path file = Files.write(folder.resolve("audio.bin"), samples);
        JsonNode pcm = audio(file, "--format", "pcm_24000");
        assertThat(pcm.get("filePath").asString()).endsWith(".pcm");
        assertThat(pcm.get("format").asString()).isEqualTo("pcm");
        assertThat(pcm.get("durationMs").asLong()).isEqualTo(1_000);
        assertThat(pcm.get("sampleRate").asInt()).isEqualTo(24_000);
        samples[0]++;
        JsonNode ulaw = audio(Files.write(folder.resolve("audio.raw"), samples), "--format", "ulaw_8000");
        assertThat(ulaw.get("filePath").asString()).endsWith(".ulaw");
        assertThat(ulaw.get("durationMs").asLong()).isEqualTo(6_000);
    }

    @Test
    void theGivenFormatOfAFileWithAHeaderIsAClaim() {
        JsonNode audio = audio(Samples.NARRATION_VI_WAV.in(folder), "--format", "pcm_24000");
        assertThat(audio.get("format").asString()).isEqualTo("wav");
        assertThat(audio.get("mediaInfo").get("claimed").get("format").asString())
                .isEqualTo("pcm_24000");
    }

    @Test
    void anErrorPageIsRefusedWhateverTheFormat() throws IOException {
        Path file = Files.write(
                folder.resolve("audio.pcm"), "{\"detail\": \"quota exceeded\"}".getBytes(StandardCharsets.UTF_8));
        Result result = cli.run(
                "audio", "add", file.toString(), "--project", project, "--provider", "p", "--format", "pcm_24000");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("JSON text");
    }

    @Test
    void anInvalidFormatIsWrongUsage() {
        Result result =
                cli.run("audio", "add", "x.pcm", "--project", project, "--provider", "p", "--format", "CD quality");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("pcm_24000");
    }

    @Test
    void aTruncatedFileIsStoredWithAWarning() throws IOException {
        byte[] whole = Samples.LIGHTHOUSE_PNG.bytes();
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        JsonNode image = cli.json("image", "add", cut.toString(), "--project", project, "--provider", "imagen");
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.get("mediaInfo").get("warnings").get(0).asString()).isEqualTo("The file ends too early.");
    }

    @Test
    void aTruncatedFinalCutHasAWarning() throws IOException {
        byte[] whole = Samples.VIDEO_MP4.bytes();
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(cli.text("video", "final", cut.toString(), "--project", project))
                .containsPattern("warning +The file ends too early\\.");
    }

    @Test
    void verifySaysHowToRecreateAThumbnail() throws IOException {
        image(Samples.LIGHTHOUSE_PNG);
        cli.text("video", "final", Samples.VIDEO_MP4.in(folder).toString(), "--project", project);
        List<String> thumbnails = Stream.of(
                        image(Samples.LIGHTHOUSE_PNG),
                        video(),
                        cli.json("project", "show", project).get("project"))
                .map(row -> row.get("thumbPath").asString())
                .toList();
        for (String thumbnail : thumbnails) {
            Files.delete(cli.storage().resolve(thumbnail));
        }
        Result verified = cli.run("verify");
        assertThat(verified.status()).isEqualTo(3);
        for (String thumbnail : thumbnails) {
            assertThat(verified.out()).contains(thumbnail);
        }
        assertThat(verified.out())
                .contains("\"reelstore media refresh\" makes it again")
                .doesNotContain("from a copy");
        assertThat(cli.run("verify", "--deep", "--json").json().get("problems"))
                .extracting(problem -> problem.get("kind").asString())
                .containsOnly("thumbnail");
        // repair does not mark rows whose thumbnail can be recreated
        cli.run("repair", "--plan", folder.resolve("plan.json").toString());
        assertThat(Files.readString(folder.resolve("plan.json"))).doesNotContain("\"mark\"");
        Files.createFile(cli.storage().resolve(thumbnails.get(0)));
        assertThat(cli.run("verify").out()).contains(thumbnails.get(0));
        // the empty file is not overwritten either: the two rows that share it get another thumbnail
        assertThat(cli.json("media", "refresh").get("thumbnails").asInt()).isEqualTo(4);
        assertThat(cli.run("verify").status()).isZero();
    }

    @Test
    void aThumbnailCannotBeRestoredAlone() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        cli.text("image", "delete", image.get("id").asString(), "--yes");
        assertThat(cli.run("undelete", image.get("thumbPath").asString()).err())
                .contains("is a thumbnail; undelete its original instead");
        cli.text("undelete", image.get("filePath").asString());
        assertThat(cli.json("image", "list").get("items").get(0).get("thumbPath"))
                .isEqualTo(image.get("thumbPath"));
    }

    @Test
    void audioWithoutAHeaderIsRefusedWithAHint() throws IOException {
        byte[] samples = new byte[4_800];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 31 % 251);
        }
        Path file = Files.write(folder.resolve("audio.bin"), samples);
        assertThat(cli.run("audio", "add", file.toString(), "--project", project, "--provider", "p")
                        .err())
                .contains("the format that was requested (--format), such as pcm_24000");
    }

    @Test
    void theFinalCutHasItsDuration() {
        JsonNode changed =
                cli.json("video", "final", Samples.VIDEO_MP4.in(folder).toString(), "--project", project);
        assertThat(changed.get("durationMs").asLong()).isPositive();
    }

    @Test
    void refreshFillsRowsOfAnEarlierVersion() throws SQLException {
        String image = image(Samples.LIGHTHOUSE_PNG).get("id").asString();
        audio(Samples.NARRATION_EN_MP3.in(folder));
        video();
        clearMetadata();

        JsonNode first = cli.json("media", "refresh", "--missing");
        assertThat(first.get("read").asInt()).isEqualTo(3);
        assertThat(first.get("changed").asInt()).isEqualTo(3);
        assertThat(first.get("thumbnails").asInt()).isPositive();
        assertThat(first.get("unreadable").asInt()).isZero();
        JsonNode row = cli.json("image", "list").get("items").get(0);
        assertThat(row.get("id").asString()).isEqualTo(image);
        assertThat(row.get("width").asInt()).isPositive();
        assertThat(cli.storage().resolve(row.get("thumbPath").asString())).isNotEmptyFile();
        JsonNode again = cli.json("media", "refresh", "--project", project);
        assertThat(again.get("read").asInt()).isEqualTo(3);
        assertThat(again.get("changed").asInt()).isZero();
        assertThat(again.get("thumbnails").asInt()).isZero();
    }

    @Test
    void aVideoIsStoredWithoutFfmpegWithOneNote() {
        cli.environment("REELSTORE_MEDIA_FFMPEG", "no-such-program");
        Result result = cli.run(
                "video", "add", Samples.VIDEO_MP4.in(folder).toString(), "--project", project, "--prompt", "a lamp");
        assertThat(result.status()).isZero();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("get no thumbnails", "no-such-program");
        assertThat(cli.json("media", "refresh", "--missing").get("read").asInt())
                .isZero();
        assertThat(cli.text("doctor")).contains("thumbnails", "no-such-program");
    }

    @Test
    void theLimitsAreConfigurable() {
        cli.environment("REELSTORE_MEDIA_PIXELS", "100");
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.path("thumbPath").asString(null)).isNull();
        assertThat(image.get("mediaInfo").get("warnings").toString())
                .contains("more than 100: no thumbnail is made of it.");
        cli.environment("REELSTORE_MEDIA_PIXELS", "0");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.pixels", "must be at least 1");
        cli.environment("REELSTORE_MEDIA_PIXELS", "100").environment("REELSTORE_MEDIA_TIME", "2h");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.time", "7200000 ms");
    }

    @Test
    void theRequestedBitRateIsCompared() {
        Path file = Samples.NARRATION_EN_MP3.in(folder);
        JsonNode right = audio(file);
        String format = "mp3_" + right.get("sampleRate").asInt() + "_";
        long kilobits = Math.round(right.get("bitrate").asInt() / 1000.0);
        assertThat(audio(file, "--format", format + kilobits).get("mediaInfo").get("claimed"))
                .isEmpty();
        assertThat(audio(file, "--format", format + (kilobits + 64))
                        .get("mediaInfo")
                        .get("claimed")
                        .get("format")
                        .asString())
                .isEqualTo(format + (kilobits + 64));
    }

    @Test
    void quietULawIsAccepted() throws IOException {
        byte[] quiet = new byte[8_000];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = (byte) (i % 3 == 0 ? 0xFE : 0xFF);
        }
        quiet[0] = (byte) 0xFF;
        quiet[1] = (byte) 0xFE;
        Path file = Files.write(folder.resolve("quiet.ulaw"), quiet);
        assertThat(audio(file, "--format", "ulaw_8000").get("durationMs").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void aRestoredFileHasItsMetadata() {
        JsonNode audio = audio(Samples.NARRATION_EN_MP3.in(folder));
        String key = audio.get("filePath").asString();
        cli.text("audio", "delete", audio.get("id").asString(), "--yes");
        cli.text("undelete", key);
        JsonNode back = cli.json("audio", "list").get("items").get(0);
        assertThat(back.get("filePath").asString()).isEqualTo(key);
        assertThat(back.get("durationMs")).isEqualTo(audio.get("durationMs"));
        assertThat(back.get("bitrate")).isEqualTo(audio.get("bitrate"));
    }

    @Test
    void refreshCountsMissingFiles() throws IOException, SQLException {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        clearMetadata();
        Files.delete(cli.storage().resolve(image.get("filePath").asString()));
        assertThat(cli.text("media", "refresh")).contains("1 file missing or unreadable");
    }

    @Test
    void refreshOfAMissingProjectFails() {
        assertThat(cli.run("media", "refresh", "--project", "nowhere").status()).isEqualTo(1);
    }

    /** Clears the metadata, as in rows of a version that did not read it. */
    private void clearMetadata() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE image_generations SET width = NULL, height = NULL, thumb_path = NULL, meta = NULL");
            statement.executeUpdate("UPDATE audio_generations SET duration_ms = NULL, duration_seconds = NULL,"
                    + " sample_rate = NULL, channels = NULL, bitrate = NULL, meta = NULL");
            statement.executeUpdate("UPDATE veo3_video_generations SET duration_ms = NULL, width = NULL, height = NULL,"
                    + " thumb_path = NULL, meta = NULL");
        }
    }
}
