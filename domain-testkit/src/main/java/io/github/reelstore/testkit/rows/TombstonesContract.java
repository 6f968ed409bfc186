package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract tests for tombstones and for files that may be removed, in {@link BlobReferences}; see {@link
 * DatabaseFixture}.
 */
public abstract class TombstonesContract {

    private static final BlobKey KEY = new BlobKey("folder/k.bin");
    private static final BlobKey A = new BlobKey("projects/p/a");
    private static final BlobKey B = new BlobKey("projects/p/b");
    private static final BlobKey C = new BlobKey("projects/p/c");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void anExpectedFileHasATombstoneFromWhenItsWriterMustHaveBegun() {
        BlobKey expected = new BlobKey("projects/p/images/expected.png");
        BlobKey used = new BlobKey("projects/p/images/used.png");
        Instant until = db.write(tx -> {
            tx.images().insert(SampleRows.image("used").filePath(used).build());
            tx.references().expect(used, tx.now());
            tx.references().expect(expected, tx.now().plusSeconds(3_600));
            tx.references().expect(expected, tx.now());
            return tx.now().plusSeconds(3_600);
        });
        assertThat(db.<Optional<Tombstone>>read(tx -> tx.references().tombstone(used)))
                .isEmpty();
        assertThat(db.<Optional<Tombstone>>read(tx -> tx.references().tombstone(expected)))
                .contains(new Tombstone(expected, until));
        assertThat(db.<Optional<Tombstone>>writeAs(
                        SampleRows.BOB, tx -> tx.references().tombstone(expected)))
                .isEmpty();
        db.run(tx -> tx.images()
                .insert(SampleRows.image("expected").filePath(expected).build()));
        assertThat(db.<Optional<Tombstone>>read(tx -> tx.references().tombstone(expected)))
                .isEmpty();
    }

    @Test
    void aTombstoneIsFoundByKeyAndProfile() {
        db.makeTombstone(ALICE, A);
        assertThat(db.found(tx -> tx.references().tombstone(A))).contains(new Tombstone(A, db.clock.instant()));
        assertThat(db.found(tx -> tx.references().tombstone(B))).isEmpty();
        assertThat(db.foundAs(BOB, tx -> tx.references().tombstone(A))).isEmpty();
    }

    @Test
    void expiredTombstonesAreListedInPagesOldestFirst() {
        for (BlobKey key : List.of(C, A, B)) {
            db.makeTombstone(ALICE, key);
            db.clock.advance(Duration.ofSeconds(1));
        }
        db.makeTombstone(BOB, new BlobKey("projects/p/bobs"));
        Instant now = db.clock.instant();

        List<Tombstone> first = db.listed(tx -> tx.references().expired(now, Optional.empty(), 2));
        assertThat(first).extracting(Tombstone::key).containsExactly(C, A);
        Cursor after = new Cursor(first.get(1).createdAt(), A.value());
        assertThat(db.listed(tx -> tx.references().expired(now, Optional.of(after), 2)))
                .extracting(Tombstone::key)
                .containsExactly(B);
        Instant beforeTheLast = now.minusSeconds(1);
        assertThat(db.listed(tx -> tx.references().expired(beforeTheLast, Optional.empty(), 9)))
                .extracting(Tombstone::key)
                .containsExactly(C, A);
    }

