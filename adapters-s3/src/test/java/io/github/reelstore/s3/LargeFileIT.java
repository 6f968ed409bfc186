package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.files.internal.StagedBytes;
import io.github.reelstore.files.internal.StagedFile;
import io.github.reelstore.files.internal.StagingDirectory;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testtools.RecordedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Files that are uploaded in parts. */
@Tag("large")
class LargeFileIT {

    private final S3Server server = S3Server.s3proxy();
    private final FaultyHttpProxy proxy = new FaultyHttpProxy(server.endpoint());
    private final S3Config config;
    private final S3BlobStore store;

    LargeFileIT(@TempDir Path staging) {
        this.config = Fixture.config(server, proxy.endpoint(), server.newLocation())
                .staging(staging)
                .build();
        this.store = Fixture.openTried(server, config);
        // the trial's, if this was the first store
        proxy.requests();
        proxy.sent();
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private List<MultipartUpload> uploads() {
        try (Connection connection = Connection.open(config)) {
            return connection
                    .client()
                    .listMultipartUploads(request -> request.bucket(config.bucket()))
                    .uploads();
        }
    }

    @Test
    void publishingAPreparedFileTakesOneRequest() {
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(staged, Fixture.key("k"));
            assertThat(proxy.requests())
                    .filteredOn(request -> request.contains("partNumber="))
                    .hasSize(3);
            store.prepare(staged, Fixture.key("k"));
            assertThat(proxy.requests()).isEmpty();
            store.publish(staged, Fixture.key("k"));
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST")
                    .contains("/k?uploadId=");
        }
        assertThat(proxy.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {(int) S3Publisher.PRE_UPLOAD_SIZE, 1 << 20, (int) S3Publisher.MULTIPART_THRESHOLD, Fixture.LARGE})
    void publishingAPreparedFileSendsNoneOfItsBytes(int size) {
        try (StagedBlob staged = store.stage(Fixture.bytes(size))) {
            store.prepare(staged, Fixture.key("k"));
            assertThat(proxy.sent()).isGreaterThanOrEqualTo(size);
            proxy.requests();
            store.publish(staged, Fixture.key("k"));
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.sent()).isLessThan(2_000);
        }
    }

    @Test
    void withoutPreparationAFileUpToTheThresholdTakesOneRequest() {
        Fixture.put(store, "checks conditional writes", "other");
        proxy.requests();
        Fixture.put(store, Fixture.bytes((int) S3Publisher.MULTIPART_THRESHOLD), "k");
        assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    void preparingASmallFileSendsNoneOfItsBytes() {
        try (StagedBlob staged = store.stage(Fixture.bytes((int) S3Publisher.PRE_UPLOAD_SIZE - 1))) {
            store.prepare(staged, Fixture.key("k"));
            assertThat(proxy.requests()).noneMatch(request -> request.contains("/k"));
            store.publish(staged, Fixture.key("k"));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void closingAbortsPreparedUploads() {
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(staged, Fixture.key("a"));
            store.prepare(staged, Fixture.key("b"));
            store.publish(staged, Fixture.key("b"));
            assertThat(uploads()).extracting(MultipartUpload::key).containsExactly("a");
        }
        assertThat(uploads()).isEmpty();
        assertThat(Fixture.listed(store)).containsExactly("b");
    }

    @Test
    void theFirstStagingAbortsOldUploadsOfMediaFiles() {
        String key = "projects/p/videos/v.mp4";
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(staged, Fixture.key(key));
            store.prepare(staged, Fixture.key("other/program"));
            stageAfter(IncompleteUploads.AGE.minusHours(1));
            assertThat(uploads()).hasSize(2);
            S3BlobStore.open(config, laterBy(IncompleteUploads.AGE.plusHours(1)))
                    .close();
            assertThat(uploads()).hasSize(2);
            try (RecordedLog log = new RecordedLog()) {
                stageAfter(IncompleteUploads.AGE.plusHours(1));
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("INFO Aborted an incomplete upload of \"" + key + "\" that began at ")
                        .doesNotContain(server.accessKey(), server.secretKey(), "uploadId");
            }
            assertThat(uploads()).extracting(MultipartUpload::key).containsExactly("other/program");
            // A process that is still alive uploads the file again.
            store.publish(staged, Fixture.key(key));
        }
        assertThat(Fixture.listed(store)).containsExactly(key);
    }

    private void stageAfter(Duration age) {
        try (S3BlobStore other = S3BlobStore.open(config, laterBy(age))) {
            other.stage(Fixture.text("x")).close();
        }
    }

    private static InstantSource laterBy(Duration age) {
        return InstantSource.offset(InstantSource.system(), age);
    }

    @Test
    void eachPartIsSentWithItsChecksum() {
        try (StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE))) {
            store.prepare(staged, Fixture.key("k"));
        }
        assertThat(proxy.heads())
                .filteredOn(head -> head.contains("/k?partNumber="))
                .hasSize(3)
                .allMatch(head -> head.toLowerCase(Locale.ROOT).contains("\nx-amz-checksum-sha256: "));
    }

    @Test
    void aClosedStoreThrows() {
        StagedBlob staged = store.stage(Fixture.bytes(Fixture.LARGE));
        store.prepare(staged, Fixture.key("k"));
        store.close();
        assertThatThrownBy(() -> store.publish(staged, Fixture.key("k")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.stat(Fixture.key("k"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.stage(Fixture.text("x"))).isInstanceOf(IllegalStateException.class);
        staged.close();
    }

    @Test
    void ofEightConcurrentCompletionsOfOneKeyOneSucceeds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> publish = () -> {
                try (StagedBlob staged = store.stage(Fixture.bytes((int) S3Publisher.MULTIPART_THRESHOLD + 1))) {
                    store.prepare(staged, Fixture.key("k"));
                    store.publish(staged, Fixture.key("k"));
                    return true;
                } catch (StorageException.AlreadyExists e) {
                    return false;
                }
            };
            int winners = 0;
            for (Future<Boolean> each : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> publish).toList())) {
                winners += each.get() ? 1 : 0;
            }
            assertThat(winners).isOne();
        } finally {
            threads.shutdownNow();
        }
        assertThat(uploads()).isEmpty();
    }

    @Test
    void noFileHasMorePartsThanS3Allows() {
        long terabytes = 5L << 40;
        List<FileSlice> many = slices(terabytes);
        assertThat(many).hasSizeLessThanOrEqualTo(10_000);
        assertThat(many.stream().mapToLong(FileSlice::length).sum()).isEqualTo(terabytes);
        assertThat(slices(Fixture.LARGE)).extracting(FileSlice::length).containsExactly(8L << 20, 8L << 20, 4L << 20);
    }

    private List<FileSlice> slices(long size) {
        try (StagingDirectory directory = S3Staging.open(config, InstantSource.system())) {
            ContentHash hash = ContentHash.of(ContentHash.newDigest());
            StagedFile file = new StagedFile(new StagedBytes(directory, Path.of("file"), hash, size));
            return io.github.reelstore.s3.MultipartUpload.slices(file);
        }
    }
}
