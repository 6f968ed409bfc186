package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.Rows.ALICE;
import static io.github.reelstore.testkit.rows.Rows.BOB;
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

/** What {@code update} of all four repositories must do. */
abstract class RowUpdateContract<I extends Id, R extends Record> extends RowListContract<I, R> {

    private static final Duration LATER = Duration.ofNanos(77_000);

    RowUpdateContract(RowKind<I, R> kind) {
        super(kind);
    }

    /** And leaves every other column alone. */
    @Test
    void eachColumnIsSetByItself() {
        R other = insertFull(2);
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Field<R, ?> field : kind().fields()) {
            R before = find(id).orElseThrow();
            Patch<R> patch = RowKind.copying(field, other);
            R after = assertUpdated(before, patch);
            assertThat(field.get(after).equals(field.get(before)))
                    .as("%s has no other value than before", field)
                    .isFalse();
        }
        assertThat(find(kind().idOf(other))).contains(other);
    }

    @Test
    void eachColumnIsClearedByItself() {
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

    /** Updates a row a little later, and asserts that it changed in what the patch names and nothing else. */
    private R assertUpdated(R before, Patch<R> patch) {
        clock.advance(LATER);
        I id = kind().idOf(before);
        R expected = kind().touched(patch.applyTo(before), clock.instant());
        assertThat(update(id, patch)).isEqualTo(expected);
        assertThat(find(id)).contains(expected);
        return expected;
    }

    @Test
    void severalColumnsAreChangedAtOnce() {
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
    void whatIsNotThereIsNotUpdated() {
        for (Patch<R> patch : List.of(Patch.<R>empty(), harmless())) {
            assertRefused(StorageException.NotFound.class, "none", tx -> kind().update(tx, kind().id("none"), patch));
        }
    }

    @Test
    void anotherProfilesRowIsNotUpdated() {
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Patch<R> patch : List.of(Patch.<R>empty(), harmless())) {
            assertRefusedAs(BOB, StorageException.NotFound.class, id.value(), tx -> kind().update(tx, id, patch));
        }
        assertThat(find(id)).contains(row);
    }

    /** A patch that every row can take. */
    private Patch<R> harmless() {
        return kind().fields().stream()
                .filter(field -> !kind().required().contains(field.column()))
                .findFirst()
                .map(field -> Patch.<R>empty().clear(field))
                .orElseThrow();
    }

    @Test
    void aValueThatItsColumnMayNotHaveIsNotStored() {
        R row = insertFull(1);
        assertInvalid(tx -> kind().update(tx, kind().idOf(row), kind().invalid()));
        assertThat(find(kind().idOf(row))).contains(row);
    }

    @Test
    void anUpdateDoesNotReferToAFileThatAnotherProfileRefersTo() {
        R row = insertFull(1);
        for (KeyColumn theirs : KeyColumn.values()) {
            BlobKey key = new BlobKey("claimed/" + theirs);
            runAs(BOB, tx -> theirs.insert(tx, "bob-" + theirs, key));
            for (Field<R, BlobKey> ours : kind().keyFields()) {
                Patch<R> patch = Patch.<R>empty().set(ours, key);
                assertRefused(
                        StorageException.Integrity.class,
                        key.value(),
                        tx -> kind().update(tx, kind().idOf(row), patch));
            }
        }
        assertThat(find(kind().idOf(row))).contains(row);
        assertThat(buried()).isEmpty();
    }

    @Test
    void anUpdateDoesNotReferToAFileThatAnotherProfileDeleted() {
        R row = insertFull(1);
        BlobKey key = new BlobKey("theirs/deleted");
        bury(BOB, key);
        for (Field<R, BlobKey> ours : kind().keyFields()) {
            Patch<R> patch = Patch.<R>empty().set(ours, key);
            assertRefused(
                    StorageException.Integrity.class, key.value(), tx -> kind().update(tx, kind().idOf(row), patch));
        }
        assertThat(find(kind().idOf(row))).contains(row);
        assertThat(buriedOf(BOB)).containsExactly(key);
        assertThat(buried()).isEmpty();
    }

    @Test
    void anUpdateThatTakesAKeyAwayLeavesATombstone() {
        R row = insertFull(1);
        I id = kind().idOf(row);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            BlobKey old = field.get(row).orElseThrow();
            clock.advance(LATER);
            update(id, Patch.<R>empty().set(field, new BlobKey("new/" + field.column())));
            assertThat(newestTombstone()).isEqualTo(new Tombstone(old, clock.instant()));
        }
        assertThat(buried()).hasSameSizeAs(kind().keyFields());
    }

    @Test
    void anUpdateThatClearsAKeyLeavesATombstone() {
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
        assertThat(buried()).hasSize(cleared);
    }

    private Tombstone newestTombstone() {
        return read(
                tx -> tx.references().tombstones(PageRequest.first(1)).items().get(0));
    }

    @Test
    void anUpdateLeavesNoTombstoneWhereARowStillRefersToTheKey() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<R, BlobKey> ours : kind().keyFields()) {
                String id = other.name() + "-" + ours.column();
                BlobKey key = new BlobKey("shared/" + id);
                run(tx -> other.insert(tx, "other-" + id, key));
                R row = Patch.<R>empty().set(ours, key).applyTo(kind().minimal(id));
                run(tx -> kind().insert(tx, row));
                update(kind().id(id), Patch.<R>empty().set(ours, new BlobKey("new/" + id)));
                assertThat(buried()).doesNotContain(key);
            }
        }
    }

    @Test
    void anUpdateToTheSameKeyLeavesNoTombstone() {
        R row = insertFull(1);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            assertUpdated(find(kind().idOf(row)).orElseThrow(), RowKind.copying(field, row));
        }
        assertThat(buried()).isEmpty();
    }

    @Test
    void theTombstoneOfAFileThatAnUpdateRefersToAgainGoesAway() {
        R row = insertFull(1);
        for (Field<R, BlobKey> field : kind().keyFields()) {
            BlobKey again = new BlobKey("again/" + field.column());
            BlobKey old = field.get(row).orElseThrow();
            bury(ALICE, again);
            update(kind().idOf(row), Patch.<R>empty().set(field, again));
            assertThat(buried()).doesNotContain(again).contains(old);
            update(kind().idOf(row), Patch.<R>empty().set(field, old));
            assertThat(buried()).doesNotContain(old).contains(again);
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