    @Test
    void releaseDeletesTombstonesAndReturnsTheirKeys() {
        db.makeTombstone(ALICE, A);
        db.makeTombstone(ALICE, B);
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().release(List.of(A, C))))
                .containsExactly(A);
        assertThat(db.tombstoneKeys()).containsExactly(B);
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().release(List.of(A))))
                .isEmpty();
    }

    @Test
    void anotherProfilesTombstonesAreNotReleased() {
        db.makeTombstone(ALICE, A);
        assertThat(db.<Set<BlobKey>>writeAs(BOB, tx -> tx.references().release(List.of(A))))
                .isEmpty();
        assertThat(db.tombstoneKeys()).containsExactly(A);
    }

    @Test
    void rollbackRestoresReleasedTombstones() {
        db.makeTombstone(ALICE, A);
        try {
            db.run(tx -> {
                assertThat(tx.references().release(List.of(A))).containsExactly(A);
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("stop");
        }
        assertThat(db.tombstoneKeys()).containsExactly(A);
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.class)
    void aFileReferencedByAnyProfileIsKnown(KeyColumn column) {
        db.runAs(BOB, tx -> column.insert(tx, "r", A));
        assertThat(db.<Set<BlobKey>>read(tx -> tx.references().unknown(List.of(A, B))))
                .containsExactly(B);
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(List.of(A, B))))
                .containsExactly(B);
        assertThat(db.tombstoneKeys()).isEmpty();
        assertThat(db.tombstoneKeysOf(BOB)).isEmpty();
    }

    @Test
    void aFileWithATombstoneOfAnyProfileIsKnown() {
        db.makeTombstone(ALICE, A);
        db.makeTombstone(BOB, B);
        List<BlobKey> all = List.of(A, B, C);
        assertThat(db.<Set<BlobKey>>read(tx -> tx.references().unknown(all))).containsExactly(C);
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(all)))
                .containsExactly(C);
        assertThat(db.tombstoneKeys()).containsExactly(A);
        assertThat(db.tombstoneKeysOf(BOB)).containsExactly(B);
    }

    @Test
    void emptyAndLargeCollectionsOfKeysAreAccepted() {
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().release(List.of())))
                .isEmpty();
        assertThat(db.<Set<BlobKey>>read(tx -> tx.references().unknown(List.of())))
                .isEmpty();
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(List.of())))
                .isEmpty();
        List<BlobKey> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new BlobKey("projects/p/" + i))
                .toList();
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().releaseUnknown(many)))
                .hasSize(1_000);
        assertThat(db.<Set<BlobKey>>write(tx -> tx.references().release(many))).isEmpty();
    }

    @Test
    void reserveDeletesTheTombstone() {
        db.makeTombstone(ALICE, A);
        db.run(tx -> tx.references().reserve(A));
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void reserveRefusesAKeyOfAnotherProfile() {
        db.makeTombstone(BOB, A);
        db.assertRefused(
                StorageException.Integrity.class,
                A.value(),
                tx -> tx.references().reserve(A));
        db.runAs(
                BOB,
                tx -> tx.images().insert(image("i").profileId(BOB).filePath(B).build()));
        db.assertRefused(
                StorageException.Integrity.class,
                B.value(),
                tx -> tx.references().reserve(B));
        assertThat(db.foundAs(BOB, tx -> tx.images().find(new ImageId("i")))).isPresent();
    }

    @Test
    void aNewDatabaseHasNoTombstones() {
        Page<Tombstone> page = db.read(tx -> tx.references().tombstones(PageRequest.first(1)));
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void tombstonesAreListedInPagesNewestFirst() {
        for (String key : List.of("e", "a", "b", "D", "c", "f", "g")) {
            if (!List.of("a", "b", "D", "c").contains(key)) {
                db.clock.advance(Duration.ofNanos(1_000));
            }
            db.makeTombstone(ALICE, new BlobKey(key));
        }
        Page<Tombstone> first = db.read(tx -> tx.references().tombstones(PageRequest.first(3)));
        assertThat(first.items())
                .containsExactly(
                        new Tombstone(new BlobKey("g"), micros(3)),
                        new Tombstone(new BlobKey("f"), micros(2)),
                        new Tombstone(new BlobKey("e"), micros(1)));
        Page<Tombstone> second = next(first);
        assertThat(second.items())
                .extracting(tombstone -> tombstone.key().value())
                .containsExactly("c", "b", "a");
        Page<Tombstone> third = next(second);
        assertThat(third.items())
                .extracting(tombstone -> tombstone.key().value())
                .containsExactly("D");
        assertThat(third.next()).isEmpty();
    }

    private Page<Tombstone> next(Page<Tombstone> page) {
        Cursor after = page.next().orElseThrow();
        return db.read(tx -> tx.references().tombstones(PageRequest.first(3).after(after)));
    }

    @Test
    void aFullLastPageOfTombstonesHasNoNext() {
        db.makeTombstone(ALICE, new BlobKey("a"));
        db.makeTombstone(ALICE, new BlobKey("b"));
        Page<Tombstone> page = db.read(tx -> tx.references().tombstones(PageRequest.first(2)));
        assertThat(page.items()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void aProfileHasItsOwnTombstones() {
        db.makeTombstone(ALICE, new BlobKey("alices"));
        db.makeTombstone(BOB, new BlobKey("bobs"));
        assertThat(db.tombstoneKeys()).containsExactly(new BlobKey("alices"));
        assertThat(db.tombstoneKeysOf(BOB)).containsExactly(new BlobKey("bobs"));
    }

    @Test
    void aNewTombstoneForAKeyHasTheNewTime() {
        db.makeTombstone(ALICE, KEY);
        db.clock.advance(Duration.ofSeconds(1));
        db.makeTombstone(ALICE, KEY);
        assertThat(db.listed(
                        tx -> tx.references().tombstones(PageRequest.first(10)).items()))
                .containsExactly(new Tombstone(KEY, db.clock.instant()));
    }

    @Test
    void noTombstoneIsAddedWhileAnotherColumnRefersToTheFile() {
        db.run(tx -> {
            tx.generations().insert(generation("g").filePath(KEY).build());
            tx.projects().insert(project("p").videoPath(KEY).build());
        });
        db.run(tx -> tx.generations()
                .update(new GenerationId("g"), Patch.<VideoGeneration>empty().clear(GenerationField.FILE_PATH)));
        assertThat(db.tombstoneKeys()).isEmpty();
        db.run(tx -> tx.projects()
                .update(new ProjectId("p"), Patch.<VideoProject>empty().clear(ProjectField.VIDEO_PATH)));
        assertThat(db.tombstoneKeys()).containsExactly(KEY);
    }

    @Test
    void noTombstoneIsAddedIfTheTransactionRefersToTheKeyAgain() {
        db.run(tx -> tx.images().insert(image("i").filePath(KEY).build()));
        db.run(tx -> {
            tx.images().delete(new ImageId("i"));
            tx.audio().insert(audio("a").filePath(KEY).build());
        });
        assertThat(db.tombstoneKeys()).isEmpty();
        assertThat(db.found(tx -> tx.references().find(KEY))).isPresent();
    }
}
