package io.github.reelstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.port.blob.PresignedPut;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.s3.S3Config.Encryption;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** Presigned URLs, used by a plain HTTP client. */
class PresigningIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final S3Config.Builder config;
    private final S3BlobStore store;

    PresigningIT(@TempDir Path staging) {
        S3Server server = S3Server.configured();
        this.config = Fixture.config(server, server.newLocation()).staging(staging);
        this.store = S3BlobStore.open(config.build());
    }

    @AfterEach
    void close() {
        store.delete(Fixture.key("a/k"));
        store.close();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private int put(PresignedPut put, String text) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(put.uri()).PUT(BodyPublishers.ofString(text));
        put.headers().forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private PresignedPut presignPut(String text) {
        return presignPut(store, text);
    }

    private static PresignedPut presignPut(S3BlobStore store, String text) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(text.getBytes(UTF_8));
        return store.presignPut(Fixture.key("a/k"), ContentHash.of(digest), text.length(), MINUTE);
    }

    @Test
    void aFileIsReadWithAPresignedUrlOnly() throws Exception {
        Fixture.put(store, "hello", "a/k");
        HttpResponse<String> response = get(store.presignGet(Fixture.key("a/k"), MINUTE));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
    }

    @Test
    void theServerSendsTheHeadersOfThePresignedUrl() throws Exception {
        Fixture.put(store, "hello", "a/k");
        PresentedAs presented = new PresentedAs("video/mp4", "attachment; filename=\"a b.mp4\"");
        HttpResponse<String> response = get(store.presignGet(Fixture.key("a/k"), MINUTE, presented));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(response.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a b.mp4\"");
    }

    @Test
    void aPresignedUrlIsValidForOneFileAndCannotBeChanged() throws Exception {
        Fixture.put(store, "hello", "a/k");
        String url = store.presignGet(Fixture.key("a/k"), MINUTE).toString();
        assertThat(get(URI.create(url.replace("/a/k", "/a/other"))).statusCode())
                .isEqualTo(403);
        assertThat(get(URI.create(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(URI.create(url.substring(0, url.indexOf('?')))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPresignedUrlExpires() throws Exception {
        Fixture.put(store, "hello", "a/k");
        URI url = store.presignGet(Fixture.key("a/k"), Duration.ofSeconds(1));
        Instant end = Instant.now().plusSeconds(20);
        int status = 200;
        while (status == 200 && Instant.now().isBefore(end)) {
            status = get(url).statusCode();
        }
        assertThat(status).isEqualTo(403);
    }

    @Test
    void aMissingFileHasStatus404() throws Exception {
        assertThat(get(store.presignGet(Fixture.key("a/k"), MINUTE)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFileIsWrittenWithAPresignedUrlAndItsHeaders() throws Exception {
        assertThat(put(presignPut("hello"), "hello")).isEqualTo(200);
        assertThat(Fixture.read(store, "a/k")).isEqualTo("hello");
    }

    @Test
    void aTakenKeyIsRefused() throws Exception {
        PresignedPut put = presignPut("hello");
        assertThat(put(put, "hello")).isEqualTo(200);
        assertThat(put(put, "hello")).isEqualTo(412);
        Fixture.read(store, "a/k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello, world", "hi", ""})
    void moreOrFewerBytesAreRefused(String other) throws Exception {
        assertThat(put(presignPut("hello"), other)).isBetween(400, 403);
        assertThat(store.stat(Fixture.key("a/k"))).isEmpty();
    }

    /** Old versions of Ceph do not verify the hash; then reading does. */
    @Test
    void otherBytesOfTheSameSizeAreRefusedOrDetectedOnRead() throws Exception {
        if (put(presignPut("hello"), "hellO") == 200) {
            assertThatThrownBy(() -> Fixture.read(store, "a/k")).isInstanceOf(StorageException.Corrupt.class);
        } else {
            assertThat(store.stat(Fixture.key("a/k"))).isEmpty();
        }
    }

    @Test
    void s3proxyRefusesOtherBytesOfTheSameSize() throws Exception {
        S3Server server = S3Server.s3proxy();
        try (S3BlobStore checked = S3BlobStore.open(Fixture.config(server, server.newLocation())
                .staging(config.build().staging().orElseThrow())
                .build())) {
            assertThat(put(presignPut(checked, "hello"), "hellO")).isEqualTo(400);
            assertThat(checked.stat(Fixture.key("a/k"))).isEmpty();
        }
    }

    @Test
    void aRequestWithoutTheSignedHeadersIsRefused() throws Exception {
        PresignedPut put = presignPut("hello");
        HttpRequest bare = HttpRequest.newBuilder(put.uri())
                .PUT(BodyPublishers.ofString("hello"))
                .build();
        assertThat(http.send(bare, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
        assertThat(put.headers()).containsEntry("if-none-match", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "P7DT1S", "P10000D"})
    void aLifetimeOutOfBoundsIsRefused(String lifetime) {
        assertThatThrownBy(() -> store.presignGet(Fixture.key("a/k"), Duration.parse(lifetime)))
                .isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() -> store.presignPut(
                        Fixture.key("a/k"), ContentHash.of(ContentHash.newDigest()), 0, Duration.parse(lifetime)))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void theLongestLifetimeIsAccepted() {
        assertThat(store.presignGet(Fixture.key("a/k"), SupportsPresignedUrls.LONGEST_LIFETIME)
                        .getQuery())
                .contains("X-Amz-Expires=604800");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, (5L << 30) + 1})
    void aSizeOutOfBoundsIsRefused(long size) {
        assertThatThrownBy(() ->
                        store.presignPut(Fixture.key("a/k"), ContentHash.of(ContentHash.newDigest()), size, MINUTE))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    /** The signed headers show the options of every write. */
    @Test
    void storageClassAndEncryptionAreSent() {
        config.storageClass("STANDARD_IA").encryption(Encryption.SSE_KMS).kmsKey("alias/reelstore");
        try (Connection connection = Connection.open(config.build())) {
            Bucket bucket =
                    new Bucket(connection.client(), config.build(), new S3Exceptions(config.build(), "us-east-1"));
            PresignedPut put = new PresignedRequests(bucket, connection.presigner())
                    .put(Fixture.key("k"), ContentHash.of(ContentHash.newDigest()), 0, MINUTE);
            assertThat(put.headers())
                    .containsEntry("x-amz-storage-class", "STANDARD_IA")
                    .containsEntry("x-amz-server-side-encryption", "aws:kms")
                    .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "alias/reelstore");
            CreateMultipartUploadRequest upload = bucket.upload("k", Map.of());
            assertThat(upload.storageClassAsString()).isEqualTo("STANDARD_IA");
            assertThat(upload.serverSideEncryptionAsString()).isEqualTo("aws:kms");
            assertThat(upload.ssekmsKeyId()).isEqualTo("alias/reelstore");
        }
    }

    @Test
    void toStringDoesNotContainTheSignature() {
        assertThat(presignPut("hello").toString()).contains("a/k").doesNotContainIgnoringCase("signature");
    }
}
