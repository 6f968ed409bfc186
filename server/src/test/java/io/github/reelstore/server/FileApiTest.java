package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.server.ApiClient.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileApiTest {

    private static final byte[] VIDEO = Samples.VIDEO_MP4.bytes();

    private Path folder = Path.of("");
    private TestServer server;
    private ApiClient api;
    private JsonNode video;
    private String path = "";
    private String tag = "";

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = TestServer.in(folder);
        api = server.client();
        String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                .json(201)
                .get("id")
                .asString();
        video = api.file("POST", "/api/v1/videos?prompt=p&projectId=" + project, "video/mp4", VIDEO)
                .json(201);
        path = "/api/v1/media/" + video.get("filePath").asString();
        tag = "\"" + video.get("contentHash").asString() + "\"";
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** As generated clients encode a parameter of a path. */
    @Test
    void theSlashesOfAKeyMayBeEncoded() {
        String encoded = "/api/v1/media/" + video.get("filePath").asString().replace("/", "%2F");
        assertThat(api.get(encoded).bytes()).isEqualTo(VIDEO);
    }

    @Test
    void aFileHasItsTypeItsHashAndItsName() {
        Reply file = api.get(path);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.bytes()).isEqualTo(VIDEO);
        assertThat(file.header("Content-Type")).contains("video/mp4");
        assertThat(file.header("ETag")).contains(tag);
        assertThat(file.header("Accept-Ranges")).contains("bytes");
        assertThat(file.header("Content-Disposition"))
                .contains("inline; filename=\"" + video.get("id").asString() + ".mp4\"");
        assertThat(file.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
        assertThat(api.get(path + "?download=true")
                        .header("Content-Disposition")
                        .orElseThrow())
                .startsWith("attachment; ");
        api.get(path + "?download=yes").problem(400, "invalid-input");
    }

    @Test
    void headHasTheHeaderOnly() {
        Reply head = api.call("HEAD", path, BodyPublishers.noBody(), "Range", "bytes=0-9");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains(String.valueOf(VIDEO.length));
        assertThat(head.bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0-0,0,1", "0-9,0,10", "10-,10,-1", "-500,-500,500", "100-999999999,100,-1", "-999999999,0,-1"})
    void aRangeIsSent(String range, int from, int length) {
        int first = from < 0 ? VIDEO.length + from : from;
        int end = length < 0 ? VIDEO.length : first + length;
        Reply part = api.get(path, "Range", "bytes=" + range);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(VIDEO, first, end));
        assertThat(part.header("Content-Range")).contains("bytes " + first + "-" + (end - 1) + "/" + VIDEO.length);
        assertThat(part.header("ETag")).contains(tag);
    }

    @Test
    void severalRangesAreSentAsParts() {
        Reply parts = api.get(path, "Range", "bytes=100-109, 0-4,-3");
        assertThat(parts.status()).isEqualTo(206);
        String type = parts.header("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String[] sections = new String(parts.bytes(), ISO_8859_1).split("\r\n--" + boundary, -1);
        assertThat(sections).hasSize(5);
        int size = VIDEO.length;
        assertThat(sections[1]).isEqualTo(section("100-109", 100, 110));
        assertThat(sections[2]).isEqualTo(section("0-4", 0, 5));
        assertThat(sections[3]).isEqualTo(section((size - 3) + "-" + (size - 1), size - 3, size));
        assertThat(sections[4]).isEqualTo("--\r\n");
    }

    private static String section(String range, int from, int to) {
        return "\r\nContent-Type: video/mp4\r\nContent-Range: bytes " + range + "/" + VIDEO.length + "\r\n\r\n"
                + new String(Arrays.copyOfRange(VIDEO, from, to), ISO_8859_1);
    }

    @Test
    void overlappingRangesAreMerged() {
        Reply merged = api.get(path, "Range", "bytes=5-20,0-9,21-30");
        assertThat(merged.status()).isEqualTo(206);
        assertThat(merged.header("Content-Range")).contains("bytes 0-30/" + VIDEO.length);
        assertThat(merged.bytes()).isEqualTo(Arrays.copyOf(VIDEO, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=999999999-", "bytes=-0", "bytes=999999999-, -0"})
    void aRangeThatTheFileLacksIsRefused(String range) {
        Reply refused = api.get(path, "Range", range);
        refused.problem(416, "range-not-satisfiable");
        assertThat(refused.header("Content-Range")).contains("bytes */" + VIDEO.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=9-1",
                "bytes=a-b",
                "bytes=-",
                "bytes=",
                "lines=0-1",
                "bytes=0-1,",
                "0-1",
                "bytes=99999999999999999999-"
            })
    void aMalformedRangeIsIgnored(String range) {
        assertThat(api.get(path, "Range", range).status()).isEqualTo(200);
    }

    @Test
    void tooManyRangesGetTheWholeFile() {
        assertThat(api.get(path, "Range", "bytes=" + "0-0,2-2,".repeat(20) + "4-4")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ifRangeSendsTheWholeOfAnotherFile() {
        assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", tag).status())
                .isEqualTo(206);
        for (String other : new String[] {"\"other\"", "W/" + tag, "Sun, 29 Nov 2026 18:45:25 GMT"}) {
            assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", other).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void conditionsAreCompared() {
        Reply unchanged = api.get(path, "If-None-Match", "\"a\", " + tag, "Range", "bytes=0-9");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).contains(tag);
        assertThat(api.get(path, "If-None-Match", "*").status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"a\"").status()).isEqualTo(200);
        assertThat(api.get(path, "If-Match", tag).status()).isEqualTo(200);
        api.get(path, "If-Match", "\"a\"").problem(412, "version-mismatch");
    }

    @Test
    void aThumbnailHasATagToo(@TempDir Path other) {
        String project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                .json(201)
                .get("id")
                .asString();
        JsonNode image = api.file(
                        "POST",
                        "/api/v1/images?provider=p&projectId=" + project,
                        "image/png",
                        Samples.LIGHTHOUSE_PNG.bytes())
                .json(201);
        String thumbnail = "/api/v1/media/" + image.get("thumbPath").asString();
        String thumbnailTag = api.get(thumbnail).header("ETag").orElseThrow();
        assertThat(api.get(thumbnail, "If-None-Match", thumbnailTag).status()).isEqualTo(304);
    }

    /** As rows of adopted databases have none, and a file that is too large to be read for it. */
    @Test
    void aFileWithoutATagIsNoneThatIfMatchNames(@TempDir Path other) throws Exception {
        try (TestServer adopted = TestServer.in(other)) {
            ApiClient client = adopted.client();
            String project = client.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            JsonNode audio = client.file(
                            "POST",
                            "/api/v1/audios?provider=p&projectId=" + project,
                            "audio/wav",
                            Arrays.copyOf(Samples.NARRATION_VI_WAV.bytes(), 3_000_000))
                    .json(201);
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + other.resolve("reels.db"));
                    Statement update = database.createStatement()) {
                update.executeUpdate("UPDATE audio_generations SET content_hash = NULL");
            }
            String file = "/api/v1/media/" + audio.get("filePath").asString();
            assertThat(client.get(file).header("ETag")).isEmpty();
            client.get(file, "If-Match", "\"a\"").problem(412, "version-mismatch");
            assertThat(client.get(file, "If-Match", "*").status()).isEqualTo(200);
        }
    }

    /** Faults of the store are not told to clients, which cannot fix them, with the names of its folders. */
    @Test
    void aFaultOfTheStoreIsNoRuleOfRows(@TempDir Path other) throws Exception {
        try (TestServer broken = TestServer.in(other)) {
            ApiClient client = broken.client();
            String project = client.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            JsonNode stored = client.file("POST", "/api/v1/videos?prompt=p&projectId=" + project, "video/mp4", VIDEO)
                    .json(201);
            Path file = other.resolve("media").resolve(stored.get("filePath").asString());
            Path elsewhere = Files.move(file, other.resolve("elsewhere.mp4"));
            Files.createSymbolicLink(file, elsewhere);
            JsonNode problem = client.get(
                            "/api/v1/media/" + stored.get("filePath").asString())
                    .problem(503, "unavailable");
            assertThat(problem.toString()).doesNotContain(other.toString(), "elsewhere", "link");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../reels.db",
                "projects/../../reels.db",
                "%2e%2e/reels.db",
                "..%2freels.db",
                "..%5creels.db",
                "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/etc/passwd",
                "projects//video.mp4",
                ".reelstore/store-id",
                "projects/%00/video.mp4",
                "projects/a;b/video.mp4",
                "projects/x/video.mp4",
                "projects/%FF/video.mp4",
                "projects/%zz/video.mp4"
            })
    void nothingOutsideOfTheRowsIsRead(String key) throws IOException {
        String answer =
                server.raw("GET /api/v1/media/" + key + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1\\.1 40[04] ").contains("application/problem+json");
        assertThat(answer).doesNotContain("SQLite", folder.toString(), "Exception");
    }

    @Test
    void aFileThatNoRowRefersToIsNotFound() throws IOException {
        Files.createDirectories(folder.resolve("media/projects/x"));
        Files.write(folder.resolve("media/projects/x/video.mp4"), VIDEO);
        api.get("/api/v1/media/projects/x/video.mp4").problem(404, "not-found");
    }
}
