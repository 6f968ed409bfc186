package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.testservers.S3Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files of a blob store in S3, which clients may read without the server. */
@Tag("journey")
class MediaRedirectIT {

    private static final S3Server S3 = S3Server.s3proxy();

    @BeforeAll
    static void setCredentials() {
        System.setProperty("aws.accessKeyId", S3.accessKey());
        System.setProperty("aws.secretAccessKey", S3.secretKey());
    }

    private static ReelstoreConfig config(Path folder) {
        return ReelstoreConfig.builder()
                .workingFolder(folder)
                .environment(Map.of(
                        "REELSTORE_STORAGE_URL", "s3://" + S3.newBucket() + "/studio",
                        "REELSTORE_STORAGE_ENDPOINT", S3.endpoint().toString(),
                        "REELSTORE_STORAGE_REGION", S3.region()))
                .build();
    }

    private static List<String> presented(ApiClient.Reply redirect) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(redirect.header("Location").orElseThrow()))
                .build();
        HttpHeaders headers = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofByteArray())
                .headers();
        return Stream.of("Content-Type", "Content-Disposition")
                .map(name -> headers.firstValue(name).orElse(""))
                .toList();
    }

    private static String policyOfFirstPage(ReelstoreServer server) {
        return new PageClient(server.uri())
                .get("/")
                .header("Content-Security-Policy")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "PT1.5S", "PT-1S", "P8D"})
    void anImpossibleLifetimeIsRefusedAtTheStart(String lifetime) {
        assertThatExceptionOfType(StorageException.InvalidInput.class)
                .isThrownBy(() -> ServerConfig.LOCAL.withMediaRedirect(Duration.parse(lifetime)))
                .withMessageContaining("1 second to 7 days");
    }

    @Test
    void clientsAreSentToAPresignedUrl(@TempDir Path folder) throws Exception {
        ServerConfig redirecting = ServerConfig.LOCAL.withPort(0).withMediaRedirect(Duration.ofMinutes(1));
        try (Reelstore store = Reelstore.open(config(folder));
                ReelstoreServer server = ReelstoreServer.start(store, redirecting);
                ReelstoreServer streaming = ReelstoreServer.start(store, ServerConfig.LOCAL.withPort(0))) {
            String policy = policyOfFirstPage(server);
            ApiClient api = new ApiClient(server.uri());
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
            String path = "/api/v1/media/" + image.get("filePath").asString();

            ApiClient.Reply redirect = api.get(path);
            assertThat(redirect.status()).isEqualTo(307);
            URI location = URI.create(redirect.header("Location").orElseThrow());
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(location).build(), BodyHandlers.ofByteArray())
                            .body())
                    .isEqualTo(Samples.LIGHTHOUSE_PNG.bytes());
            assertThat(policy)
                    .as("from the first page on, which shows no file yet")
                    .contains(
                            "img-src 'self' http://" + location.getRawAuthority() + ";",
                            "media-src 'self' http://" + location.getRawAuthority() + ";");
            assertThat(policyOfFirstPage(streaming)).contains("img-src 'self';", "media-src 'self';");
            assertThat(presented(api.get(path)))
                    .containsExactly(
                            "image/png", "inline; filename=\"" + image.get("id").asString() + ".png\"");
            assertThat(presented(api.get(path + "?download=true")))
                    .containsExactly(
                            "image/png",
                            "attachment; filename=\"" + image.get("id").asString() + ".png\"");
            // S3 knows the file by another ETag, so such conditions are not sent there
            String tag = "\"" + image.get("contentHash").asString() + "\"";
            assertThat(api.get(path, "If-Match", tag).status()).isEqualTo(200);
            assertThat(api.get(path, "Range", "bytes=0-1", "If-Range", tag).status())
                    .isEqualTo(206);
            api.get(path, "If-Match", "\"a\"").problem(412, "version-mismatch");
            assertThat(api.call("HEAD", path, BodyPublishers.noBody()).status()).isEqualTo(200);
            assertThat(api.get(path, "If-None-Match", "*").status()).isEqualTo(304);
            assertThat(new ApiClient(streaming.uri())
                            .get(path, "Range", "bytes=1-9")
                            .bytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(Samples.LIGHTHOUSE_PNG.bytes(), 1, 10));
        }
    }
}
