package io.github.reelstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** Opening a store: exceptions for invalid configurations, and the sweep of leftovers. */
class OpeningIT {

    private final S3Server server = S3Server.s3proxy();
    private final Path staging;
    private final Stream.Builder<HttpServer> started = Stream.builder();

    OpeningIT(@TempDir Path staging) {
        this.staging = staging;
    }

    @AfterEach
    void stop() {
        started.build().forEach(other -> other.stop(0));
    }

    private S3Config.Builder config() {
        return Fixture.config(server, server.newLocation()).staging(staging);
    }

    private static void assertRefused(S3Config.Builder config, String subject, String... words) {
        assertThatThrownBy(() -> S3BlobStore.open(config.build()).close())
                .isInstanceOfSatisfying(
                        StorageException.Configuration.class,
                        e -> assertThat(e.subject()).isEqualTo(subject))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingBucketIsReported() {
        S3Config.Builder config = Fixture.config(server, new S3Server.Location("no-such-bucket", ""))
                .staging(staging);
        assertRefused(
                config,
                "storage.bucket",
                "\"no-such-bucket\"",
                server.endpoint().toString(),
                "create it");
    }

    @Test
    void anUnknownAccessKeyIsReported() {
        assertRefused(
                config().credentials(Fixture.credentials("unknown", "secret")),
                "storage.credentials",
                "InvalidAccessKeyId");
    }

    @Test
    void aWrongSecretIsReportedWithoutShowingIt() {
        S3Config.Builder config = config().credentials(Fixture.credentials(server.accessKey(), "hush-hush"));
        assertRefused(config, "storage.credentials", "SignatureDoesNotMatch");
        assertThatThrownBy(() -> S3BlobStore.open(config.build())).hasMessageNotContaining("hush");
    }

    @Test
    void missingCredentialsAreReported() {
        AwsCredentialsProvider none = EnvironmentVariableCredentialsProvider.create();
        assertRefused(config().credentials(none), "storage.credentials", "AWS_ACCESS_KEY_ID");
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed"})
    void theRightRegionIsNamed(int status, String code) {
        URI other = serverWith(status, error(code), Map.of("x-amz-bucket-region", "eu-central-1"));
        assertRefused(config().endpoint(other), "storage.region", "us-east-1", "to eu-central-1");
    }

    @Test
    void aWrongClockIsReported() {
        URI other = serverWith(403, error("RequestTimeTooSkewed"), Map.of());
        assertRefused(config().endpoint(other), "clock", "clock of this machine");
    }

    @Test
    void theMissingPermissionIsNamed() {
        URI other = serverWith(403, error("AccessDenied"), Map.of());
        assertRefused(config().endpoint(other), "storage.credentials", "s3:ListBucket", "grant it");
    }

    @ParameterizedTest
    @CsvSource({
        "200, <!DOCTYPE html><html><body><p>It works!<br></body></html>",
        "200, <html><body>It works!</body></html>",
        "200, {\"status\": \"ok\"}",
        "200, ''",
        "404, <html><body>Not Found</body></html>",
        "404, ''",
        "405, Method Not Allowed",
    })
    void aServerThatIsNotS3IsReported(int status, String body) {
        URI other = serverWith(status, body, Map.of());
        assertRefused(config().endpoint(other), "storage.endpoint", other.toString(), "not an S3 server");
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>";
    }

    private URI serverWith(int status, String body, Map<String, String> headers) {
        try {
            HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.add(other);
            other.createContext("/", exchange -> {
                byte[] bytes = body.getBytes(UTF_8);
                headers.forEach(exchange.getResponseHeaders()::add);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            other.start();
            return URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStagingFolderThatIsAFileIsReported() throws IOException {
        Path file = Files.writeString(staging.resolve("file"), "x");
        assertRefused(config().staging(file), "storage.staging", file.toString());
    }

    @Test
    void theStagingFolderIsAccessibleToItsOwnerOnly() throws IOException {
        Path folder = staging.resolve("a/b");
        S3BlobStore.open(config().staging(folder).build()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void openingSweepsOldStagedFilesOnly() throws IOException {
        Path old = Files.writeString(staging.resolve("old.staged"), "x");
        Path young = Files.writeString(staging.resolve("young.staged"), "x");
        Path foreign = Files.writeString(staging.resolve("foreign"), "x");
        FileTime weeksAgo = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        Files.setLastModifiedTime(old, weeksAgo);
        Files.setLastModifiedTime(foreign, weeksAgo);
        S3BlobStore.open(config().build()).close();
        assertThat(staging).isDirectoryNotContaining(old::equals);
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @Test
    void theDescriptionNamesServerBucketAndPrefix() {
        S3Config config = config().prefix("a/b").build();
        try (S3BlobStore store = S3BlobStore.open(config)) {
            assertThat(store.description())
                    .isEqualTo("S3 at " + server.endpoint() + ", bucket " + config.bucket() + ", prefix a/b");
        }
    }
}
