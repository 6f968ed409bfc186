package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testservers.ServerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that do not keep concurrent writers apart, for all requests or only for multipart uploads. */
class ConditionalWriteProbeIT {

    private final Path staging;

    ConditionalWriteProbeIT(@TempDir Path staging) {
        this.staging = staging;
    }

    private S3BlobStore open(ServerKind kind) {
        return open(S3Server.s3proxy(kind::of));
    }

    private S3BlobStore open(S3Server server) {
        return S3BlobStore.open(
                Fixture.config(server, server.newLocation()).staging(staging).build());
    }

    @ParameterizedTest
    @CsvSource({
        "IGNORING, NONE",
        "RACING, NONE",
        "REFUSING, NONE",
        "IGNORING_IN_PARTS, ONE_REQUEST",
        "RACING_IN_PARTS, ONE_REQUEST"
    })
    void theTrialFindsWhichWritesAreExclusive(ServerKind kind, ExclusiveWrites result) {
        try (S3BlobStore store = open(kind)) {
            assertThat(store.exclusiveWrites()).isEqualTo(result);
            assertThat(Fixture.listed(store)).isEmpty();
        }
    }

    @Test
    void s3proxyItselfKeepsAllWritersApart() {
        try (S3BlobStore store = open(S3Server.s3proxy())) {
            assertThat(store.exclusiveWrites()).isEqualTo(ExclusiveWrites.ALL);
        }
    }

    @Test
    void anAssumedResultIsNotTriedAgain() {
        S3Server server = S3Server.s3proxy();
        try (FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), server.newLocation())
                        .staging(staging)
                        .build())) {
            store.assume(ExclusiveWrites.ALL);
            proxy.requests();
            assertThat(store.exclusiveWrites()).isEqualTo(ExclusiveWrites.ALL);
            assertThat(proxy.requests()).isEmpty();
            store.assume(ExclusiveWrites.ONE_REQUEST);
            assertThat(store.exclusiveWrites()).isEqualTo(ExclusiveWrites.ONE_REQUEST);
            store.assume(ExclusiveWrites.NONE);
            assertThat(store.exclusiveWrites()).isEqualTo(ExclusiveWrites.NONE);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORING", "RACING", "REFUSING"})
    void withoutExclusiveWritesFilesAreStoredButNoUrlToWriteIsGiven(ServerKind kind) throws IOException {
        try (S3BlobStore store = open(kind);
                StagedBlob first = store.stage(Fixture.text("first"));
                StagedBlob second = store.stage(Fixture.text("second"))) {
            store.publish(first, Fixture.key("k"));
            assertThatThrownBy(() -> store.publish(second, Fixture.key("k")))
                    .isInstanceOf(StorageException.AlreadyExists.class);
            assertThat(Fixture.read(store, "k")).isEqualTo("first");
            assertThatThrownBy(() -> store.presignPut(
                            Fixture.key("p"), ContentHash.of(ContentHash.newDigest()), 0, Duration.ofMinutes(1)))
                    .isInstanceOf(StorageException.Unsupported.class)
                    .hasMessageContaining("If-None-Match");
            assertThat(store.attempt(first)).matches("[0-9a-f]{20}").isNotEqualTo(store.attempt(second));
        }
    }

    @Test
    void aServerThatStoresOtherBytesIsReadButNotWritten() {
        try (S3BlobStore store = open(ServerKind.FRAMING);
                StagedBlob staged = store.stage(Fixture.text("hello"))) {
            assertThatThrownBy(() -> store.publish(staged, Fixture.key("k")))
                    .isInstanceOf(StorageException.Unsupported.class)
                    .hasMessageContaining("bytes that were sent");
            assertThat(Fixture.listed(store)).isEmpty();
        }
    }

    /** The server confirms the write, but another process replaces the file before this one looks. */
    @Test
    void aFileThatAnotherProcessReplacedDoesNotCountAsPublished() throws IOException {
        S3Server server = S3Server.s3proxy(ServerKind.IGNORING::of);
        S3Server.Location location = server.newLocation();
        try (FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
                S3BlobStore other = S3BlobStore.open(
                        Fixture.config(server, location).staging(staging).build());
                S3BlobStore store = S3BlobStore.open(Fixture.config(server, proxy.endpoint(), location)
                        .staging(staging)
                        .build());
                StagedBlob ours = store.stage(Fixture.text("ours"));
                StagedBlob theirs = other.stage(Fixture.text("theirs"))) {
            other.assume(ExclusiveWrites.NONE);
            store.assume(ExclusiveWrites.NONE);
            AtomicInteger heads = new AtomicInteger();
            proxy.rule(request -> {
                // the second look is the one after the write
                if (request.startsWith("HEAD") && heads.incrementAndGet() == 2) {
                    other.delete(Fixture.key("k"));
                    other.publish(theirs, Fixture.key("k"));
                }
                return FaultyHttpProxy.FORWARD;
            });
            assertThatThrownBy(() -> store.publish(ours, Fixture.key("k")))
                    .isInstanceOf(StorageException.AlreadyExists.class);
            assertThat(Fixture.read(store, "k")).isEqualTo("theirs");
        }
    }

    @Test
    void ifOnlyMultipartUploadsAreNotExclusiveLargeFilesAreSentInOneRequest() throws IOException {
        try (S3BlobStore store = open(ServerKind.RACING_IN_PARTS);
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
            // the sweep of uploads, the trial and the file
            int race = WriteRace.ROUNDS * (WriteRace.WRITERS + 2);
            assertThat(proxy.requests()).hasSize(1 + 6 + race + 1);
            Fixture.put(store, "x", "x");
            proxy.requests();
            try (StagedBlob large = store.stage(Fixture.bytes(1 << 20))) {
                store.prepare(large, Fixture.key("large"));
                int uploads = WriteRace.ROUNDS * (WriteRace.WRITERS * 4 - 1 + 2);
                assertThat(proxy.requests()).hasSize(5 + 7 + uploads + 2);
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
