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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What rows and results say of files, out of their bytes. */
class MediaFactsTest {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";

    @BeforeEach
    void begin() {
        // on a busy machine a poster may take longer than the usual time
        cli = new Cli(folder).environment("REELSTORE_MEDIA_TIME", "5m");
        project = cli.project("Dusk");
    }

    private JsonNode image(Samples sample) {
        return cli.json("image", "add", sample.in(folder).toString(), "--project", project, "--provider", "imagen");
    }

    private JsonNode speech(Path file, String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"audio", "add", file.toString(), "--project", project, "--provider", "elevenlabs"},
                7 + more.length);
        System.arraycopy(more, 0, all, 7, more.length);
        return cli.json(all);
    }

    private JsonNode clip() {
        return cli.json(
                "video", "add", Samples.CLIP_MP4.in(folder).toString(), "--project", project, "--prompt", "a lamp");
    }

    @Test
    void anImageHasItsSizeAndAThumbnailBesideIt() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.get("height").asInt()).isPositive();
        String thumbnail = image.get("thumbPath").asString();
        assertThat(thumbnail)
                .startsWith("projects/" + project + "/images/" + image.get("id").asString() + ".thumb.");
        assertThat(cli.storage().resolve(thumbnail)).isNotEmptyFile();
    }

    @Test
    void noThumbnailIsMadeWhereTheConfigurationSaysSo() {
        cli.environment("REELSTORE_MEDIA_THUMBNAILS", "false");
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.path("thumbPath").asString(null)).isNull();
        cli.environment("REELSTORE_MEDIA_THUMBNAILS", "perhaps");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.thumbnails", "true or false");
    }

    @Test
    void theSameBytesShareAThumbnail() {
        JsonNode first = image(Samples.LIGHTHOUSE_PNG);
        JsonNode second = image(Samples.LIGHTHOUSE_PNG);
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
        assertThat(second.get("thumbPath")).isEqualTo(first.get("thumbPath"));
    }

    @Test
    void whatTheCallerKeepsInMetaStays() {
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
        assertThat(image.get("meta").get("reelstore").has("claimed")).isTrue();
    }

    @Test
    void aNameThatLiesIsNotedInMetaAndInTheResult() {
        JsonNode image = image(Samples.HARBOUR_JPEG_NAMED_PNG);
        assertThat(image.get("filePath").asString()).endsWith(".jpg");
        JsonNode notes = image.get("meta").get("reelstore");
        assertThat(notes.get("claimed").get("type").asString()).isEqualTo("image/png");
        assertThat(notes.get("warnings").get(0).asString())
                .isEqualTo("It was given as image/png, but its bytes are image/jpeg.");
        String text = cli.text(
                "image", "add", folder.resolve("harbour.png").toString(), "--project", project, "--provider", "imagen");
        assertThat(text).contains("warning").contains("It was given as image/png, but its bytes are image/jpeg.");
    }

    @Test
    void speechAndClipsHaveTheirFacts() {
        JsonNode speech = speech(Samples.SPEECH_EN_MP3.in(folder));
        assertThat(speech.get("durationMs").asLong()).isPositive();
        assertThat(speech.get("durationSeconds").asLong())
                .isEqualTo(Math.round(speech.get("durationMs").asLong() / 1000.0));
        assertThat(speech.get("sampleRate").asInt()).isPositive();
        assertThat(speech.get("channels").asInt()).isPositive();
        assertThat(speech.get("bitrate").asInt()).isPositive();
        assertThat(speech.get("meta").get("reelstore").get("codecs").get(0).asString())
                .isEqualTo("mp3");
        JsonNode clip = clip();
        assertThat(clip.get("durationMs").asLong()).isPositive();
        assertThat(clip.get("width").asInt()).isPositive();
        assertThat(clip.get("meta").get("reelstore").get("codecs").get(0).asString())
                .isEqualTo("h264");
    }

    @Test
    void speechWithoutAHeaderIsWhatIsSaid() throws IOException {
        byte[] samples = new byte[48_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 31 % 251);
        }
        Path file = Files.write(folder.resolve("speech.bin"), samples);
        JsonNode pcm = speech(file, "--format", "pcm_24000");
        assertThat(pcm.get("filePath").asString()).endsWith(".pcm");
        assertThat(pcm.get("format").asString()).isEqualTo("pcm");
        assertThat(pcm.get("durationMs").asLong()).isEqualTo(1_000);
        assertThat(pcm.get("sampleRate").asInt()).isEqualTo(24_000);
        samples[0]++;
        JsonNode ulaw = speech(Files.write(folder.resolve("speech.raw"), samples), "--format", "ulaw_8000");
        assertThat(ulaw.get("filePath").asString()).endsWith(".ulaw");
        assertThat(ulaw.get("durationMs").asLong()).isEqualTo(6_000);
    }

    @Test
    void whatIsSaidOfFilesWithAHeaderIsAClaim() {
        JsonNode speech = speech(Samples.SPEECH_VI_WAV.in(folder), "--format", "pcm_24000");
        assertThat(speech.get("format").asString()).isEqualTo("wav");
        assertThat(speech.get("meta")
                        .get("reelstore")
                        .get("claimed")
                        .get("format")
                        .asString())
                .isEqualTo("pcm_24000");
    }

    @Test
    void anErrorPageIsNoSpeechWhateverIsSaid() throws IOException {
        Path file = Files.write(
                folder.resolve("speech.pcm"), "{\"detail\": \"quota exceeded\"}".getBytes(StandardCharsets.UTF_8));
        Result result = cli.run(
                "audio", "add", file.toString(), "--project", project, "--provider", "p", "--format", "pcm_24000");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("JSON text");
    }

    @Test
    void aFormatThatIsNoneIsWrongUsage() {
        Result result =
                cli.run("audio", "add", "x.pcm", "--project", project, "--provider", "p", "--format", "CD quality");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("pcm_24000");
    }

    @Test
    void whatIsCutOffIsStoredAndSaysSo() throws IOException {
        byte[] whole = Samples.LIGHTHOUSE_PNG.bytes();
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        JsonNode image = cli.json("image", "add", cut.toString(), "--project", project, "--provider", "imagen");
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(image.get("meta").get("reelstore").get("warnings").get(0).asString())
                .isEqualTo("The file ends too early.");
    }

    @Test
    void aFinalCutThatIsCutOffSaysSo() throws IOException {
        byte[] whole = Samples.CLIP_MP4.bytes();
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(cli.text("video", "final", cut.toString(), "--project", project))
                .containsPattern("warning +The file ends too early\\.");
    }

    @Test
    void verifySaysHowAThumbnailComesBack() throws IOException {
        image(Samples.LIGHTHOUSE_PNG);
        cli.text("video", "final", Samples.CLIP_MP4.in(folder).toString(), "--project", project);
        List<String> thumbnails = Stream.of(
                        image(Samples.LIGHTHOUSE_PNG),
                        clip(),
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
        // nothing is given up that can be made again
        cli.run("repair", "--plan", folder.resolve("plan.json").toString());
        assertThat(Files.readString(folder.resolve("plan.json"))).doesNotContain("\"mark\"");
        Files.createFile(cli.storage().resolve(thumbnails.get(0)));
        assertThat(cli.run("verify").out()).contains(thumbnails.get(0));
        // the empty one is no more overwritten than any file: the two rows that share it get another
        assertThat(cli.json("media", "refresh").get("thumbnails").asInt()).isEqualTo(4);
        assertThat(cli.run("verify").status()).isZero();
    }

    @Test
    void aThumbnailIsNotBroughtBackByItself() {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        cli.text("image", "delete", image.get("id").asString(), "--yes");
        assertThat(cli.run("undelete", image.get("thumbPath").asString()).err())
                .contains("is a thumbnail; bring its original back");
        cli.text("undelete", image.get("filePath").asString());
        assertThat(cli.json("image", "list").get("items").get(0).get("thumbPath"))
                .isEqualTo(image.get("thumbPath"));
    }

    @Test
    void whatHasNoHeaderIsRefusedWithTheWayToStoreIt() throws IOException {
        byte[] samples = new byte[4_800];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 31 % 251);
        }
        Path file = Files.write(folder.resolve("speech.bin"), samples);
        assertThat(cli.run("audio", "add", file.toString(), "--project", project, "--provider", "p")
                        .err())
                .contains("the format that was asked for, such as pcm_24000");
    }

    @Test
    void theFinalCutHasItsLength() {
        JsonNode changed =
                cli.json("video", "final", Samples.CLIP_MP4.in(folder).toString(), "--project", project);
        assertThat(changed.get("durationMs").asLong()).isPositive();
    }

    @Test
    void refreshFillsRowsOfAnEarlierVersion() throws SQLException {
        String image = image(Samples.LIGHTHOUSE_PNG).get("id").asString();
        speech(Samples.SPEECH_EN_MP3.in(folder));
        clip();
        forget();

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
    void aVideoWithoutFfmpegSaysSoOnceAndIsStored() {
        cli.environment("REELSTORE_MEDIA_FFMPEG", "no-such-program");
        Result result = cli.run(
                "video", "add", Samples.CLIP_MP4.in(folder).toString(), "--project", project, "--prompt", "a lamp");
        assertThat(result.status()).isZero();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("get no thumbnails", "no-such-program");
        assertThat(cli.json("media", "refresh", "--missing").get("read").asInt())
                .isZero();
        assertThat(cli.text("doctor")).contains("thumbnails", "no-such-program");
    }

    @Test
    void theLimitsAreOptions() {
        cli.environment("REELSTORE_MEDIA_PIXELS", "100");
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        assertThat(image.path("thumbPath").asString(null)).isNull();
        assertThat(image.get("meta").get("reelstore").get("warnings").toString())
                .contains("more than 100: no thumbnail is made of it.");
        cli.environment("REELSTORE_MEDIA_PIXELS", "0");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.pixels", "must be at least 1");
        cli.environment("REELSTORE_MEDIA_PIXELS", "100").environment("REELSTORE_MEDIA_TIME", "2h");
        assertThat(cli.run("image", "list").err()).contains("reelstore.media.time", "7200000 ms");
    }

    @Test
    void aBitRateThatWasAskedForIsCompared() {
        Path file = Samples.SPEECH_EN_MP3.in(folder);
        JsonNode right = speech(file);
        String asked = "mp3_" + right.get("sampleRate").asInt() + "_";
        long kilobits = Math.round(right.get("bitrate").asInt() / 1000.0);
        assertThat(speech(file, "--format", asked + kilobits)
                        .get("meta")
                        .get("reelstore")
                        .has("claimed"))
                .isFalse();
        assertThat(speech(file, "--format", asked + (kilobits + 64))
                        .get("meta")
                        .get("reelstore")
                        .get("claimed")
                        .get("format")
                        .asString())
                .isEqualTo(asked + (kilobits + 64));
    }

    @Test
    void quietULawIsSpeech() throws IOException {
        byte[] quiet = new byte[8_000];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = (byte) (i % 3 == 0 ? 0xFE : 0xFF);
        }
        quiet[0] = (byte) 0xFF;
        quiet[1] = (byte) 0xFE;
        Path file = Files.write(folder.resolve("quiet.ulaw"), quiet);
        assertThat(speech(file, "--format", "ulaw_8000").get("durationMs").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void whatIsBroughtBackHasItsFacts() {
        JsonNode speech = speech(Samples.SPEECH_EN_MP3.in(folder));
        String key = speech.get("filePath").asString();
        cli.text("audio", "delete", speech.get("id").asString(), "--yes");
        cli.text("undelete", key);
        JsonNode back = cli.json("audio", "list").get("items").get(0);
        assertThat(back.get("filePath").asString()).isEqualTo(key);
        assertThat(back.get("durationMs")).isEqualTo(speech.get("durationMs"));
        assertThat(back.get("bitrate")).isEqualTo(speech.get("bitrate"));
    }

    @Test
    void refreshCountsFilesThatAreGone() throws IOException, SQLException {
        JsonNode image = image(Samples.LIGHTHOUSE_PNG);
        forget();
        Files.delete(cli.storage().resolve(image.get("filePath").asString()));
        assertThat(cli.text("media", "refresh")).contains("1 file missing or unreadable");
    }

    @Test
    void refreshOfAProjectThatIsNotThereFails() {
        assertThat(cli.run("media", "refresh", "--project", "nowhere").status()).isEqualTo(1);
    }

    /** The rows as a version without a probe left them. */
    private void forget() throws SQLException {
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
