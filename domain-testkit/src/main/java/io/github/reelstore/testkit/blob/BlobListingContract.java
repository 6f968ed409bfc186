package io.github.reelstore.testkit.blob;

import static io.github.reelstore.testkit.blob.BlobStoreUnderTest.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.testkit.TestBytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@code list} of a {@link BlobStore}; see {@link BlobStoreFixture}. */
public abstract class BlobListingContract {

    private static final TestBytes BYTES = new TestBytes(88, 10);

    @RegisterExtension
    final BlobStoreUnderTest blobs = new BlobStoreUnderTest();

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(blobs.listed(BlobPrefix.ALL)).isEmpty();
        assertThat(blobs.listed(BlobPrefix.parse("projects/p1"))).isEmpty();
    }

    @Test
    void listMatchesWholeSegments() {
        blobs.put(BYTES, key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"), key("q/10/a"), key("p-10"));

        assertThat(blobs.listed(BlobPrefix.ALL)).hasSize(6).doesNotHaveDuplicates();
        assertThat(blobs.listed(BlobPrefix.parse("p")))
                .containsExactlyInAnyOrder(key("p/1"), key("p/1x/a"), key("p/10/a"), key("p/10/b/c"));
        assertThat(blobs.listed(BlobPrefix.parse("p/10"))).containsExactlyInAnyOrder(key("p/10/a"), key("p/10/b/c"));
        assertThat(blobs.listed(BlobPrefix.parse("p/10/b"))).containsExactly(key("p/10/b/c"));
    }

    @Test
    void listExcludesTheKeyEqualToThePrefix() {
        blobs.put(BYTES, key("p/1"));
        assertThat(blobs.listed(BlobPrefix.parse("p/1"))).isEmpty();
    }

    @Test
    void listReturnsTheSameAsStat() {
        blobs.put(BYTES, key("a/k"));
        blobs.put(new TestBytes(1, 12_345), key("a/l"));
        try (Stream<BlobInfo> infos = blobs.store().list(BlobPrefix.ALL)) {
            List<BlobInfo> all = infos.toList();
            assertThat(all).hasSize(2);
            // Some backends list times with lower precision.
            assertThat(all).allSatisfy(info -> {
                BlobInfo stat = blobs.store().stat(info.key()).orElseThrow();
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
        blobs.put(BYTES, keys.toArray(BlobKey[]::new));
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(blobs.listed(BlobPrefix.parse("many/f7"))).hasSize(110);
    }

    @Test
    void aListCanBeClosedEarlyAndTwice() {
        blobs.put(BYTES, keys(50).toArray(BlobKey[]::new));
        Stream<BlobInfo> infos = blobs.store().list(BlobPrefix.ALL);
        assertThat(infos.limit(3)).hasSize(3);
        infos.close();
        infos.close();

        blobs.store().list(BlobPrefix.ALL).close();
        assertThat(blobs.listed(BlobPrefix.ALL)).hasSize(50);
    }

    @Test
    void aListToleratesConcurrentDeletes() {
        List<BlobKey> kept = keys(40);
        List<BlobKey> deleted =
                kept.stream().map(key -> key(key.value() + "-gone/k")).toList();
        blobs.put(BYTES, kept.toArray(BlobKey[]::new));
        blobs.put(BYTES, deleted.toArray(BlobKey[]::new));

        List<BlobKey> seen = new ArrayList<>();
        try (Stream<BlobInfo> infos = blobs.store().list(BlobPrefix.ALL)) {
            Iterator<BlobInfo> each = infos.iterator();
            seen.add(each.next().key());
            deleted.forEach(blobs.store()::delete);
            each.forEachRemaining(info -> seen.add(info.key()));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(kept);
        assertThat(union(kept, deleted)).containsAll(seen);
        assertThat(blobs.listed(BlobPrefix.ALL)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void aListToleratesConcurrentPublishes() {
        List<BlobKey> before = keys(40);
        List<BlobKey> during =
                before.stream().map(key -> key(key.value() + "-new")).toList();
        blobs.put(BYTES, before.toArray(BlobKey[]::new));

        List<BlobKey> seen = new ArrayList<>();
        try (Stream<BlobInfo> infos = blobs.store().list(BlobPrefix.ALL)) {
            Iterator<BlobInfo> each = infos.iterator();
            seen.add(each.next().key());
            blobs.put(BYTES, during.toArray(BlobKey[]::new));
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
