package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.RowChange;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.TransactionListener;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.server.ApiClient.Part;
import io.github.reelstore.server.ApiClient.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {

    private static final String PROJECTS = "/api/v1/projects";
    private static final String KEY = "Idempotency-Key";
    private static final byte[] PNG = Samples.LIGHTHOUSE_PNG.bytes();

    private TestServer server;
    private Path folder;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = TestServer.in(folder);
        api = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private long count() {
        return server.store().readOnly(tx -> tx.maintenance().rows(1_000));
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        Reply first = api.json("POST", PROJECTS, "{\"title\": \"Hải đăng\"}", KEY, "a");
        JsonNode project = first.json(201);
        long rows = count();
        Reply second = api.json("POST", PROJECTS, "{\"title\": \"Hải đăng\"}", KEY, "a");
        assertThat(second.json(201)).isEqualTo(project);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(count()).isEqualTo(rows);
    }

    @Test
    void anotherRequestMayNotUseTheKey() {
        api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "b").json(201);
        api.json("POST", PROJECTS, "{\"title\": \"Two\"}", KEY, "b").problem(422, "idempotency-key-reused");
        api.json("POST", "/api/v1/videos", "{\"title\": \"One\"}", KEY, "b").problem(422, "idempotency-key-reused");
        api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "x y").problem(400, "invalid-input");
        api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "x".repeat(256)).problem(400, "invalid-input");
    }

    @Test
    void anotherProfileMayUseTheKey() {
        String id = api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "c")
                .json(201)
                .get("id")
                .asString();
        JsonNode other = api.with("Reelstore-Profile", "other")
                .json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "c")
                .json(201);
        assertThat(other.get("id").asString()).isNotEqualTo(id);
    }

    @Test
    void aRefusedRequestFreesTheKey() {
        api.json("POST", PROJECTS, "{\"title\": \"\"}", KEY, "d").problem(400, "invalid-input");
        api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "d").json(201);
    }

    @Test
    void anUploadIsStoredOnceWhateverItsBoundaryIs() {
        String project = api.json("POST", PROJECTS, "{\"title\": \"One\"}")
                .json(201)
                .get("id")
                .asString();
        String query = "/api/v1/images?provider=p&projectId=" + project;
        byte[] png = Samples.LIGHTHOUSE_PNG.bytes();
        JsonNode raw = api.file("POST", query, "image/png", png, KEY, "e").json(201);
        assertThat(api.file("POST", query, "image/png", png, KEY, "e").json(201))
                .isEqualTo(raw);
        byte[] changed = png.clone();
        changed[png.length - 1]++;
        api.file("POST", query, "image/png", changed, KEY, "e").problem(422, "idempotency-key-reused");

        List<Part> parts = List.of(
                Part.metadata("{\"projectId\": \"" + project + "\", \"provider\": \"p\"}"),
                new Part("file", "image/png", png));
        JsonNode form = formWith("one-boundary", parts).json(201);
        assertThat(formWith("other-boundary", parts).json(201)).isEqualTo(form);
        List<Part> others = List.of(
                Part.metadata("{\"projectId\": \"" + project + "\", \"provider\": \"q\"}"),
                new Part("file", "image/png", png));
        formWith("one-boundary", others).problem(422, "idempotency-key-reused");
        assertThat(api.get("/api/v1/images?projectId=" + project).json(200).get("items"))
                .hasSize(2);
    }

    private Reply formWith(String boundary, List<Part> parts) {
        return api.file(
                "POST",
                "/api/v1/images",
                "multipart/form-data; boundary=" + boundary,
                Part.body(boundary, parts),
                KEY,
                "f");
    }

    /** Begins an upload, and returns when the server waits for its body. */
    private Socket begin(String path, String key) throws IOException {
        Socket socket = server.connect();
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                                + KEY + ": " + key + "\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: "
                                + PNG.length + "\r\n\r\n")
                        .getBytes(UTF_8));
        byte[] proceed = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8);
        assertThat(socket.getInputStream().readNBytes(proceed.length)).isEqualTo(proceed);
        return socket;
    }

    private String upload() {
        return "/api/v1/images?provider=p&projectId="
                + api.json("POST", PROJECTS, "{\"title\": \"One\"}")
                        .json(201)
                        .get("id")
                        .asString();
    }

    @Test
    void aRunningRequestKeepsItsKey() throws Exception {
        String path = upload();
        Socket running = begin(path, "g");
        try (running) {
            api.file("POST", path, "image/png", PNG, KEY, "g").problem(409, "in-progress");
        }
        // the client is gone, so the key is free
        Reply reply = api.file("POST", path, "image/png", PNG, KEY, "g");
        while (reply.status() == 409) {
            reply = api.file("POST", path, "image/png", PNG, KEY, "g");
        }
        reply.json(201);
    }

    /** A request that runs for more than an hour, which another one takes for the request of a process that was killed. */
    @Test
    void aRequestThatLosesItsKeyDoesNothing() throws Exception {
        String path = upload();
        long rows = count();
        try (Socket socket = begin(path, "h")) {
            makeOlder("h");
            JsonNode second = api.file("POST", path, "image/png", PNG, KEY, "h").json(201);
            socket.getOutputStream().write(PNG);
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 409 ")
                    .contains("in-progress");
            assertThat(count()).isEqualTo(rows + 1);
            assertThat(api.file("POST", path, "image/png", PNG, KEY, "h").json(201))
                    .isEqualTo(second);
        }
    }

    private void makeOlder(String key) throws SQLException {
        String earlier = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                .format(LocalDateTime.now(ZoneOffset.UTC).minusHours(2));
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("reels.db"));
                PreparedStatement update = database.prepareStatement(
                        "UPDATE reelstore_idempotency_keys SET created_at = ? WHERE idempotency_key = ?")) {
            update.setString(1, earlier);
            update.setString(2, key);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** A request that is refused does not free the key of the one that took it over. */
    @Test
    void aRequestThatLosesItsKeyDoesNotFreeIt() throws Exception {
        String path = upload();
        try (Socket first = begin(path, "i")) {
            makeOlder("i");
            try (Socket second = begin(path, "i")) {
                first.getOutputStream().write(new byte[PNG.length]);
                assertThat(new String(first.getInputStream().readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 400 ");
                api.file("POST", path, "image/png", PNG, KEY, "i").problem(409, "in-progress");
                second.getOutputStream().write(PNG);
                assertThat(new String(second.getInputStream().readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 201 ");
            }
        }
    }

    /** As if the process were killed between the commit and the answer. */
    @Test
    void workThatWasCommittedIsNotDoneAgain(@TempDir Path other) {
        AtomicBoolean crash = new AtomicBoolean(true);
        TransactionListener crashing = new TransactionListener() {
            @Override
            public void afterCommit(ProfileId profile, List<RowChange> changes) {
                if (!changes.isEmpty() && crash.getAndSet(false)) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        try (TestServer killed = TestServer.in(other, config -> config, store -> store.withListener(crashing))) {
            ApiClient client = killed.client();
            client.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "j").problem(500, "internal-error");
            Reply repeated = client.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "j");
            assertThat(repeated.json(201).get("title").asString()).isEqualTo("One");
            assertThat(repeated.header("Idempotency-Replayed")).contains("true");
            assertThat(client.get(PROJECTS).json(200).get("items")).hasSize(1);
        }
    }

    /** Reading a large body only to compare it is an upload too. */
    @Test
    void aRepeatedUploadNeedsASlot(@TempDir Path other) throws Exception {
        try (TestServer small = TestServer.in(other, config -> config.withUploads(PNG.length, 1))) {
            ApiClient client = small.client();
            String path = "/api/v1/images?provider=p&projectId="
                    + client.json("POST", PROJECTS, "{\"title\": \"One\"}")
                            .json(201)
                            .get("id")
                            .asString();
            client.file("POST", path, "image/png", PNG, KEY, "k").json(201);
            try (Socket socket = small.connect()) {
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                                        + "Expect: 100-continue\r\nContent-Length: " + PNG.length + "\r\n\r\n")
                                .getBytes(UTF_8));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                client.file("POST", path, "image/png", PNG, KEY, "k").problem(503, "busy");
            }
        }
    }
}
