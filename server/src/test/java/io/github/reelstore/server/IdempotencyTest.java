package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.server.ApiClient.Part;
import io.github.reelstore.server.ApiClient.Reply;
import java.nio.file.Path;
import java.util.List;
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

    private TestServer server;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path folder) {
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

    @Test
    void aRunningRequestKeepsItsKey() throws Exception {
        try (java.net.Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(("POST " + PROJECTS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + KEY + ": g\r\nExpect: 100-continue\r\nContent-Length: 15\r\n\r\n")
                            .getBytes(UTF_8));
            byte[] proceed = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8);
            assertThat(socket.getInputStream().readNBytes(proceed.length)).isEqualTo(proceed);
            api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "g").problem(409, "in-progress");
        }
        // the client is gone, so the key is free
        Reply reply = api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "g");
        while (reply.status() == 409) {
            reply = api.json("POST", PROJECTS, "{\"title\": \"One\"}", KEY, "g");
        }
        reply.json(201);
    }
}
