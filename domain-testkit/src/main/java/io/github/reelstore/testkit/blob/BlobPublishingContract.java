package io.github.reelstore.testkit.blob;

import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.hashOf;
import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.testkit.TestBytes;
import io.github.reelstore.testkit.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for {@code publish} of a {@link BlobStore}; see {@link BlobStoreFixture}. */
public abstract class BlobPublishingContract {

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_535, 65_536, 65_537, 6 * 1024 * 1024 + 1})
    void publishedBytesCanBeReadFromTheKey(long size) {
        TestBytes bytes = new TestBytes(size, size);
        BlobKey key = key("projects/p1/videos/g1.mp4");
        blobs.put(bytes, key);
        blobs.assertHolds(key, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z.a_z~0@9+=.x", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"})
    void everyValidKeyCanBeUsed(String value) {
        assertRoundTrip(key(value));
    }

    @Test
    void theLongestKeyCanBeUsed() {
        String value = "a".repeat(100) + "/" + "b".repeat(100) + "/" + "c".repeat(53);
        assertThat(value).hasSize(BlobKey.MAX_LENGTH);
        assertRoundTrip(key(value));
    }

    private void assertRoundTrip(BlobKey key) {
        TestBytes bytes = new TestBytes(1, 50);
        blobs.put(bytes, key);
        blobs.assertHolds(key, bytes);
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactly(key);
        assertThat(blobs.store().delete(key)).isTrue();
    }

    @Test
    void aPublishedFileIsVisibleThroughAnotherStore() {
        TestBytes bytes = new TestBytes(2, 5_000);
        blobs.put(bytes, key("shared"));
        assertThat(hashOf(blobs.anotherStore(), key("shared"))).isEqualTo(bytes.hash());
    }

    @Test
    void publishRefusesATakenKeyAndKeepsTheFirstFile() {
        TestBytes first = new TestBytes(3, 1_000);
        blobs.put(first, key("k"));
        try (StagedBlob second = blobs.store().stage(new TestBytes(4, 2_000).source())) {
            blobs.assertTaken(second, key("k"));
            blobs.assertHolds(key("k"), first);
            blobs.store().publish(second, key("free"));
        }
        blobs.assertHolds(key("free"), new TestBytes(4, 2_000));
    }

    @Test
    void publishRefusesATakenKeyEvenForEqualBytes() {
        blobs.put(new TestBytes(5, 1_000), key("k"));
        try (StagedBlob again = blobs.store().stage(new TestBytes(5, 1_000).source())) {
            blobs.assertTaken(again, key("k"));
        }
    }

    @Test
    void publishRefusesAKeyTakenThroughAnotherStore() {
        blobs.put(new TestBytes(6, 1_000), key("k"));
        BlobStore another = blobs.anotherStore();
        try (StagedBlob staged = another.stage(new TestBytes(7, 1_000).source())) {
            assertThatThrownBy(() -> another.publish(staged, key("k")))
                    .isInstanceOf(StorageException.AlreadyExists.class);
        }
        blobs.assertHolds(key("k"), new TestBytes(6, 1_000));
    }

    @Test
    void publishingAgainToTheSameKeyDoesNothing() {
        TestBytes bytes = new TestBytes(8, 1_000);
        blobs.put(bytes, key("k"), key("k"), key("k"));
        blobs.assertHolds(key("k"), bytes);
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactly(key("k"));
    }

    @Test
    void aStagedBlobCanBePublishedToSeveralKeys() {
        TestBytes bytes = new TestBytes(9, 1_000);
        blobs.put(bytes, key("a/1"), key("a/2"), key("b/1"));
        assertThat(blobs.store().delete(key("a/1"))).isTrue();
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactlyInAnyOrder(key("a/2"), key("b/1"));
        blobs.assertHolds(key("a/2"), bytes);
        blobs.assertHolds(key("b/1"), bytes);
    }

    @Test
    void aDeletedKeyCanBeReused() {
        BlobKey key = key("folder/k");
        try (StagedBlob first = blobs.store().stage(new TestBytes(10, 700).source());
                StagedBlob second = blobs.store().stage(new TestBytes(11, 700).source())) {
            blobs.store().publish(first, key);
            assertThat(blobs.store().delete(key)).isTrue();
            blobs.store().publish(first, key);
            blobs.assertHolds(key, new TestBytes(10, 700));

            assertThat(blobs.store().delete(key)).isTrue();
            blobs.store().publish(second, key);
            // Its former key now holds another file.
            blobs.assertTaken(first, key);
            blobs.assertHolds(key, new TestBytes(11, 700));
        }
    }

    @Test
    void publishRefusesAClosedStagedBlob() {
        StagedBlob staged = blobs.store().stage(new TestBytes(12, 10).source());
        staged.close();
        assertRefused(staged);
    }

    @Test
    void publishRefusesAStagedBlobOfAnotherStore() {
        try (StagedBlob staged = blobs.anotherStore().stage(new TestBytes(13, 10).source())) {
            assertRefused(staged);
        }
    }

    @Test
    void publishRefusesAStagedBlobOfAnotherKindOfStore() {
        assertRefused(new StagedBlob() {
            @Override
            public ContentHash hash() {
                return new TestBytes(14, 10).hash();
            }

            @Override
            public long size() {
                return 10;
            }

            @Override
            public BlobContent open(ByteRange range) {
                throw new StorageException.Unsupported("staged blob", "This staged blob has no bytes.");
            }

            @Override
            public void close() {}
        });
    }

    private void assertRefused(StagedBlob staged) {
        assertThatThrownBy(() -> blobs.store().publish(staged, key("k")))
                .isInstanceOf(StorageException.InvalidInput.class);
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
    }

    /** Protected so that an adapter's tests can override it for a server that is known to break this rule. */
    @Test
    protected void exactlyOneOfSixteenConcurrentPublishesSucceeds() throws Exception {
        BlobStore another = blobs.anotherStore();
        BlobKey key = key("contested/k");
        for (int round = 0; round < 5; round++) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                // Half of them publish through a second store, as a second process would.
                BlobStore store = i % 2 == 0 ? blobs.store() : another;
                TestBytes bytes = new TestBytes(i, 100_000 + i);
                tasks.add(() -> {
                    try (StagedBlob staged = store.stage(bytes.source())) {
                        store.publish(staged, key);
                        return true;
                    } catch (StorageException.AlreadyExists e) {
                        return false;
                    }
                });
            }
            List<Boolean> won = Threads.atOnce(tasks);
            assertThat(won).containsOnlyOnce(true);
            int winner = won.indexOf(true);
            blobs.assertHolds(key, new TestBytes(winner, 100_000 + winner));
            assertThat(blobs.listed(BlobPrefix.ALL)).containsExactly(key);
            assertThat(blobs.store().delete(key)).isTrue();
        }
    }

    @Test
    @Tag("race")
    void readersNeverSeeAPartialFile() throws Exception {
        BlobStore reader = blobs.anotherStore();
        TestBytes bytes = new TestBytes(15, 2_000_000);
        for (int round = 0; round < 10; round++) {
            BlobPrefix folder = BlobPrefix.parse("round" + round);
            BlobKey key = key(folder + "/k");
            Threads.atOnce(List.<Callable<Boolean>>of(
                            () -> {
                                blobs.put(bytes, key);
                                return true;
                            },
                            () -> {
                                awaitFullSize(() -> reader.stat(key).stream(), bytes);
                                return bytes.hash().equals(hashOf(reader, key));
                            },
                            () -> {
                                awaitFullSize(
                                        () -> reader.list(BlobPrefix.parse(
                                                "round" + key.value().charAt(5))),
                                        bytes);
                                return true;
                            }))
                    .forEach(complete -> assertThat(complete).isTrue());
        }
    }

    /** Polls until the file exists; it must have its full size the first time it is seen. */
    private static void awaitFullSize(Callable<Stream<BlobInfo>> look, TestBytes bytes) throws Exception {
        while (!Thread.currentThread().isInterrupted()) {
            try (Stream<BlobInfo> seen = look.call()) {
                var info = seen.findFirst();
                if (info.isPresent()) {
                    assertThat(info.get().size()).isEqualTo(bytes.size());
                    return;
                }
            }
            // virtual threads take turns only if they wait
            LockSupport.parkNanos(1);
        }
    }

    @Test
    @Tag("race")
    void concurrentPublishesAndDeletesDoNotInterfere() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            // All keys share one folder, which becomes empty repeatedly.
            BlobKey key = key("deep/shared/folder/k" + i);
            TestBytes bytes = new TestBytes(i, 10);
            tasks.add(() -> {
                int deleted = 0;
                try (StagedBlob staged = blobs.store().stage(bytes.source())) {
                    for (int round = 0; round < 150; round++) {
                        blobs.store().publish(staged, key);
                        deleted += blobs.store().delete(key) ? 1 : 0;
                    }
                    blobs.store().publish(staged, key);
                }
                return deleted;
            });
        }
        assertThat(Threads.atOnce(tasks)).containsOnly(150);
        for (int i = 0; i < 4; i++) {
            blobs.assertHolds(key("deep/shared/folder/k" + i), new TestBytes(i, 10));
        }
    }
}
