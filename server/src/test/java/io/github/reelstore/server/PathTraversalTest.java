package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** No parameter of a client names a file outside of the rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTraversalTest {

    private static final String SECRET = "what no client may read";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Path folder = Path.of("");
    private TestServer server;
    private ApiClient api;
    private String project = "";

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        server = TestServer.in(folder);
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

    /** Names of files, relative and absolute, as they are. */
    private List<String> names() {
        return List.of(
                "../secret.txt",
                "../../../../../../../../etc/passwd",
                "..\\secret.txt",
                "../secret.png",
                folder.resolve("secret.txt").toString(),
                "/etc/passwd",
                ".reelstore/store-id",
                "projects/../../secret.txt");
    }

    /** The names as a path may contain them, and those that end early for programs in C. */
    private List<String> inPaths() {
        List<String> values =
                new ArrayList<>(List.of("%00", "../secret.txt%00.png", "%2e%2e%2fsecret.txt", "..%252fsecret.txt"));
        for (String name : names()) {
            values.add(name.replace('\\', '/'));
            values.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
        return values;
    }

    /** Each parameter in a path of the API, and of the pages that take more than ids of rows. */
    Stream<Arguments> paths() {
        List<Arguments> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                api.document().json().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String type = operation.getValue().at("/requestBody/content").propertyNames().stream()
                        .findFirst()
                        .orElse("");
                for (JsonNode parameter : operation.getValue().get("parameters")) {
                    if (parameter.get("in").asString().equals("path")) {
                        paths.add(Arguments.of(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                parameter.get("name").asString(),
                                type));
                    }
                }
            }
        }
        assertThat(paths).hasSizeGreaterThan(40);
        paths.add(Arguments.of("GET", "/assets/{version}/{name}", "version", ""));
        paths.add(Arguments.of("GET", "/assets/{version}/{name}", "name", ""));
        paths.add(Arguments.of("POST", "/undo/{deletion}", "deletion", FORM));
        paths.add(Arguments.of("GET", "/projects/{project}/thumbnail", "project", ""));
        return paths.stream();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noPathLeadsToAFile(String method, String path, String parameter, String type) throws IOException {
        for (String value : inPaths()) {
            String target = path.replace("{" + parameter + "}", value)
                    .replace("{project}", project)
                    .replaceAll("\\{[^}]*}", "x");
            requireRefused(method, target, type.replace("*", "mp4"), type.isEmpty() ? "" : "{}");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void noFieldLeadsToAFile(String name) throws IOException {
        requireRefused("POST", "/store/undelete", FORM, "key=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        String plan = "{\"projectId\": \"%s\", \"format\": \"%s\", \"contentHash\": \"" + "ab".repeat(32)
                + "\", \"byteSize\": 1}";
        requireRefused("POST", "/api/v1/uploads", JSON, String.format(plan, project, name.replace("\\", "\\\\")));
    }

    /** Any text may name a profile, which is a value of rows and never a part of a path: that one has no rows. */
    @ParameterizedTest
    @MethodSource("names")
    void noProfileLeadsToAFile(String name) throws IOException {
        String profile = "Reelstore-Profile: " + name;
        assertThat(answer("GET", "/api/v1/projects", "", "", profile)).contains("HTTP/1.1 200 ", "\"items\":[]");
        assertThat(answer("GET", "/projects/" + project, "", "", profile)).startsWith("HTTP/1.1 404 ");
        requireRefused("GET", "/api/v1/media/secret.txt", "", "", profile);
        requireRefused("GET", "/api/v1/media/" + name.replace('\\', '/'), "", "", profile);
    }

    private void requireRefused(String method, String target, String type, String body, String... more)
            throws IOException {
        assertThat(answer(method, target, type, body, more))
                .as("%s %s %s", method, target, body)
                .containsPattern("^HTTP/1\\.1 4\\d\\d ")
                .doesNotContain(SECRET, "root:", "SQLite", "Exception", "\tat ")
                // such as that of another origin, before the parameter is read
                .doesNotContainPattern("^HTTP/1\\.1 40[13] ");
    }

    /** What the server answers to a page of its own, which sends the path as it is. */
    private String answer(String method, String target, String type, String body, String... more) throws IOException {
        String authority = server.server().uri().getAuthority();
        return server.raw(String.join(
                        "\r\n",
                        method + " " + target + " HTTP/1.1",
                        "Host: " + authority,
                        "Origin: http://" + authority,
                        "Content-Type: " + type,
                        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                        "Connection: close",
                        String.join("\r\n", more))
                + (more.length == 0 ? "" : "\r\n") + "\r\n" + body);
    }
}
