package io.github.reelstore.testkit.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.testkit.TestBytes;
import io.github.reelstore.testkit.Threads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BlobStore} must do, as JUnit tests: a test for each rule that the port's javadoc states. Extend it in
 * the tests of an adapter and say how to open a store:
 *
 * <pre>{@code
 * class FolderBlobStoreTest extends BlobStoreContract {
 *
 *     private final Path root;
 *
 *     FolderBlobStoreTest(@TempDir Path root) {
 *         this.root = root;
 *     }
 *
 *     @Override
 *     protected BlobStore newStore() {
 *         return new FolderBlobStore(root);
 *     }
 *
 *     @Override
 *     protected BlobStore reopen() {
 *         return new FolderBlobStore(root);
 *     }
 * }
 * }</pre>
 *
 * <p>For one that is {@link io.github.reelstore.domain.port.blob.SupportsPreUpload} there is {@link PreUploadBlobStoreContract}.
 *
 * <p>What only one kind of backend can suffer (a full disk, a symbolic link, a broken connection) is left to the tests of
 * its adapter, as are the exceptions that go with it.
 */
public abstract class BlobStoreContract extends BlobReadingContract {

    private static final TestBytes BYTES = new TestBytes(88, 10);

    /** For the adapter's test class to extend. */
    protected BlobStoreContract() {}

    /** Whether the store is {@link SupportsStoreId}; a store that is not cannot have its unreferenced files collected. */
    protected boolean bearsAnId() {
        return true;
    }

    @Test
    void itBearsAnIdIfItSaysSo() {
        assertThat(store() instanceof SupportsStoreId).isEqualTo(bearsAnId());
    }

    @Test
    void aStorageKeepsTheFirstIdThatItIsGiven() {
        if (!(store() instanceof SupportsStoreId one) || !(anotherStore() instanceof SupportsStoreId other)) {
            assertThat(bearsAnId()).isFalse();
            return;
        }
        StoreId first = StoreId.random();
        assertThat(one.storeId()).isEmpty();
        assertThat(one.identify(first)).isEqualTo(first);
        assertThat(other.identify(StoreId.random())).isEqualTo(first);
        assertThat(one.storeId()).contains(first);
        assertThat(other.storeId()).contains(first);
        assertThat(listed(BlobPrefix.ALL)).isEmpty();
    }

    /** Protected, so that the tests of a server known to break this rule can show what it does instead. */
    @Test
    protected void ofManyWhoGiveAStorageItsIdOneIsHeard() throws Exception {
        if (!(store() instanceof SupportsStoreId)) {
            assertThat(bearsAnId()).isFalse();
            return;
        }
        List<Callable<StoreId>> givers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SupportsStoreId each = (SupportsStoreId) anotherStore();
            givers.add(() -> each.identify(StoreId.random()));
        }
        assertThat(new HashSet<>(Threads.atOnce(givers))).hasSize(1);
    }

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(listed(BlobPrefix.ALL)).isEmpty();
        assertThat(listed(BlobPrefix.parse("projects/p1"))).isEmpty();
    }

    @Test
    void aListCoversWholeSegments() {
        put(BYTES, key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"), key("q/10/a"), key("p-10"));

        assertThat(listed(BlobPrefix.ALL)).hasSize(6).doesNotHaveDuplicates();
        assertThat(listed(BlobPrefix.parse("p")))
                .containsExactlyInAnyOrder(key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"));
        assertThat(listed(BlobPrefix.parse("p/10"))).containsExactlyInAnyOrder(key("p/10/a"), key("p/10/b/c"));
        assertThat(listed(BlobPrefix.parse("p/10/b"))).containsExactly(key("p/10/b/c"));
    }

    @Test
    void aListHasNotTheKeyThatEqualsThePrefix() {
        put(BYTES, key("p/1"));
        assertThat(listed(BlobPrefix.parse("p/1"))).isEmpty();
    }

    @Test
    void aListTellsWhatStatTells() {
        put(BYTES, key("a/k"));
        put(new TestBytes(1, 12_345), key("a/l"));
        try (Stream<BlobInfo> infos = store().list(BlobPrefix.ALL)) {
            List<BlobInfo> all = infos.toList();
            assertThat(all).hasSize(2);
            // Some backends tell the time less exactly in a list.
            assertThat(all).allSatisfy(info -> {
                BlobInfo stat = store().stat(info.key()).orElseThrow();
                assertThat(info.size()).isEqualTo(stat.size());
                assertThat(info.modifiedAt())
                        .isBetween(
                                stat.modifiedAt().minusSeconds(2),
                                stat.modifiedAt().plusSeconds(2));
            });
        }
    }

    @Test
    void aLongListHasEachFileOnce() {
        List<BlobKey> keys = keys(1_100);
        put(BYTES, keys.toArray(BlobKey[]::new));
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(listed(BlobPrefix.parse("many/f7"))).hasSize(110);
    }

    @Test
    void aListMayBeLeftEarlyAndClosedTwice() {
        put(BYTES, keys(50).toArray(BlobKey[]::new));
        Stream<BlobInfo> infos = store().list(BlobPrefix.ALL);
        assertThat(infos.limit(3)).hasSize(3);
        infos.close();
        infos.close();

        store().list(BlobPrefix.ALL).close();
        assertThat(listed(BlobPrefix.ALL)).hasSize(50);
    }

    @Test
    void aListToleratesFilesThatAreDeletedMeanwhile() {
        List<BlobKey> kept = keys(40);
        List<BlobKey> doomed =
                kept.stream().map(key -> key(key.value() + "-gone/k")).toList();
        put(BYTES, kept.toArray(BlobKey[]::new));
        put(BYTES, doomed.toArray(BlobKey[]::new));

        List<BlobKey> seen = new ArrayList<>();
        try (Stream<BlobInfo> infos = store().list(BlobPrefix.ALL)) {
            Iterator<BlobInfo> each = infos.iterator();
            seen.add(each.next().key());
            doomed.forEach(store()::delete);
            each.forEachRemaining(info -> seen.add(info.key()));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(kept);
        assertThat(union(kept, doomed)).containsAll(seen);
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void aListToleratesFilesThatArePublishedMeanwhile() {
        List<BlobKey> before = keys(40);
        List<BlobKey> during =
                before.stream().map(key -> key(key.value() + "-new")).toList();
        put(BYTES, before.toArray(BlobKey[]::new));

        List<BlobKey> seen = new ArrayList<>();
        try (Stream<BlobInfo> infos = store().list(BlobPrefix.ALL)) {
            Iterator<BlobInfo> each = infos.iterator();
            seen.add(each.next().key());
            put(BYTES, during.toArray(BlobKey[]::new));
            each.forEachRemaining(info -> seen.add(info.key()));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        assertThat(union(before, during)).containsAll(seen);
    }

    private static List<BlobKey> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> key("many/f" + i % 10 + "/k" + i))
                .toList();
    }

    private static Set<BlobKey> union(List<BlobKey> some, List<BlobKey> others) {
        Set<BlobKey> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
