package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.s3.FaultyHttpProxy.CutAfterHead;
import io.github.reelstore.s3.FaultyHttpProxy.Faults;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections and responses that fail midway, in front of a real server. */
class BadLineIT {

    private static boolean isPut(String request) {
        return request.startsWith("PUT") && request.contains("/k ");
    }

    private static boolean isPart(String request) {
        return request.contains("partNumber=2");
    }

    private static boolean isCompletion(String request) {
        return request.startsWith("POST") && request.contains("/k?uploadId=");
    }

    private static boolean isGet(String request) {
        return request.startsWith("GET") && request.contains("/k ");
    }

    private final S3Server server = S3Server.s3proxy();
    private final S3Server.Location location = server.newLocation();
    private final FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
    private final Path staging;
    private final S3BlobStore store;

    BadLineIT(@TempDir Path staging) {
        this.staging = staging;
        this.store = Fixture.openTried(
                server,
                Fixture.config(server, proxy.endpoint(), location)
                        .staging(staging)
                        .build());
        Fixture.put(store, "checks conditional writes", "other");
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private void inject(int count, Predicate<String> matches, Faults faults) {
        AtomicInteger left = new AtomicInteger(count);
        proxy.rule(request -> matches.test(request) && left.getAndDecrement() > 0 ? faults : FaultyHttpProxy.FORWARD);
    }

    private static Faults cutAfterSending(long bytes) {
        return new Faults() {
            @Override
            public long requestBytes() {
                return bytes;
            }
        };
    }

    @Test
    void publishSucceedsIfTheResponseToAPutIsLost() throws IOException {
        inject(1, BadLineIT::isPut, FaultyHttpProxy.RESPONSE_LOST);
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void publishSucceedsIfEveryResponseToAPutIsLost() throws IOException {
        inject(Integer.MAX_VALUE, BadLineIT::isPut, FaultyHttpProxy.RESPONSE_LOST);
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void publishSucceedsIfTheResponseToACompletionIsLost() {
        inject(1, BadLineIT::isCompletion, FaultyHttpProxy.RESPONSE_LOST);
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k")))
                .get()
                .extracting(info -> info.size())
                .isEqualTo((long) Fixture.LARGE);
    }

    @Test
    void anotherFileWithTheSameBytesIsNotMistakenForThisOneAfterALostResponse() throws IOException {
        Fixture.put(store, "hello", "k");
        inject(1, BadLineIT::isPut, FaultyHttpProxy.RESPONSE_LOST);
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void aBusyServerIsRetried() throws IOException {
        inject(2, request -> request.contains("/k "), FaultyHttpProxy.error(503, "SlowDown"));
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aCompletionThatFailsAfterStatus200IsRetryable() {
        inject(Integer.MAX_VALUE, BadLineIT::isCompletion, FaultyHttpProxy.error(200, "InternalError"));
        assertThatThrownBy(() -> Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k"))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, Fixture.LARGE})
    void aMissingStagedFileFailsThePublishAndIsNotRetryable(int size) throws IOException {
        try (StagedBlob staged = store.stage(Fixture.bytes(size));
                Stream<Path> files = Files.list(staging)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                Files.delete(file);
            }
            assertThatThrownBy(() -> store.publish(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .hasMessageContaining("could not be read again: it does not exist")
                    .satisfies(e ->
                            assertThat(((StorageException) e).isRetryable()).isFalse());
        }
    }

    @Test
    void aResponseThatIsNotFromS3IsNotMistakenForAMissingFile() {
        proxy.rule(request -> NOT_FOUND);
        assertThatThrownBy(() -> store.open(Fixture.key("k"), ByteRange.ALL))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("not an S3 server");
    }

    @Test
    void aTruncatedListingIsNotMistakenForAServerThatIsNotS3() {
        inject(Integer.MAX_VALUE, request -> request.contains("list-type="), new CutAfterHead());
        assertThatThrownBy(() -> store.stat(Fixture.key("k")))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    private static final Faults NOT_FOUND = new Faults() {
        @Override
        public String response() {
            return "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        }
    };

    @Test
    void aServerThatStaysBusyIsRetryable() {
        inject(Integer.MAX_VALUE, request -> true, FaultyHttpProxy.error(503, "SlowDown"));
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k"))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @Test
    void aConflictIsRetried() throws IOException {
        inject(2, BadLineIT::isPut, FaultyHttpProxy.error(409, "ConditionalRequestConflict"));
        Fixture.put(store, "hello", "k");
        assertThat(Fixture.read(store, "k")).isEqualTo("hello");
    }

    @Test
    void aConflictOnCompletionUploadsThePartsAgain() {
        inject(1, BadLineIT::isCompletion, FaultyHttpProxy.error(409, "ConditionalRequestConflict"));
        proxy.requests();
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(proxy.requests()).filteredOn(request -> isPart(request)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(store.stat(Fixture.key("k"))).isPresent();
    }

    @Test
    void aPermanentConflictIsUnavailable() {
        inject(Integer.MAX_VALUE, BadLineIT::isPut, FaultyHttpProxy.error(409, "ConditionalRequestConflict"));
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.Unavailable.class);
        assertThat(store.stat(Fixture.key("k"))).isEmpty();
    }

    @Test
    void aSweptUploadIsUploadedAgain() {
        inject(1, BadLineIT::isCompletion, FaultyHttpProxy.error(404, "NoSuchUpload"));
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k"))).isPresent();
    }

    @Test
    void aTruncatedPartIsSentAgain() {
        inject(1, BadLineIT::isPart, cutAfterSending(100_000));
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        assertThat(store.stat(Fixture.key("k")))
                .get()
                .extracting(info -> info.size())
                .isEqualTo((long) Fixture.LARGE);
    }

    @Test
    void aFailedUploadIsAborted() {
        inject(Integer.MAX_VALUE, BadLineIT::isPart, cutAfterSending(100_000));
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            assertThatThrownBy(() -> store.prepare(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unavailable.class)
                    .satisfies(e ->
                            assertThat(((StorageException) e).isRetryable()).isTrue());
            assertThat(proxy.requests())
                    .anyMatch(request -> request.startsWith("DELETE") && request.contains("uploadId="));
            proxy.rule(request -> FaultyHttpProxy.FORWARD);
            store.publish(staged, Fixture.key("k"));
        }
        assertThat(Fixture.listed(store)).containsExactly("k", "other");
    }

    @Test
    void readingATruncatedDownloadThrows() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        inject(Integer.MAX_VALUE, BadLineIT::isGet, new Faults() {
            @Override
            public long responseBytes() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readingADamagedFileThrowsBeforeItsLastBytes() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        inject(Integer.MAX_VALUE, BadLineIT::isGet, new Faults() {
            @Override
            public long damagedByte() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readNBytes(1_000_000))
                    .isInstanceOf(StorageException.Corrupt.class)
                    .hasMessageContaining("SHA-256");
        }
    }

    @Test
    void closingALargeFileDoesNotReadItsRest() throws IOException {
        Fixture.put(store, Fixture.bytes(Fixture.LARGE), "k");
        proxy.received();
        BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL);
        assertThat(content.stream().read()).isZero();
        content.close();
        assertThat(store.stat(Fixture.key("k"))).isPresent();
        // Only the contents of socket buffers were transferred.
        assertThat(proxy.received()).isLessThan(Fixture.LARGE * 3L / 4);
    }

    /** Capitalizes header names, as servers written in Go do. */
    private static final Faults CAPITALS = new Faults() {
        @Override
        public String responseHead(String head) {
            return head.replaceAll("(?i)x-amz-meta-reelstore-", "X-Amz-Meta-Reelstore-")
                    .replaceAll("Reelstore-staged", "Reelstore-Staged")
                    .replaceAll("Reelstore-sha256", "Reelstore-Sha256");
        }
    };

    @Test
    void aPublishedFileIsRecognizedWhateverTheCaseOfItsMetadata() {
        proxy.rule(request -> CAPITALS);
        try (StagedBlob staged = store.stage(Fixture.text("hello"))) {
            store.publish(staged, Fixture.key("k"));
            store.publish(staged, Fixture.key("k"));
        }
        assertThatThrownBy(() -> Fixture.put(store, "hello", "k")).isInstanceOf(StorageException.AlreadyExists.class);
    }

    @Test
    void damageIsDetectedWhateverTheCaseOfTheMetadata() throws IOException {
        Fixture.put(store, Fixture.bytes(1_000_000), "k");
        inject(Integer.MAX_VALUE, BadLineIT::isGet, new Faults() {
            @Override
            public String responseHead(String head) {
                return CAPITALS.responseHead(head);
            }

            @Override
            public long damagedByte() {
                return 500_000;
            }
        });
        try (BlobContent content = store.open(Fixture.key("k"), ByteRange.ALL)) {
            assertThatThrownBy(() -> content.stream().readAllBytes()).isInstanceOf(StorageException.Corrupt.class);
        }
    }

    @Test
    void aServerThatIsDownIsRetryable() {
        proxy.close();
        assertThatThrownBy(() -> store.stat(Fixture.key("k")))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining(proxy.endpoint().toString())
                .satisfies(e -> assertThat(((StorageException) e).isRetryable()).isTrue());
    }

    @Test
    void anUnreachableEndpointIsUnavailable(@TempDir Path staging) {
        URI unreachable = proxy.endpoint();
        proxy.close();
        assertThatThrownBy(() -> S3BlobStore.open(Fixture.config(server, unreachable, location)
                        .staging(staging)
                        .build()))
                .isInstanceOf(StorageException.Unavailable.class)
                .hasMessageContaining(unreachable.toString());
    }
}
