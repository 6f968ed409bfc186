package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of {@link BlobReferencesContract} for files that may be removed. */
abstract class GarbageContract extends DatabaseContract {

    private static final BlobKey A = new BlobKey("projects/p/a");
    private static final BlobKey B = new BlobKey("projects/p/b");
    private static final BlobKey C = new BlobKey("projects/p/c");

    GarbageContract() {}

    @Test
    void aTombstoneIsFoundByKeyAndProfile() {
        makeTombstone(ALICE, A);
        assertThat(found(tx -> tx.references().tombstone(A))).contains(new Tombstone(A, clock.instant()));
        assertThat(found(tx -> tx.references().tombstone(B))).isEmpty();
        assertThat(foundAs(BOB, tx -> tx.references().tombstone(A))).isEmpty();
    }

    @Test
    void expiredTombstonesAreListedInPagesOldestFirst() {
        for (BlobKey key : List.of(C, A, B)) {
            makeTombstone(ALICE, key);
            clock.advance(Duration.ofSeconds(1));
        }
        makeTombstone(BOB, new BlobKey("projects/p/bobs"));
        Instant now = clock.instant();

        List<Tombstone> first = listed(tx -> tx.references().expired(now, Optional.empty(), 2));
        assertThat(first).extracting(Tombstone::key).containsExactly(C, A);
        Cursor after = new Cursor(first.get(1).createdAt(), A.value());
        assertThat(listed(tx -> tx.references().expired(now, Optional.of(after), 2)))
                .extracting(Tombstone::key)
                .containsExactly(B);
        Instant beforeTheLast = now.minusSeconds(1);
        assertThat(listed(tx -> tx.references().expired(beforeTheLast, Optional.empty(), 9)))
                .extracting(Tombstone::key)
                .containsExactly(C, A);
    }

    @Test
    void releaseDeletesTombstonesAndReturnsTheirKeys() {
        makeTombstone(ALICE, A);
        makeTombstone(ALICE, B);
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().release(List.of(A, C))))
                .containsExactly(A);
        assertThat(tombstoneKeys()).containsExactly(B);
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().release(List.of(A))))
                .isEmpty();
    }

    @Test
    void anotherProfilesTombstonesAreNotReleased() {
        makeTombstone(ALICE, A);
        assertThat(this.<Set<BlobKey>>writeAs(BOB, tx -> tx.references().release(List.of(A))))
                .isEmpty();
        assertThat(tombstoneKeys()).containsExactly(A);
    }

    @Test
    void rollbackRestoresReleasedTombstones() {
        makeTombstone(ALICE, A);
        try {
            run(tx -> {
                assertThat(tx.references().release(List.of(A))).containsExactly(A);
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("stop");
        }
        assertThat(tombstoneKeys()).containsExactly(A);
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileReferencedByAnyProfileIsKnown(KeyColumn column) {
        runAs(BOB, tx -> column.insert(tx, "r", A));
        assertThat(this.<Set<BlobKey>>read(tx -> tx.references().unknown(List.of(A, B))))
                .containsExactly(B);
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(List.of(A, B))))
                .containsExactly(B);
        assertThat(tombstoneKeys()).isEmpty();
        assertThat(tombstoneKeysOf(BOB)).isEmpty();
    }

    @Test
    void aFileWithATombstoneOfAnyProfileIsKnown() {
        makeTombstone(ALICE, A);
        makeTombstone(BOB, B);
        List<BlobKey> all = List.of(A, B, C);
        assertThat(this.<Set<BlobKey>>read(tx -> tx.references().unknown(all))).containsExactly(C);
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(all)))
                .containsExactly(C);
        assertThat(tombstoneKeys()).containsExactly(A);
        assertThat(tombstoneKeysOf(BOB)).containsExactly(B);
    }

    @Test
    void emptyAndLargeCollectionsOfKeysAreAccepted() {
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().release(List.of())))
                .isEmpty();
        assertThat(this.<Set<BlobKey>>read(tx -> tx.references().unknown(List.of())))
                .isEmpty();
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(List.of())))
                .isEmpty();
        List<BlobKey> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new BlobKey("projects/p/" + i))
                .toList();
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(many)))
                .hasSize(1_000);
        assertThat(this.<Set<BlobKey>>write(tx -> tx.references().release(many)))
                .isEmpty();
    }

    @Test
    void reserveDeletesTheTombstone() {
        makeTombstone(ALICE, A);
        run(tx -> tx.references().reserve(A));
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void reserveRefusesAKeyOfAnotherProfile() {
        makeTombstone(BOB, A);
        assertRefused(
                StorageException.Integrity.class,
                A.value(),
                tx -> tx.references().reserve(A));
        runAs(
                BOB,
                tx -> tx.images().insert(image("i").profileId(BOB).filePath(B).build()));
        assertRefused(
                StorageException.Integrity.class,
                B.value(),
                tx -> tx.references().reserve(B));
        assertThat(foundAs(BOB, tx -> tx.images().find(new ImageId("i")))).isPresent();
    }
}
