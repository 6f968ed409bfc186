package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.server.ApiClient.Part;
import io.github.reelstore.server.ApiClient.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaApiIT {

    private static final String IMAGES = "/api/v1/images";
    private static final int LIMIT = 2_000_000;

    private TestServer server;
    private ApiClient api;
    private String project = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.in(folder, config -> config.withUploads(LIMIT, 8));
        api = server.client();
        project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                .json(201)
                .get("id")
                .asString();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private byte[] read(JsonNode row, String member) {
        Reply file = api.get("/api/v1/media/" + row.get(member).asString());
        assertThat(file.status()).isEqualTo(200);
        return file.bytes();
    }

    @Test
    void aFileIsTheBodyAndItsValuesAreInTheQuery() {
        Reply created = api.file(
                "POST",
                IMAGES + "?projectId=" + project + "&provider=imagen&prompt=a%20%26%20b&seed=18446744073709551615"
                        + "&meta=%7B%22a%22%3A1%7D",
                "image/png",
                Samples.LIGHTHOUSE_PNG.bytes());
        JsonNode image = created.json(201);
        assertThat(image.get("prompt").asString()).isEqualTo("a & b");
        assertThat(image.get("seed").asString()).isEqualTo("18446744073709551615");
        assertThat(image.get("meta").toString()).isEqualTo("{\"a\":1}");
        assertThat(image.get("thumbPath").isNull()).isFalse();
        assertThat(read(image, "filePath")).isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
        assertThat(api.get(created.header("Location").orElseThrow()).json(200)).isEqualTo(image);
    }

    @Test
    void aFormHasTheValuesAndThenTheFile() {
        JsonNode audio = api.form(
                        "/api/v1/audios",
                        List.of(
                                Part.metadata(
                                        "{\"projectId\": \"" + project
                                                + "\", \"provider\": \"elevenlabs\", \"language\": \"vi\", \"text\": \"Xin chào\"}"),
                                new Part("file", "audio/wav", Samples.NARRATION_VI_WAV.bytes())))
                .json(201);
        assertThat(audio.get("language").asString()).isEqualTo("vi");
        assertThat(audio.get("durationMs").asLong()).isPositive();
        assertThat(audio.get("filePath").asString()).endsWith(".wav");
        assertThat(read(audio, "filePath")).isEqualTo(Samples.NARRATION_VI_WAV.bytes());
    }

    @Test
    void aFileBeforeTheMetadataIsRefusedByName() {
        Part file = new Part("file", "image/png", Samples.LIGHTHOUSE_PNG.bytes());
        Part metadata = Part.metadata("{\"projectId\": \"" + project + "\", \"provider\": \"p\"}");

        assertThat(api.form(IMAGES, List.of(file, metadata))
                        .problem(400, "invalid-input")
                        .get("detail")
                        .asString())
                .startsWith("The first part of the form must be \"metadata\"");
        assertThat(api.file("POST", IMAGES + "?provider=p", "image/png", Samples.LIGHTHOUSE_PNG.bytes())
                        .problem(400, "invalid-input")
                        .get("detail")
                        .asString())
                .isEqualTo("\"projectId\" is required: as a parameter of the query, or as a member of the JSON.");
    }

    @Test
    void aPairIsStoredFromOneForm() {
        JsonNode pair = api.form(
                        "/api/v1/projects/" + project + "/pairs",
                        List.of(
                                Part.metadata(
                                        "{\"image\": {\"provider\": \"imagen\"}, \"audio\": {\"provider\": \"elevenlabs\","
                                                + " \"language\": \"en\"}, \"video\": {\"prompt\": \"p\", \"sceneId\": \"1\"}}"),
                                new Part("image", "image/png", Samples.HARBOUR_JPEG_NAMED_PNG.bytes()),
                                new Part("audio", "audio/mpeg", Samples.NARRATION_EN_MP3.bytes()),
                                new Part("video", "video/mp4", Samples.VIDEO_MP4.bytes())))
                .json(201);
        assertThat(pair.get("image").get("filePath").asString()).endsWith(".jpg");
        assertThat(pair.get("generation").get("audioGenerationId"))
                .isEqualTo(pair.get("audio").get("id"));
        assertThat(read(pair.get("generation"), "filePath")).isEqualTo(Samples.VIDEO_MP4.bytes());

        String video = pair.get("generation").get("id").asString();
        JsonNode second = api.file(
                        "POST",
                        "/api/v1/audios?provider=elevenlabs&language=vi&projectId=" + project + "&generationId="
                                + video,
                        "audio/wav",
                        Samples.NARRATION_VI_WAV.bytes())
                .json(201);
        api.file(
                        "POST",
                        "/api/v1/audios?provider=elevenlabs&language=vi&projectId=" + project + "&generationId="
                                + video,
                        "audio/wav",
                        Samples.NARRATION_VI_WAV.bytes())
                .problem(409, "already-exists");

        JsonNode view =
                api.get("/api/v1/projects/" + project + "/view?language=vi").json(200);
        assertThat(view.get("generations").findValuesAsString("audioGenerationId"))
                .isNotEmpty();
        JsonNode coverage =
                api.get("/api/v1/projects/" + project + "/languages").json(200);
        assertThat(coverage.get("languages").toString()).isEqualTo("[\"en\",\"vi\"]");

        api.delete("/api/v1/images/" + pair.get("image").get("id").asString()).problem(409, "rule-violated");
        api.delete("/api/v1/audios/" + second.get("id").asString()).json(200);
        assertThat(api.get("/api/v1/projects/" + project + "/languages")
                        .json(200)
                        .get("languages")
                        .toString())
                .isEqualTo("[\"en\"]");
        api.get("/api/v1/audios/" + second.get("id").asString()).problem(404, "not-found");

        api.delete("/api/v1/videos/" + video).json(200);
        api.delete("/api/v1/images/" + pair.get("image").get("id").asString()).json(200);
    }

    @Test
    void aFileThatThePairLacksLeavesNoRow() throws IOException {
        long rows = count();
        api.form(
                        "/api/v1/projects/" + project + "/pairs",
                        List.of(
                                Part.metadata(
                                        "{\"image\": {\"provider\": \"imagen\"}, \"video\": {\"prompt\": \"p\"}}"),
                                new Part("image", "image/png", Samples.LIGHTHOUSE_PNG.bytes())))
                .problem(400, "invalid-input");
        assertThat(count()).isEqualTo(rows);
        assertThat(server.stagedFiles()).isEmpty();
    }

    @Test
    void aPendingVideoGetsItsFileLater() {
        JsonNode pending = api.json(
                        "POST",
                        "/api/v1/videos",
                        "{\"projectId\": \"" + project + "\", \"prompt\": \"p\", \"seed\": 7}")
                .json(201);
        assertThat(pending.get("status").asString()).isEqualTo("pending");
        String path = "/api/v1/videos/" + pending.get("id").asString();
        JsonNode stored = api.file("PUT", path + "/file", "video/mp4", Samples.VIDEO_MP4.bytes())
                .json(200);
        assertThat(read(stored, "filePath")).isEqualTo(Samples.VIDEO_MP4.bytes());
        api.file("PUT", path + "/file", "video/mp4", Samples.VIDEO_MP4.bytes()).problem(409, "already-exists");
    }

    @Test
    void theFinalCutReplacesTheOneBefore() {
        String path = "/api/v1/projects/" + project + "/final-cut";
        JsonNode stored =
                api.file("PUT", path, "video/mp4", Samples.VIDEO_MP4.bytes()).json(200);
        assertThat(read(stored, "videoPath")).isEqualTo(Samples.VIDEO_MP4.bytes());
        api.file("PUT", path, "image/png", Samples.LIGHTHOUSE_PNG.bytes()).problem(400, "invalid-input");
        api.file("PUT", "/api/v1/projects/none/final-cut", "video/mp4", Samples.VIDEO_MP4.bytes())
                .problem(404, "not-found");
    }

    @Test
    void fieldsOfProvidersAreLeftOutUnlessTheyAreNamed() {
        JsonNode created = api.json(
                        "POST",
                        "/api/v1/videos",
                        "{\"projectId\": \"" + project
                                + "\", \"prompt\": \"p\", \"rawResponse\": \"https://signed?token=secret\", \"meta\": {\"videoUrl\": 1}}")
                .json(201);
        String path = "/api/v1/videos/" + created.get("id").asString();
        for (JsonNode row : List.of(
                created,
                api.get(path).json(200),
                api.get("/api/v1/videos?limit=1").json(200).get("items").get(0),
                api.get("/api/v1/videos?limit=1&include=videoUrl")
                        .json(200)
                        .get("items")
                        .get(0))) {
            assertThat(row.has("rawResponse")).isFalse();
            assertThat(row.get("meta").toString()).isEqualTo("{\"videoUrl\":1}");
        }
        assertThat(api.get("/api/v1/projects/" + project + "/view").text()).doesNotContain("secret");
        JsonNode named = api.get(path + "?include=rawResponse,fifeUrl").json(200);
        assertThat(named.get("rawResponse").asString()).contains("secret");
        assertThat(named.has("fifeUrl")).isTrue();
        assertThat(named.has("videoUrl")).isFalse();
        api.get(path + "?include=profileId").problem(400, "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><script>alert(1)</script></html>", "{\"error\": 1}", "", "%PDF-1.4"})
    void whatIsNoMediaIsRefused(String content) throws IOException {
        api.file("POST", IMAGES + "?provider=p&projectId=" + project, "image/png", content.getBytes(UTF_8))
                .problem(400, "invalid-input");
        assertThat(server.stagedFiles()).isEmpty();
    }

    @Test
    void missingAndUnknownValuesAreRefused() {
        byte[] png = Samples.LIGHTHOUSE_PNG.bytes();
        api.file("POST", IMAGES + "?provider=p", "image/png", png).problem(400, "invalid-input");
        api.file("POST", IMAGES + "?projectId=" + project, "image/png", png).problem(400, "invalid-input");
        api.file("POST", IMAGES + "?provider=p&projectId=x", "image/png", png).problem(404, "not-found");
        api.file("POST", IMAGES + "?provider=p&filePath=x&projectId=" + project, "image/png", png)
                .problem(400, "invalid-input");
        api.json("POST", IMAGES, "{}").problem(415, "unsupported-media-type");
        api.json("POST", "/api/v1/videos", "{\"projectId\": \"" + project + "\", \"inputs\": [{\"role\": \"x\"}]}")
                .problem(400, "invalid-input");
    }

    @Test
    void malformedFormsAreRefused() throws IOException {
        long rows = count();
        String form = new String(
                Part.body(
                        "b",
                        List.of(
                                Part.metadata("{\"projectId\": \"" + project + "\", \"provider\": \"p\"}"),
                                new Part("file", "image/png", "x".repeat(200).getBytes(UTF_8)))),
                UTF_8);
        api.file("POST", IMAGES, "multipart/form-data", form.getBytes(UTF_8)).problem(400, "malformed-request");
        for (String broken : List.of(
                "", "--b", "--b--\r\n", form.substring(0, form.length() - 10), form.substring(0, 40), "x" + form)) {
            Reply reply = api.file("POST", IMAGES, "multipart/form-data; boundary=b", broken.getBytes(UTF_8));
            assertThat(reply.status()).as(broken).isEqualTo(400);
        }
        api.form(IMAGES, List.of(new Part("picture", "image/png", Samples.LIGHTHOUSE_PNG.bytes())))
                .problem(400, "invalid-input");
        assertThat(count()).isEqualTo(rows);
        assertThat(server.stagedFiles()).isEmpty();
    }

    /** A form is read to its end before its row is stored. */
    @Test
    void aFormThatGoesOnAfterItsFileStoresNothing() throws IOException {
        long rows = count();
        String path = IMAGES + "?provider=p&projectId=" + project;
        Part file = new Part("file", "image/png", Samples.LIGHTHOUSE_PNG.bytes());
        api.form(path, List.of(file, Part.metadata("{\"prompt\": \"too late\"}")))
                .problem(400, "invalid-input");
        byte[] whole = Part.body("b", List.of(file));
        api.file("POST", path, "multipart/form-data; boundary=b", Arrays.copyOf(whole, whole.length - 4))
                .problem(400, "malformed-request");
        api.form(
                        "/api/v1/projects/" + project + "/pairs",
                        List.of(
                                Part.metadata("{\"image\": {\"provider\": \"p\"}, \"pending\": true}"),
                                new Part("image", "image/png", Samples.LIGHTHOUSE_PNG.bytes()),
                                new Part("video", "video/mp4", Samples.VIDEO_MP4.bytes())))
                .problem(400, "invalid-input");
        assertThat(count()).isEqualTo(rows);
        assertThat(server.stagedFiles()).isEmpty();
    }

    @Test
    void largeBodiesAreRefusedAndLeaveNothing() throws IOException {
        String path = IMAGES + "?provider=p&projectId=" + project;
        byte[] large = java.util.Arrays.copyOf(Samples.LIGHTHOUSE_PNG.bytes(), LIMIT + 1);
        assertThat(server.raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + (LIMIT + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("urn:reelstore:problem:too-large");
        assertThat(server.raw("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(large.length) + "\r\n"
                        + new String(large, java.nio.charset.StandardCharsets.ISO_8859_1) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("urn:reelstore:problem:too-large");
        assertThat(server.stagedFiles()).isEmpty();
    }

    @Test
    void aClientThatStopsHalfWayLeavesNothingStaged() throws Exception {
        long rows = count();
        byte[] png = Samples.LIGHTHOUSE_PNG.bytes();
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(("POST " + IMAGES + "?provider=p&projectId=" + project
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + png.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            socket.getOutputStream().write(png, 0, png.length / 2);
            socket.getOutputStream().flush();
            await(() -> !server.stagedFiles().isEmpty());
        }
        await(() -> server.stagedFiles().isEmpty());
        assertThat(count()).isEqualTo(rows);
    }

    /** A condition that another thread makes true. */
    @FunctionalInterface
    private interface Condition {
        boolean isTrue() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        while (!condition.isTrue()) {
            Thread.sleep(5);
        }
    }

    private long count() {
        return server.store().readOnly(tx -> tx.maintenance().rows(1_000));
    }
}
