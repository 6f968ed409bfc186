package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {

    private static final String ALL = "a-token-for-all-profiles";
    private static final String ALICE = "a-token-for-alice-only";
    private static final String PROJECTS = "/api/v1/projects";

    private TestServer server;
    private ApiClient all;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = TestServer.in(
                folder,
                config -> config.withTokens("# tokens\n\n" + ALL + "\n" + ALICE + "\talice\n")
                        .withAllowedHosts(Set.of("reels.example")));
        all = server.client("Authorization", "Bearer " + ALL);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private ApiClient alice() {
        return all.with("Authorization", "bearer  " + ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic " + ALL, ALL})
    void aRequestWithoutATokenIsRefused(String authorization) {
        ApiClient stranger = authorization.isEmpty() ? all.with() : all.with("Authorization", authorization);
        for (String path : List.of(PROJECTS, "/api/v1/openapi.json", "/api/v1/media/x", "/api/v1/unknown", "/")) {
            assertUnauthorized(stranger.get(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-token-of-some-length", ALL + "x"})
    void aWrongTokenIsRefused(String token) {
        for (String path : List.of(PROJECTS, "/")) {
            assertUnauthorized(all.with("Authorization", "Bearer " + token).get(path));
        }
    }

    private static void assertUnauthorized(ApiClient.Reply refused) {
        refused.problem(401, "unauthorized");
        assertThat(refused.header("WWW-Authenticate")).contains("Bearer realm=\"reelstore\"");
    }

    /** Such as a script with an old token on the same machine. */
    @Test
    void wrongTokensOfOneProgramDoNotLockOthersOut() {
        for (int i = 0; i < 20; i++) {
            assertUnauthorized(all.with("Authorization", "Bearer wrong-token-of-some-length")
                    .get(PROJECTS));
        }
        all.get(PROJECTS).json(200);
    }

    @Test
    void healthNeedsNoToken() {
        assertThat(all.with().get("/health/live").json(200).get("status").asString())
                .isEqualTo("ok");
        assertThat(all.with().get("/health/ready").json(200).get("status").asString())
                .isEqualTo("ok");
    }

    @Test
    void aTokenForAllProfilesSelectsOne() {
        ApiClient bob = all.with("Authorization", "Bearer " + ALL, "Reelstore-Profile", "bob");
        JsonNode project = bob.json("POST", PROJECTS, "{\"title\": \"Bob's\"}").json(201);
        assertThat(project.get("profileId").asString()).isEqualTo("bob");
        assertThat(all.get(PROJECTS).json(200).get("items")).isEmpty();
        assertThat(alice().get(PROJECTS).json(200).get("items")).isEmpty();
    }

    @Test
    void aTokenForOneProfileUsesItOnly() {
        JsonNode project =
                alice().json("POST", PROJECTS, "{\"title\": \"Alice's\"}").json(201);
        assertThat(project.get("profileId").asString()).isEqualTo("alice");
        assertThat(alice().get(PROJECTS, "Reelstore-Profile", "alice").status()).isEqualTo(200);
        alice().get(PROJECTS, "Reelstore-Profile", "bob").problem(403, "forbidden");
    }

    @Test
    void idsAndFilesOfAnotherProfileAreNotFound() {
        ApiClient carol = all.with("Authorization", "Bearer " + ALL, "Reelstore-Profile", "carol");
        String project = carol.json("POST", PROJECTS, "{\"title\": \"Carol's\"}")
                .json(201)
                .get("id")
                .asString();
        JsonNode image = carol.file(
                        "POST",
                        "/api/v1/images?provider=p&projectId=" + project,
                        "image/png",
                        Samples.LIGHTHOUSE_PNG.bytes())
                .json(201);
        String id = image.get("id").asString();
        for (String path : List.of(
                PROJECTS + "/" + project,
                PROJECTS + "/" + project + "/view",
                PROJECTS + "/" + project + "/languages",
                "/api/v1/images/" + id,
                "/api/v1/media/" + image.get("filePath").asString(),
                "/api/v1/media/" + image.get("thumbPath").asString())) {
            assertThat(carol.get(path).status()).as(path).isEqualTo(200);
            alice().get(path).problem(404, "not-found");
        }
        alice().delete("/api/v1/images/" + id).problem(404, "not-found");
        alice().delete(PROJECTS + "/" + project).problem(404, "not-found");
        alice().json("PATCH", PROJECTS + "/" + project, "{\"title\": \"Mine\"}").problem(404, "not-found");
        alice().file("PUT", PROJECTS + "/" + project + "/final-cut", "video/mp4", Samples.VIDEO_MP4.bytes())
                .problem(404, "not-found");
        alice().file(
                        "POST",
                        "/api/v1/images?provider=p&projectId=" + project,
                        "image/png",
                        Samples.LIGHTHOUSE_PNG.bytes())
                .problem(404, "not-found");
        assertThat(alice().get("/api/v1/images?projectId=" + project).json(200).get("items"))
                .isEmpty();
    }

    private String raw(String request, String... headers) throws IOException {
        return server.raw(request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nAuthorization: Bearer " + ALL
                + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8080", "192.168.1.2", "reels.example:443"})
    void itsOwnNamesAreAnswered(String host) throws IOException {
        assertThat(raw("GET " + PROJECTS, "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "reels.example.evil"})
    void anotherNameIsRefused(String host) throws IOException {
        assertThat(raw("GET " + PROJECTS, "Host: " + host))
                .startsWith("HTTP/1.1 421 ")
                .contains("unknown-host");
        assertThat(raw("GET /health/live", "Host: " + host)).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws IOException {
        String host = "Host: localhost:8080";
        String delete = "DELETE " + PROJECTS + "/x";
        for (String origin : List.of(
                "http://evil.example", "null", "http://localhost:8081", "http://localhost", "http://xlocalhost:8080")) {
            assertThat(raw(delete, host, "Origin: " + origin))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("cross-origin");
        }
        assertThat(raw(delete, host, "Origin: http://localhost:8080")).startsWith("HTTP/1.1 404 ");
        assertThat(raw(delete, host, "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET " + PROJECTS, host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET " + PROJECTS, host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET " + PROJECTS, host, "Sec-Fetch-Site: same-origin")).startsWith("HTTP/1.1 200 ");
    }

    /** As with nginx, which by default sends the name of the server behind it as Host. */
    @Test
    void pagesBehindAProxyAreOwnOnes() throws IOException {
        String delete = "DELETE " + PROJECTS + "/x";
        for (String host : List.of("Host: 127.0.0.1:8080", "Host: reels.example")) {
            assertThat(raw(delete, host, "Origin: https://reels.example")).startsWith("HTTP/1.1 404 ");
            assertThat(raw(delete, host, "Origin: https://Reels.example")).startsWith("HTTP/1.1 404 ");
            for (String origin : List.of(
                    "https://evil.example",
                    "https://reels.example.evil",
                    "https://x.reels.example",
                    "https://reels.example:1",
                    "null")) {
                assertThat(raw(delete, host, "Origin: " + origin, "X-Forwarded-Host: evil.example"))
                        .as(origin)
                        .startsWith("HTTP/1.1 403 ");
            }
        }
    }

    /** A link on a foreign page may show something of the server, but must not make it work hard. */
    @Test
    void aNavigationFromAnotherSiteBeginsNoCheck() throws IOException {
        for (String path : List.of(
                "/api/v1/maintenance/verification?depth=content",
                "/api/v1/maintenance/collection",
                "/api/v1/maintenance/shared-files",
                "/api/v1/maintenance/quarantine")) {
            for (String site : List.of("cross-site", "same-site")) {
                assertThat(raw(
                                "GET " + path,
                                "Host: localhost:8080",
                                "Sec-Fetch-Site: " + site,
                                "Sec-Fetch-Mode: navigate"))
                        .startsWith("HTTP/1.1 403 ")
                        .contains("cross-origin");
            }
            assertThat(raw("GET " + path, "Host: localhost:8080", "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void answersForbidWhatTheyDoNotNeed() {
        ApiClient.Reply reply = all.get(PROJECTS);
        assertThat(reply.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Server")).isEmpty();
    }

    @Test
    void otherMachinesNeedATokenFile(@TempDir Path folder) {
        assertThatExceptionOfType(StorageException.InvalidInput.class)
                .isThrownBy(() -> TestServer.in(folder, config -> config.withHost("0.0.0.0")))
                .withMessageContaining("needs tokens");
        assertThatExceptionOfType(StorageException.InvalidInput.class)
                .as("a proxy lets other machines in")
                .isThrownBy(() -> TestServer.in(folder, config -> config.withAllowedHosts(Set.of("reels.example"))))
                .withMessageContaining("needs tokens");
        for (String tokens : List.of("", "# none", "short", "a token with spaces but no", "not/ascii/token/ü/long")) {
            assertThatExceptionOfType(StorageException.InvalidInput.class)
                    .as(tokens)
                    .isThrownBy(() -> ReelstoreHandler.of(server.store(), ServerConfig.LOCAL.withTokens(tokens)))
                    .withMessageNotContaining("not/ascii");
        }
        String token = ReelstoreHandler.newToken();
        assertThat(token).hasSizeGreaterThan(40).isNotEqualTo(ReelstoreHandler.newToken());
        assertThat(ServerConfig.LOCAL.withTokens(token).toString()).doesNotContain(token);
    }

    @Test
    void aPortInUseIsReported(@TempDir Path folder) {
        URI used = server.server().uri();
        assertThatExceptionOfType(StorageException.Unavailable.class)
                .isThrownBy(() -> TestServer.in(folder, config -> config.withPort(used.getPort())))
                .withMessageContaining("port " + used.getPort());
    }
}
