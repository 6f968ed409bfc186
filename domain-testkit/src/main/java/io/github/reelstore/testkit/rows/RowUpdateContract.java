package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract tests for {@code update} of all four repositories. */
abstract class RowUpdateContract<I extends Id, R extends Record> extends RowListContract<I, R> {

    private static final Duration LATER = Duration.ofNanos(77_000);

    RowUpdateContract(RowFixture<I, R> kind) {
        super(kind);
    }

    /** Other columns stay unchanged. */
    @Test
    void eachColumnCanBeSetAlone() {
        R other = insertFull(2);
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Field<R, ?> field : kind().fields()) {
            R before = find(id).orElseThrow();
            Patch<R> patch = RowFixture.copying(field, other);
            R after = assertUpdated(before, patch);
            assertThat(field.get(after).equals(field.get(before)))
                    .as("%s is unchanged", field)
                    .isFalse();
        }
        assertThat(find(kind().idOf(other))).contains(other);
    }

    @Test
    void eachColumnCanBeClearedAlone() {
        R full = insertFull(1);
        for (Field<R, ?> field : kind().fields()) {
            if (!kind().required().contains(field.column())) {
                R before = find(kind().idOf(full)).orElseThrow();
                R after = assertUpdated(before, Patch.<R>empty().clear(field));
                assertThat(field.get(after).isPresent())
                        .as("%s is present", field)
                        .isFalse();
            }
        }
    }

    /**
     * Advances the clock, updates the row and asserts that nothing else changed than what the patch and every update
     * set.
     */
    private R assertUpdated(R before, Patch<R> patch) {
        clock.advance(LATER);
        I id = kind().idOf(before);
        R expected = kind().touched(patch.applyTo(before), clock.instant());
        assertThat(update(id, patch)).isEqualTo(expected);
        assertThat(find(id)).contains(expected);
        return expected;
    }

    @Test
    void severalColumnsCanBeChangedAtOnce() {
        R other = insertFull(2);
        R row = insertFull(1);
        Patch<R> patch = Patch.empty();
        for (Field<R, ?> field : kind().fields()) {
            patch = kind().required().contains(field.column()) ? copy(patch, field, other) : patch.clear(field);
        }
        assertUpdated(row, patch);
    }

    private static <R, T> Patch<R> copy(Patch<R> patch, Field<R, T> field, R other) {
        return patch.set(field, field.get(other).orElseThrow());
    }

    @Test
    void anEmptyPatchChangesNothing() {
        R row = insertFull(1);
        clock.advance(LATER);
        assertThat(update(kind().idOf(row), Patch.empty())).isEqualTo(row);
        assertThat(find(kind().idOf(row))).contains(row);
    }

    @Test
    void updateRefusesAMissingRow() {
        for (Patch<R> patch : List.of(Patch.<R>empty(), harmless())) {
            assertRefused(StorageException.NotFound.class, "none", tx -> kind().update(tx, kind().id("none"), patch));
        }
    }

    @Test
    void updateRefusesAnotherProfilesRow() {
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Patch<R> patch : List.of(Patch.<R>empty(), harmless())) {
            assertRefusedAs(BOB, StorageException.NotFound.class, id.value(), tx -> kind().update(tx, id, patch));
        }
        assertThat(find(id)).contains(row);
    }

    /** Returns a patch that is valid for every row. */
    private Patch<R> harmless() {
        return kind().fields().stream()
                .filter(field -> !kind().required().contains(field.column()))
                .findFirst()
                .map(field -> Patch.<R>empty().clear(field))
                .orElseThrow();
    }

    @Test
    void updateRefusesAnInvalidValue() {
        R row = insertFull(1);
        assertInvalid(tx -> kind().update(tx, kind().idOf(row), kind().invalid()));
        assertThat(find(kind().idOf(row))).contains(row);
    }

    @Test
    void updateRefusesAFileOfAnotherProfile() {
        R row = insertFull(1);
        for (KeyColumn theirs : KeyColumn.values()) {
            BlobKey key = new BlobKey("claimed/" + theirs);
            runAs(BOB, tx -> theirs.insert(tx, "bob-" + theirs, key));
            for (Field<R, BlobKey> field : kind().keyFields()) {
                Patch<R> patch = Patch.<R>empty().set(field, key);
                assertRefused(
                        StorageException.Integrity.class,
                        key.value(),
                        tx -> kind().update(tx, kind().idOf(row), patch));
            }
        }
        assertThat(find(kind().idOf(row))).contains(row);
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void updateRefusesAFileThatAnotherProfileDeleted() {
        R row = insertFull(1);
        BlobKey key = new BlobKey("theirs/deleted");
        makeTombstone(BOB, key);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            Patch<R> patch = Patch.<R>empty().set(field, key);
            assertRefused(
                    StorageException.Integrity.class, key.value(), tx -> kind().update(tx, kind().idOf(row), patch));
        }
        assertThat(find(kind().idOf(row))).contains(row);
        assertThat(tombstoneKeysOf(BOB)).containsExactly(key);
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void replacingAKeyAddsATombstone() {
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            BlobKey old = field.get(row).orElseThrow();
            clock.advance(LATER);
            update(id, Patch.<R>empty().set(field, new BlobKey("new/" + field.column())));
            assertThat(newestTombstone()).isEqualTo(new Tombstone(old, clock.instant()));
        }
        assertThat(tombstoneKeys()).hasSameSizeAs(kind().keyFields());
    }

    @Test
    void clearingAKeyAddsATombstone() {
        R row = withKeys(kind().minimal("r"), "mine");
        run(tx -> kind().insert(tx, row));
        int cleared = 0;
        for (Field<R, BlobKey> field : kind().keyFields()) {
            if (!kind().required().contains(field.column())) {
                clock.advance(LATER);
                update(kind().id("r"), Patch.<R>empty().clear(field));
                assertThat(newestTombstone())
                        .isEqualTo(new Tombstone(field.get(row).orElseThrow(), clock.instant()));
                cleared++;
            }
        }
        assertThat(tombstoneKeys()).hasSize(cleared);
    }

    private Tombstone newestTombstone() {
        return read(
                tx -> tx.references().tombstones(PageRequest.first(1)).items().get(0));
    }

    @Test
    void replacingAKeyAddsNoTombstoneIfAnotherRowRefersToIt() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<R, BlobKey> field : kind().keyFields()) {
                String id = other.name() + "-" + field.column();
                BlobKey key = new BlobKey("shared/" + id);
                run(tx -> other.insert(tx, "other-" + id, key));
                R row = Patch.<R>empty().set(field, key).applyTo(kind().minimal(id));
                run(tx -> kind().insert(tx, row));
                update(kind().id(id), Patch.<R>empty().set(field, new BlobKey("new/" + id)));
                assertThat(tombstoneKeys()).doesNotContain(key);
            }
        }
    }

    @Test
    void settingTheSameKeyAddsNoTombstone() {
        R row = insertFull(1);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            assertUpdated(find(kind().idOf(row)).orElseThrow(), RowFixture.copying(field, row));
        }
        assertThat(tombstoneKeys()).isEmpty();
    }

    @Test
    void updateDeletesTheTombstoneOfItsFile() {
        R row = insertFull(1);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            BlobKey again = new BlobKey("again/" + field.column());
            BlobKey old = field.get(row).orElseThrow();
            makeTombstone(ALICE, again);
            update(kind().idOf(row), Patch.<R>empty().set(field, again));
            assertThat(tombstoneKeys()).doesNotContain(again).contains(old);
            update(kind().idOf(row), Patch.<R>empty().set(field, old));
            assertThat(tombstoneKeys()).doesNotContain(old).contains(again);
        }
    }

    final R insertFull(int number) {
        R row = kind().full(number);
        run(tx -> {
            kind().insertParents(tx, number);
            kind().insert(tx, row);
        });
        return row;
    }
}
