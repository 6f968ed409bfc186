package io.github.reelstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.server.ApiClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
class ProjectApiTest {

    private static final String PROJECTS = "/api/v1/projects";

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

    private String create(String title) {
        return api.json("POST", PROJECTS, "{\"title\": \"" + title + "\"}")
                .json(201)
                .get("id")
                .asString();
    }

    @Test
    void aProjectIsCreatedWithAllItsValuesAndReadAgain() {
        Reply created = api.json("POST", PROJECTS, """
                {"title": "Hải đăng", "description": "d", "status": "in_progress", "channelId": "lights",
                 "defaultLanguage": "vie", "aspectRatio": "16:9", "script": "s", "tags": ["a", "b"],
                 "meta": {"n": 1.50, "deep": [null]}, "providerProjectId": "p"}""");
        JsonNode project = created.json(201);
        String path = created.header("Location").orElseThrow();
        assertThat(path).isEqualTo(PROJECTS + "/" + project.get("id").asString());
        assertThat(created.header("ETag")).contains("\"1\"");
        assertThat(project.get("title").asString()).isEqualTo("Hải đăng");
        assertThat(project.get("defaultLanguage").asString()).isEqualTo("vi");
        assertThat(created.text()).contains("\"meta\":{\"n\":1.50,\"deep\":[null]}");
        assertThat(project.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");

        Reply read = api.get(path);
        assertThat(read.json(200)).isEqualTo(project);
        assertThat(api.get(path, "If-None-Match", "\"0\", W/\"1\"").status()).isEqualTo(304);
        assertThat(api.call("HEAD", path, BodyPublishers.noBody()).bytes()).isEmpty();
    }

    @Test
    void aPatchChangesTheGivenMembersAndNullClears() {
        String path = PROJECTS + "/" + create("Dusk");
        JsonNode changed = api.json("PATCH", path, "{\"description\": \"d\", \"status\": \"completed\"}")
                .json(200);
        assertThat(changed.get("title").asString()).isEqualTo("Dusk");
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        JsonNode cleared = api.file(
                        "PATCH", path, "application/merge-patch+json", "{\"description\": null}".getBytes(UTF_8))
                .json(200);
        assertThat(cleared.get("description").isNull()).isTrue();
        api.json("PATCH", path, "{\"title\": null}").problem(400, "invalid-input");
    }

    /** The cases of RFC 7396, appendix A, that an object in an object can have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": \"b\"} | {\"a\": \"c\"} | {\"a\":\"c\"}",
                "{\"a\": \"b\"} | {\"b\": \"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\": \"b\"} | {\"a\": null} | {}",
                "{\"a\": \"b\", \"b\": \"c\"} | {\"a\": null} | {\"b\":\"c\"}",
                "{\"a\": [\"b\"]} | {\"a\": \"c\"} | {\"a\":\"c\"}",
                "{\"a\": \"c\"} | {\"a\": [\"b\"]} | {\"a\":[\"b\"]}",
                "{\"a\": {\"b\": \"c\"}} | {\"a\": {\"b\": \"d\", \"c\": null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\": [{\"b\": \"c\"}]} | {\"a\": [1]} | {\"a\":[1]}",
                "[\"a\", \"b\"] | [\"c\", \"d\"] | [\"c\",\"d\"]",
                "{\"a\": \"foo\"} | \"bar\" | \"bar\"",
                "{\"e\": null} | {\"a\": 1.50} | {\"e\":null,\"a\":1.50}",
                "[1, 2] | {\"a\": \"b\", \"c\": null} | {\"a\":\"b\"}",
                "{} | {\"a\": {\"bb\": {\"ccc\": null}}} | {\"a\":{\"bb\":{}}}"
            })
    void metaIsMerged(String before, String patch, String after) {
        for (String type : List.of("application/merge-patch+json", "application/json")) {
            String id = api.json("POST", PROJECTS, "{\"title\": \"t\", \"meta\": " + before + "}")
                    .json(201)
                    .get("id")
                    .asString();
            byte[] body = ("{\"meta\": " + patch + "}").getBytes(UTF_8);
            String[] condition = type.endsWith("patch+json") ? new String[] {"If-Match", "\"1\""} : new String[0];
            Reply changed = api.file("PATCH", PROJECTS + "/" + id, type, body, condition);
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.text()).contains("\"meta\":" + after + ",");
        }
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        String path = PROJECTS + "/" + create("Dusk");
        Reply first = api.json("PATCH", path, "{\"title\": \"One\"}", "If-Match", "\"1\"");
        assertThat(first.header("ETag")).contains("\"2\"");
        api.json("PATCH", path, "{\"title\": \"Two\"}", "If-Match", "\"1\"").problem(412, "version-mismatch");
        api.delete(path, "If-Match", "\"1\"").problem(412, "version-mismatch");
        assertThat(api.get(path).json(200).get("title").asString()).isEqualTo("One");
        api.json("PATCH", path, "{\"title\": \"Two\"}", "If-Match", "W/\"2\"").problem(400, "invalid-input");
        assertThat(api.json("PATCH", path, "{\"title\": \"Two\"}", "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(api.delete(path, "If-Match", "\"3\"").json(200).get("rows").asInt())
                .isEqualTo(1);
        api.get(path).problem(404, "not-found");
        api.delete(path).problem(404, "not-found");
    }

    @Test
    void pagesFollowEachOtherByCursor() {
        String channel = "/api/v1/projects?channel=paged&limit=2";
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(
                    0,
                    api.json("POST", PROJECTS, "{\"title\": \"" + i + "\", \"channelId\": \"paged\"}")
                            .json(201)
                            .get("id")
                            .asString());
        }
        List<String> listed = new ArrayList<>();
        JsonNode page = api.get(channel).json(200);
        page.get("items").forEach(item -> listed.add(item.get("id").asString()));
        while (!page.get("nextCursor").isNull()) {
            page = api.get(channel + "&after=" + page.get("nextCursor").asString())
                    .json(200);
            page.get("items").forEach(item -> listed.add(item.get("id").asString()));
        }
        assertThat(listed).isEqualTo(created);
        assertThat(api.get("/api/v1/projects?channel=paged&status=archived")
                        .json(200)
                        .get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=x",
                "?limit=1001",
                "?after=x",
                "?status=x",
                "?unknown=1",
                "?limit=1&limit=2",
                "?channel=%00",
                "?channel=%FF"
            })
    void invalidParametersAreRefused(String query) {
        Reply reply = api.get(PROJECTS + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{\"title\": \"a\"} x",
                "{\"title\": \"a\", \"title\": \"b\"}",
                "{\"title\": 1}",
                "{\"title\": \" \"}",
                "{\"title\": \"a\\u0000\"}",
                "{\"title\": \"a\\ud800\"}",
                "{\"title\": \"a\", \"id\": \"x\"}",
                "{\"title\": \"a\", \"version\": 5}",
                "{\"title\": \"a\", \"status\": \"x\"}",
                "{\"title\": \"a\", \"tags\": \"x\"}",
                "{\"title\": \"a\", \"defaultLanguage\": \"english\"}",
                "{}"
            })
    void malformedBodiesAreRefused(String body) {
        Reply reply = api.json("POST", PROJECTS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void deeplyNestedAndLargeBodiesAreRefused() {
        String nested = "{\"title\": \"a\", \"meta\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(api.json("POST", PROJECTS, nested).status()).isEqualTo(400);
        api.json("POST", PROJECTS, "{\"title\": \"" + "a".repeat(1_100_000) + "\"}")
                .problem(413, "too-large");
        api.file("POST", PROJECTS, "text/plain", new byte[] {'{', '}'}).problem(415, "unsupported-media-type");
    }

    @Test
    void unknownPathsAndMethodsHaveProblems() {
        api.get("/api/v1/nothing").problem(404, "not-found");
        api.get("/nothing").problem(404, "not-found");
        Reply refused = api.file("PUT", PROJECTS, "text/plain", new byte[0]);
        refused.problem(405, "method-not-allowed");
        assertThat(refused.header("Allow")).contains("GET, HEAD, POST");
    }
}
