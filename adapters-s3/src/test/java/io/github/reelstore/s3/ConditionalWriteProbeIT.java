package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testservers.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Servers that ignore {@code If-None-Match}, for all requests or only for multipart uploads. */
class ConditionalWriteProbeIT {

    private final Path staging;

    ConditionalWriteProbeIT(@TempDir Path staging) {
        this.staging = staging;
    }

    private S3BlobStore open(UnaryOperator<BlobStore> change) {
        S3Server server = S3Server.s3proxy(change);
        return S3BlobStore.open(
                Fixture.config(server, server.newLocation()).staging(staging).build());
    }

    /** Like servers before Amazon introduced conditional writes in 2024. */
    private static BlobStore ignoringAlways(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
                return super.putBlob(request.toBuilder().ifNoneMatch(null).build(), in);
            }
        };
    }

    private static BlobStore ignoringForMultipart(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public CompleteMultipartUploadResponse completeMultipartUpload(
                    MultipartUpload upload, CompleteMultipartUploadRequest request) {
                return super.completeMultipartUpload(
                        upload, request.toBuilder().ifNoneMatch(null).build());
            }
        };
    }

    @Test
    void aServerThatIgnoresTheHeaderIsReadButNotWritten() {
        try (S3BlobStore store = open(ConditionalWriteProbeIT::ignoringAlways);
                StagedBlob staged = store.stage(Fixture.text("hello"))) {
            assertThat(Fixture.listed(store)).isEmpty();
            assertRefused(() -> store.publish(staged, Fixture.key("k")));
            assertRefused(() -> store.prepare(staged, Fixture.key("k")));
            assertRefused(() -> store.presignPut(
                    Fixture.key("k"), ContentHash.of(ContentHash.newDigest()), 0, Duration.ofMinutes(1)));
            assertThat(Fixture.listed(store)).isEmpty();
        }
    }

    private static void assertRefused(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining("If-None-Match");
    }

    @Test
    void ifOnlyMultipartUploadsIgnoreTheHeaderLargeFilesAreSentInOneRequest() throws IOException {
        try (S3BlobStore store = open(ConditionalWriteProbeIT::ignoringForMultipart);
                StagedBlob first = store.stage(Fixture.bytes(Fixture.LARGE));
                StagedBlob second = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(first, Fixture.key("k"));
            store.prepare(second, Fixture.key("k"));
            store.publish(first, Fixture.key("k"));
            assertThatThrownBy(() -> store.publish(second, Fixture.key("k")))
                    .isInstanceOf(StorageException.AlreadyExists.class);
            assertThat(Fixture.read(store, "k")).hasSize(Fixture.LARGE);
        }
    }

    @Test
    void aServerThatLosesMetadataIsNotWritten() {
        S3Server server = S3Server.s3proxy();
        try (FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), server.newLocation())
                        .staging(staging)
                        .build());
                StagedBlob staged = store.stage(Fixture.text("hello"))) {
            proxy.rule(request -> new FaultyHttpProxy.Faults() {
                @Override
                public String responseHead(String head) {
                    return head.replaceAll("(?i)x-amz-meta-reelstore-staged", "x-lost");
                }
            });
            assertThatThrownBy(() -> store.publish(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unsupported.class)
                    .hasMessageContaining("metadata");
            assertThat(Fixture.listed(store)).isEmpty();
        }
    }

    @Test
    void withoutMultipartSupportFilesAreSentInOneRequest() {
        S3Server server = S3Server.s3proxy();
        try (FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), server.newLocation())
                        .staging(staging)
                        .build());
                StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            proxy.rule(request -> request.contains("uploads")
                    ? FaultyHttpProxy.error(501, "NotImplemented")
                    : FaultyHttpProxy.FORWARD);
            store.prepare(staged, Fixture.key("k"));
            store.publish(staged, Fixture.key("k"));
            assertThat(Fixture.listed(store)).containsExactly("k");
        }
    }

    @Test
    void concurrentCallersShareOneFailure() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger computations = new AtomicInteger();
        SingleFlight singleFlight = new SingleFlight("it", () -> {
            computations.incrementAndGet();
            started.countDown();
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalArgumentException("no");
        });
        FutureTask<Boolean> first = new FutureTask<>(singleFlight::get);
        FutureTask<Boolean> second = new FutureTask<>(singleFlight::get);
        Thread running = new Thread(first);
        running.start();
        started.await();
        Thread waiting = new Thread(second);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        proceed.countDown();
        assertThatThrownBy(first::get).hasRootCauseMessage("no");
        assertThatThrownBy(second::get).hasRootCauseMessage("no");
        assertThat(computations).hasValue(1);
        assertThatThrownBy(singleFlight::get).hasMessage("no");
        assertThat(computations).hasValue(2);
    }

    @Test
    void theProbeRunsOnceAndLeavesNothingBehind() {
        S3Server server = S3Server.s3proxy();
        S3Server.Location location = server.newLocation();
        try (FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), location)
                        .staging(staging)
                        .build())) {
            assertThat(proxy.requests()).noneMatch(request -> request.startsWith("PUT"));
            Fixture.put(store, "a", "a");
            // The sweep of uploads, the probe and the file.
            assertThat(proxy.requests()).hasSize(1 + 4 + 1);
            Fixture.put(store, "x", "x");
            proxy.requests();
            try (StagedBlob large = store.stage(Fixture.bytes(1 << 20))) {
                store.prepare(large, Fixture.key("large"));
                assertThat(proxy.requests()).hasSize(6 + 2);
                store.prepare(large, Fixture.key("larger"));
                assertThat(proxy.requests()).hasSize(2);
            }
            proxy.requests();
            Fixture.put(store, "b", "b");
            assertThat(proxy.requests()).hasSize(1);
            try (Connection connection = Connection.open(
                    Fixture.config(server, location).staging(staging).build())) {
                assertThat(connection
                                .client()
                                .listObjectsV2(request -> request.bucket(location.bucket()))
                                .contents())
                        .extracting(object -> object.key())
                        .containsExactly("a", "b", "x");
            }
        }
    }
}
