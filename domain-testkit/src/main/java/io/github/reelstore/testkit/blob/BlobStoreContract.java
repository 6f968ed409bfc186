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
 * Contract tests for {@link BlobStore}: one JUnit test for each rule in the port's javadoc. Extend this class in your
 * adapter's tests and implement how to open a store:
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
 * <p>If the store implements {@link io.github.reelstore.domain.port.blob.SupportsPreUpload}, extend
 * {@link PreUploadBlobStoreContract} instead.
 *
 * <p>Conditions that only one kind of backend can have (a full disk, a symbolic link, a broken connection), and the
 * exceptions they cause, are left to the adapter's own tests.
 */
public abstract class BlobStoreContract extends BlobReadingContract {

    private static final TestBytes BYTES = new TestBytes(88, 10);

    /** Called by the adapter's test class. */
    protected BlobStoreContract() {}

    /**
     * Returns whether the store implements {@link SupportsStoreId}. Unreferenced files of a store that does not cannot
     * be collected.
     */
    protected boolean supportsStoreId() {
        return true;
    }

    @Test
    void theStoreSupportsStoreIdsAsDeclared() {
        assertThat(store() instanceof SupportsStoreId).isEqualTo(supportsStoreId());
    }

    @Test
    void identifyKeepsTheFirstStoreId() {
        if (!(store() instanceof SupportsStoreId first) || !(anotherStore() instanceof SupportsStoreId second)) {
            assertThat(supportsStoreId()).isFalse();
            return;
        }
        StoreId id = StoreId.random();
        assertThat(first.storeId()).isEmpty();
        assertThat(first.identify(id)).isEqualTo(id);
        assertThat(second.identify(StoreId.random())).isEqualTo(id);
        assertThat(first.storeId()).contains(id);
        assertThat(second.storeId()).contains(id);
        assertThat(listed(BlobPrefix.ALL)).isEmpty();
    }

    /** Protected so that an adapter's tests can override it for a server that is known to break this rule. */
    @Test
    protected void concurrentIdentifyCallsAgreeOnOneStoreId() throws Exception {
        if (!(store() instanceof SupportsStoreId)) {
            assertThat(supportsStoreId()).isFalse();
            return;
        }
        List<Callable<StoreId>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SupportsStoreId each = (SupportsStoreId) anotherStore();
            tasks.add(() -> each.identify(StoreId.random()));
        }
        assertThat(new HashSet<>(Threads.atOnce(tasks))).hasSize(1);
    }

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(listed(BlobPrefix.ALL)).isEmpty();
        assertThat(listed(BlobPrefix.parse("projects/p1"))).isEmpty();
    }

    @Test
    void listMatchesWholeSegments() {
        put(BYTES, key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"), key("q/10/a"), key("p-10"));

        assertThat(listed(BlobPrefix.ALL)).hasSize(6).doesNotHaveDuplicates();
        assertThat(listed(BlobPrefix.parse("p")))
                .containsExactlyInAnyOrder(key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"));
        assertThat(listed(BlobPrefix.parse("p/10"))).containsExactlyInAnyOrder(key("p/10/a"), key("p/10/b/c"));
        assertThat(listed(BlobPrefix.parse("p/10/b"))).containsExactly(key("p/10/b/c"));
    }

    @Test
    void listExcludesTheKeyEqualToThePrefix() {
        put(BYTES, key("p/1"));
        assertThat(listed(BlobPrefix.parse("p/1"))).isEmpty();
    }

    @Test
    void listReturnsTheSameAsStat() {
        put(BYTES, key("a/k"));
        put(new TestBytes(1, 12_345), key("a/l"));
        try (Stream<BlobInfo> infos = store().list(BlobPrefix.ALL)) {
            List<BlobInfo> all = infos.toList();
            assertThat(all).hasSize(2);
            // Some backends list times with lower precision.
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
    void aLongListContainsEachFileOnce() {
        List<BlobKey> keys = keys(1_100);
        put(BYTES, keys.toArray(BlobKey[]::new));
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(listed(BlobPrefix.parse("many/f7"))).hasSize(110);
    }

    @Test
    void aListCanBeClosedEarlyAndTwice() {
        put(BYTES, keys(50).toArray(BlobKey[]::new));
        Stream<BlobInfo> infos = store().list(BlobPrefix.ALL);
        assertThat(infos.limit(3)).hasSize(3);
        infos.close();
        infos.close();

        store().list(BlobPrefix.ALL).close();
        assertThat(listed(BlobPrefix.ALL)).hasSize(50);
    }

    @Test
    void aListToleratesConcurrentDeletes() {
        List<BlobKey> kept = keys(40);
        List<BlobKey> deleted =
                kept.stream().map(key -> key(key.value() + "-gone/k")).toList();
        put(BYTES, kept.toArray(BlobKey[]::new));
        put(BYTES, deleted.toArray(BlobKey[]::new));

        List<BlobKey> seen = new ArrayList<>();
        try (Stream<BlobInfo> infos = store().list(BlobPrefix.ALL)) {
            Iterator<BlobInfo> each = infos.iterator();
            seen.add(each.next().key());
            deleted.forEach(store()::delete);
            each.forEachRemaining(info -> seen.add(info.key()));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(kept);
        assertThat(union(kept, deleted)).containsAll(seen);
        assertThat(listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void aListToleratesConcurrentPublishes() {
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
