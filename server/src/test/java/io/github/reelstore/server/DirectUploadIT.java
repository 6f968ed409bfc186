package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.testservers.S3Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that clients send straight to S3. */
@Tag("journey")
class DirectUploadIT {

    private static final S3Server S3 = S3Server.s3proxy();
    private static final byte[] PNG = Samples.LIGHTHOUSE_PNG.bytes();
    private static final String UPLOADS = "/api/v1/uploads";

    private Path folder = Path.of("");
    private Reelstore store;
    private ReelstoreServer server;
    private ApiClient api;
    private String project = "";

    @BeforeAll
    static void setCredentials() {
        System.setProperty("aws.accessKeyId", S3.accessKey());
        System.setProperty("aws.secretAccessKey", S3.secretKey());
    }

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        store = Reelstore.open(ReelstoreConfig.builder()
                .workingFolder(folder)
                .environment(Map.of(
                        "REELSTORE_DATABASE_URL",
                        "jdbc:sqlite:reels.db",
                        "REELSTORE_STORAGE_URL",
                        "s3://" + S3.newBucket() + "/studio",
                        "REELSTORE_STORAGE_ENDPOINT",
                        S3.endpoint().toString(),
                        "REELSTORE_STORAGE_REGION",
                        S3.region()))
                .build());
        server = ReelstoreServer.start(store, ServerConfig.LOCAL.withPort(0));
        api = new ApiClient(server.uri());
        project = api.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                .json(201)
                .get("id")
                .asString();
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private String planOf(String format, byte[] file) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(file);
        return "{\"projectId\": \"" + project + "\", \"format\": \"" + format + "\", \"contentHash\": \""
                + ContentHash.of(digest) + "\", \"byteSize\": " + file.length + "}";
    }

    private JsonNode plan(String format, byte[] file) {
        return api.json("POST", UPLOADS, planOf(format, file)).json(201);
    }

    private static int send(JsonNode upload, byte[] file) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(upload.get("url").asString())).PUT(BodyPublishers.ofByteArray(file));
        upload.get("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private ApiClient.Reply complete(JsonNode upload, String more) {
        return api.json(
                "POST",
                UPLOADS + "/" + upload.get("key").asString(),
                "{\"projectId\": \"" + project + "\", \"provider\": \"imagen\"" + more + "}");
    }

    private long problems() {
        return api.get("/api/v1/maintenance/verification?depth=content")
                .json(200)
                .get("found")
                .asLong();
    }

    private long due(String grace) {
        return api.get("/api/v1/maintenance/collection?grace=" + grace)
                .json(200)
                .get("tombstones")
                .asLong();
    }

    @Test
    void aFileThatWasSentToS3GetsItsRow() throws Exception {
        JsonNode upload = plan("png", PNG);
        complete(upload, "").problem(404, "not-found");
        assertThat(send(upload, PNG)).isEqualTo(200);
        assertThat(send(upload, PNG)).as("only once").isEqualTo(412);
        JsonNode image = complete(upload, ", \"prompt\": \"Dusk\"").json(201);
        assertThat(image.get("filePath").asString()).isEqualTo(upload.get("key").asString());
        assertThat(image.get("prompt").asString()).isEqualTo("Dusk");
        assertThat(image.get("provider").asString()).isEqualTo("imagen");
        assertThat(image.get("byteSize").asLong()).isEqualTo(PNG.length);
        assertThat(image.get("width").asInt()).isPositive();
        assertThat(api.get("/api/v1/media/" + image.get("filePath").asString()).bytes())
                .isEqualTo(PNG);
        assertThat(complete(upload, ", \"prompt\": \"Dusk\"").json(201).get("id"))
                .as("an interrupted completion is repeated")
                .isEqualTo(image.get("id"));
        complete(upload, ", \"prompt\": \"Dawn\"").problem(409, "already-exists");
        assertThat(api.get("/api/v1/images").json(200).get("items")).hasSize(1);
        assertThat(problems()).isZero();
        assertThat(due("PT0S")).isZero();
    }

    @Test
    void rowsOfOtherFilesAreNotChanged() {
        JsonNode image = api.file("POST", "/api/v1/images?provider=p&projectId=" + project, "image/png", PNG)
                .json(201);
        String path = UPLOADS + "/" + image.get("filePath").asString();

        api.json("POST", path, "{\"projectId\": \"" + project + "\", \"provider\": \"other\"}")
                .problem(409, "already-exists");

        assertThat(api.get("/api/v1/images/" + image.get("id").asString())
                        .json(200)
                        .get("provider")
                        .asString())
                .isEqualTo("p");
    }

    @Test
    void aVideoWithoutAPromptIsNotChangedEither() {
        JsonNode video = api.file("POST", "/api/v1/videos?projectId=" + project, "video/mp4", Samples.VIDEO_MP4.bytes())
                .json(201);
        String path = UPLOADS + "/" + video.get("filePath").asString();

        api.json("POST", path, "{\"projectId\": \"" + project + "\", \"prompt\": \"Mine now\"}")
                .problem(409, "already-exists");

        assertThat(api.get("/api/v1/videos/" + video.get("id").asString())
                        .json(200)
                        .get("prompt")
                        .isNull())
                .isTrue();
    }

    @Test
    void aRepeatedCompletionNamesTheSameProject() throws Exception {
        JsonNode upload = plan("png", PNG);
        assertThat(send(upload, PNG)).isEqualTo(200);
        complete(upload, "").json(201);
        String other = api.json("POST", "/api/v1/projects", "{\"title\": \"Other\"}")
                .json(201)
                .get("id")
                .asString();
        api.json(
                        "POST",
                        UPLOADS + "/" + upload.get("key").asString(),
                        "{\"projectId\": \"" + other + "\", \"provider\": \"imagen\"}")
                .problem(409, "already-exists");
        complete(upload, "").json(201);
    }

    @Test
    void withARefusedValueThereIsNoRow() throws Exception {
        JsonNode upload = plan("mp4", Samples.VIDEO_MP4.bytes());
        assertThat(send(upload, Samples.VIDEO_MP4.bytes())).isEqualTo(200);
        assertThat(complete(upload, ", \"imageGenerationId\": \"missing\"").status())
                .isBetween(400, 499);
        assertThat(api.get("/api/v1/videos").json(200).get("items")).isEmpty();
        assertThat(complete(upload, ", \"prompt\": \"Dusk\"")
                        .json(201)
                        .get("prompt")
                        .asString())
                .isEqualTo("Dusk");
        assertThat(problems()).isZero();
    }

    @Test
    void audioAndVideosToo() throws Exception {
        JsonNode video = plan("mp4", Samples.VIDEO_MP4.bytes());
        assertThat(send(video, Samples.VIDEO_MP4.bytes())).isEqualTo(200);
        JsonNode row = complete(video, ", \"prompt\": \"Dusk\"").json(201);
        assertThat(row.get("status").asString()).isEqualTo("completed");
        assertThat(row.get("durationMs").asLong()).isPositive();
        JsonNode audio = plan("wav", Samples.NARRATION_VI_WAV.bytes());
        assertThat(send(audio, Samples.NARRATION_VI_WAV.bytes())).isEqualTo(200);
        assertThat(complete(audio, ", \"language\": \"vi\"")
                        .json(201)
                        .get("language")
                        .asString())
                .isEqualTo("vi");
        assertThat(problems()).isZero();
    }

    /** The file costs money, so it must be found although no row refers to it. */
    @Test
    void aFileWithoutACompletionIsCollected() throws Exception {
        JsonNode upload = plan("png", PNG);
        assertThat(send(upload, PNG)).isEqualTo(200);
        assertThat(due("PT0S"))
                .as("the client may still send it, even without a grace period")
                .isZero();
        endLifetime();
        assertThat(due("PT24H")).isZero();
        assertThat(due("PT0S")).isEqualTo(1);
        assertThat(store.maintenance()
                        .collect(
                                Scope.TOMBSTONES,
                                Duration.ZERO,
                                Mode.REMOVE,
                                CollectionService.USUAL_SHARE,
                                files -> {})
                        .tombstones())
                .isEqualTo(1);
        complete(upload, "").problem(404, "not-found");
        assertThat(problems()).isZero();
        assertThat(api.get("/api/v1/maintenance/collection?grace=PT0S&orphans=true")
                        .json(200)
                        .get("orphans")
                        .asLong())
                .isZero();
    }

    private void endLifetime() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("reels.db"));
                Statement update = database.createStatement()) {
            assertThat(
                            update.executeUpdate(
                                    "UPDATE blob_tombstones SET created_at = strftime('%Y-%m-%dT%H:%M:%S', 'now', '-1 minute') || '.000000Z'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anotherFileIsRefused() throws Exception {
        byte[] other = PNG.clone();
        other[other.length - 1]++;
        JsonNode upload = plan("png", PNG);
        assertThat(send(upload, other)).isBetween(400, 499);
        complete(upload, "").problem(404, "not-found");
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        JsonNode html = plan("png", page);
        assertThat(send(html, page)).isEqualTo(200);
        complete(html, "").problem(400, "invalid-input");
        JsonNode video = plan("mp4", PNG);
        assertThat(send(video, PNG)).isEqualTo(200);
        complete(video, "").problem(400, "invalid-input");
        assertThat(api.get("/api/v1/images").json(200).get("items")).isEmpty();
    }

    @Test
    void anotherProfileSeesNothing() throws Exception {
        JsonNode upload = plan("png", PNG);
        assertThat(send(upload, PNG)).isEqualTo(200);
        ApiClient bob = api.with("Reelstore-Profile", "bob");
        bob.json("POST", UPLOADS, planOf("png", PNG)).problem(404, "not-found");
        bob.json(
                        "POST",
                        UPLOADS + "/" + upload.get("key").asString(),
                        "{\"projectId\": \"" + project + "\", \"provider\": \"p\"}")
                .problem(404, "not-found");
        complete(upload, "").json(201);
    }

    @Test
    void wrongValuesAreRefused() {
        for (String wrong : new String[] {
            "{}",
            planOf("html", PNG),
            planOf("png", PNG).replace("\"byteSize\": ", "\"byteSize\": -"),
            planOf("png", PNG).replace("\"contentHash\": \"", "\"contentHash\": \"x")
        }) {
            api.json("POST", UPLOADS, wrong).problem(400, "invalid-input");
        }
        // more than S3 takes in one request, and more than the server takes
        String large = planOf("png", PNG).replaceFirst("\"byteSize\": \\d+", "\"byteSize\": 6000000000");
        api.json("POST", UPLOADS, large).problem(400, "invalid-input");
        api.json("POST", UPLOADS, large.replace("6000000000", "60000000000")).problem(413, "too-large");
        api.json(
                        "POST",
                        UPLOADS + "/projects/x/images/y.png",
                        "{\"projectId\": \"" + project + "\", \"provider\": \"p\"}")
                .problem(404, "not-found");
        api.json("POST", UPLOADS + "/projects/x/images/y", "{}").problem(404, "not-found");
        api.json("POST", UPLOADS + "/projects/x/images/y.png", "{\"inputs\": []}")
                .problem(400, "invalid-input");
    }

    @Test
    void localDiskTakesNoFilesFromClients(@TempDir Path local) {
        try (TestServer disk = TestServer.in(local)) {
            ApiClient client = disk.client();
            String own = client.json("POST", "/api/v1/projects", "{\"title\": \"Dusk\"}")
                    .json(201)
                    .get("id")
                    .asString();
            client.json("POST", UPLOADS, planOf("png", PNG).replace(project, own))
                    .problem(501, "unsupported");
        }
    }
}
