package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testkit.blob.BlobListingContract;
import io.github.reelstore.testkit.blob.BlobPreUploadContract;
import io.github.reelstore.testkit.blob.BlobPublishingContract;
import io.github.reelstore.testkit.blob.BlobReadingContract;
import io.github.reelstore.testkit.blob.BlobStagingContract;
import io.github.reelstore.testkit.blob.BlobStoreFixture;
import io.github.reelstore.testkit.blob.BlobStoreIdContract;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On s3mock, a second implementation of the protocol. */
@Tag("servers")
class S3MockBlobStoreIT implements BlobStoreFixture {

    @TempDir
    Path staging;

    private String bucket = "none";

    @Override
    public BlobStore open() {
        bucket = S3Mock.shared().newBucket();
        return reopen();
    }

    /** As on a server that a trial has passed, since a trial may miss a race; {@link UniqueKeysIT} has the other case. */
    @Override
    public S3BlobStore reopen() {
        S3BlobStore store = untried();
        store.assume(ExclusiveWrites.ALL);
        return store;
    }

    private S3BlobStore untried() {
        return S3BlobStore.open(S3Config.builder(bucket)
                .endpoint(S3Mock.shared().endpoint())
                .credentials(Fixture.credentials("any", "any"))
                .staging(staging)
                .build());
    }

    @Nested
    class Staging extends BlobStagingContract {}

    @Nested
    class Publishing extends BlobPublishingContract {

        /**
         * s3mock 5.2.0 also breaks this rule: it checks whether the key is free and then writes, so two concurrent requests
         * may both succeed. No request can detect such a server, so the store cannot refuse it. What still holds: at least
         * one request succeeds, and the file is complete and comes from one of them.
         */
        @Test
        @Override
        protected void exactlyOneOfSixteenConcurrentPublishesSucceeds() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try (S3BlobStore store = reopen()) {
                List<Callable<Boolean>> tasks = IntStream.range(0, 16)
                        .mapToObj(i -> (Callable<Boolean>) () -> tryPublish(store, Fixture.text("text " + i)))
                        .toList();
                List<Future<Boolean>> won = threads.invokeAll(tasks);
                int winners = 0;
                for (Future<Boolean> each : won) {
                    winners += each.get() ? 1 : 0;
                }
                assertThat(winners).isPositive();
                assertThat(Fixture.read(store, "contested")).startsWith("text ");
                assertThat(tryPublish(store, Fixture.text("late"))).isFalse();
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class Reading extends BlobReadingContract {}

    @Nested
    class Listing extends BlobListingContract {}

    @Nested
    class StoreIds extends BlobStoreIdContract {

        /** On s3mock several writers may succeed, and each gets its own id back; the last one stays. */
        @Test
        @Override
        protected void concurrentIdentifyCallsAgreeOnOneStoreId() throws Exception {
            try (S3BlobStore store = reopen()) {
                StoreId given = store.identify(StoreId.random());
                assertThat(store.identify(StoreId.random())).isEqualTo(given);
            }
        }
    }

    @Nested
    class PreUpload extends BlobPreUploadContract {

        /**
         * s3mock 5.2.0 deletes the object of a key when an upload to that key is aborted, which S3 never does. So on s3mock
         * only, aborting the loser's upload also deletes the winner's file; until then the rule holds.
         */
        @ParameterizedTest
        @ValueSource(longs = {1_000, 1 << 20, Fixture.LARGE})
        @Override
        protected void prepareDoesNotTakeTheKey(long size) {
            try (S3BlobStore store = reopen()) {
                try (StagedBlob winner = store.stage(Fixture.bytes((int) size))) {
                    try (StagedBlob loser = store.stage(Fixture.bytes((int) size + 1))) {
                        store.prepare(loser, Fixture.key("k"));
                        store.prepare(winner, Fixture.key("k"));
                        store.publish(winner, Fixture.key("k"));
                        assertThatThrownBy(() -> store.publish(loser, Fixture.key("k")))
                                .isInstanceOf(StorageException.AlreadyExists.class);
                        store.publish(winner, Fixture.key("k"));
                        assertThat(store.stat(Fixture.key("k")))
                                .get()
                                .extracting(BlobInfo::size)
                                .isEqualTo(size);
                    }
                }
                assertThat(store.stat(Fixture.key("k")).isPresent()).isEqualTo(size < S3Publisher.PRE_UPLOAD_SIZE);
            }
        }
    }

    /** It looks whether the key is free and then writes, so several concurrent writers may succeed. */
    @Test
    void someTrialFindsThatWritersAreNotKeptApart() {
        open().close();
        ExclusiveWrites found = ExclusiveWrites.ALL;
        for (int trial = 0; trial < 10 && found != ExclusiveWrites.NONE; trial++) {
            try (S3BlobStore store = untried()) {
                found = store.exclusiveWrites();
            }
        }
        assertThat(found).isEqualTo(ExclusiveWrites.NONE);
    }

    private static boolean tryPublish(S3BlobStore store, BlobSource source) {
        try (StagedBlob staged = store.stage(source)) {
            store.publish(staged, Fixture.key("contested"));
            return true;
        } catch (StorageException.AlreadyExists e) {
            return false;
        }
    }
}
