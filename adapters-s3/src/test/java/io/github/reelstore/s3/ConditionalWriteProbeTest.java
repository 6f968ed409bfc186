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

/** Servers that ignore {@code If-None-Match}, wholly or for uploads in parts. */
class ConditionalWriteProbeTest {

    private final Path staging;

    ConditionalWriteProbeTest(@TempDir Path staging) {
        this.staging = staging;
    }

    private S3BlobStore on(UnaryOperator<BlobStore> changed) {
        S3Server server = S3Server.s3proxy(changed);
        return S3BlobStore.open(
                Fixture.config(server, server.newPlace()).staging(staging).build());
    }

    /** As servers did before Amazon brought conditional writes in 2024. */
    private static BlobStore ignoringForAll(BlobStore store) {
        return new ForwardingBlobStore(store) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
                return super.putBlob(request.toBuilder().ifNoneMatch(null).build(), in);
            }
        };
    }

    private static BlobStore ignoringInParts(BlobStore store) {
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
    void aServerThatIgnoresItIsReadButNotWrittenTo() {
        try (S3BlobStore store = on(ConditionalWriteProbeTest::ignoringForAll);
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
    void whereOnlyUploadsInPartsIgnoreItLargeFilesAreSentWhole() throws IOException {
        try (S3BlobStore store = on(ConditionalWriteProbeTest::ignoringInParts);
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
    void aServerThatLosesMetadataIsNotWrittenTo() {
        S3Server server = S3Server.s3proxy();
        try (FaultyHttpProxy line = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, line.endpoint(), server.newPlace())
                        .staging(staging)
                        .build());
                StagedBlob staged = store.stage(Fixture.text("hello"))) {
            line.rule(request -> new FaultyHttpProxy.Fate() {
                @Override
                public String answerHead(String head) {
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
    void aServerWithoutUploadsInPartsGetsFilesWhole() {
        S3Server server = S3Server.s3proxy();
        try (FaultyHttpProxy line = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, line.endpoint(), server.newPlace())
                        .staging(staging)
                        .build());
                StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            line.rule(request -> request.contains("uploads")
                    ? FaultyHttpProxy.answers(501, "NotImplemented")
                    : FaultyHttpProxy.PASSES);
            store.prepare(staged, Fixture.key("k"));
            store.publish(staged, Fixture.key("k"));
            assertThat(Fixture.listed(store)).containsExactly("k");
        }
    }

    @Test
    void thoseWhoWaitShareOneFailure() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        SingleFlight singleFlight = new SingleFlight("it", () -> {
            questions.incrementAndGet();
            asking.countDown();
            try {
                waiting.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalArgumentException("no");
        });
        FutureTask<Boolean> first = new FutureTask<>(singleFlight::get);
        FutureTask<Boolean> second = new FutureTask<>(singleFlight::get);
        Thread asks = new Thread(first);
        asks.start();
        asking.await();
        Thread waits = new Thread(second);
        waits.start();
        while (waits.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.countDown();
        assertThatThrownBy(first::get).hasRootCauseMessage("no");
        assertThatThrownBy(second::get).hasRootCauseMessage("no");
        assertThat(questions).hasValue(1);
        assertThatThrownBy(singleFlight::get).hasMessage("no");
        assertThat(questions).hasValue(2);
    }

    @Test
    void tryingItOutLeavesNothingBehindAndIsDoneOnce() {
        S3Server server = S3Server.s3proxy();
        S3Server.Place place = server.newPlace();
        try (FaultyHttpProxy line = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, line.endpoint(), place)
                        .staging(staging)
                        .build())) {
            assertThat(line.requests()).noneMatch(request -> request.startsWith("PUT"));
            Fixture.put(store, "a", "a");
            // The sweep of uploads, the trial and the file.
            assertThat(line.requests()).hasSize(1 + 4 + 1);
            Fixture.put(store, "x", "x");
            line.requests();
            try (StagedBlob large = store.stage(Fixture.bytes(1 << 20))) {
                store.prepare(large, Fixture.key("large"));
                assertThat(line.requests()).hasSize(6 + 2);
                store.prepare(large, Fixture.key("larger"));
                assertThat(line.requests()).hasSize(2);
            }
            line.requests();
            Fixture.put(store, "b", "b");
            assertThat(line.requests()).hasSize(1);
            try (Connection connection = Connection.open(
                    Fixture.config(server, place).staging(staging).build())) {
                assertThat(connection
                                .client()
                                .listObjectsV2(request -> request.bucket(place.bucket()))
                                .contents())
                        .extracting(object -> object.key())
                        .containsExactly("a", "b", "x");
            }
        }
    }
}
