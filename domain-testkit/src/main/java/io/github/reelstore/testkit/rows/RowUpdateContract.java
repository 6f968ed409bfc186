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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract tests for {@code update} of all four repositories; see {@link DatabaseFixture}. */
@ParameterizedClass
@MethodSource("kinds")
public abstract class RowUpdateContract {

    private static final Duration LATER = Duration.ofNanos(77_000);

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedRows<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedRows.all();
    }

    /** Other columns stay unchanged. */
    @Test
    void eachColumnCanBeSetAlone() {
        Record other = db.insertFull(kind, 2);
        Record row = db.insertFull(kind, 1);
        Id id = kind.idOf(row);
        for (Field<Record, ?> field : kind.fields()) {
            Record before = db.find(kind, id).orElseThrow();
            Patch<Record> patch = TestedRows.copying(field, other);
            Record after = assertUpdated(before, patch);
            assertThat(field.get(after).equals(field.get(before)))
                    .as("%s is unchanged", field)
                    .isFalse();
        }
        assertThat(db.find(kind, kind.idOf(other))).contains(other);
    }

    @Test
    void eachColumnCanBeClearedAlone() {
        Record full = db.insertFull(kind, 1);
        for (Field<Record, ?> field : kind.fields()) {
            if (!kind.required().contains(field.column())) {
                Record before = db.find(kind, kind.idOf(full)).orElseThrow();
                Record after = assertUpdated(before, Patch.<Record>empty().clear(field));
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
    private Record assertUpdated(Record before, Patch<Record> patch) {
        db.clock.advance(LATER);
        Id id = kind.idOf(before);
        Record expected = kind.touched(patch.applyTo(before), db.clock.instant());
        assertThat(db.update(kind, id, patch)).isEqualTo(expected);
        assertThat(db.find(kind, id)).contains(expected);
        return expected;
    }

    @Test
    void severalColumnsCanBeChangedAtOnce() {
        Record other = db.insertFull(kind, 2);
        Record row = db.insertFull(kind, 1);
        Patch<Record> patch = Patch.empty();
        for (Field<Record, ?> field : kind.fields()) {
            patch = kind.required().contains(field.column()) ? copy(patch, field, other) : patch.clear(field);
        }
        assertUpdated(row, patch);
    }

    private static <T> Patch<Record> copy(Patch<Record> patch, Field<Record, T> field, Record other) {
        return patch.set(field, field.get(other).orElseThrow());
    }

    @Test
    void anEmptyPatchChangesNothing() {
        Record row = db.insertFull(kind, 1);
        db.clock.advance(LATER);
        assertThat(db.update(kind, kind.idOf(row), Patch.empty())).isEqualTo(row);
        assertThat(db.find(kind, kind.idOf(row))).contains(row);
    }

    @Test
    void updateRefusesAMissingRow() {
        for (Patch<Record> patch : List.of(Patch.<Record>empty(), harmless())) {
            db.assertRefused(StorageException.NotFound.class, "none", tx -> kind.update(tx, kind.id("none"), patch));
        }
    }

    @Test
    void updateRefusesAnotherProfilesRow() {
        Record row = db.insertFull(kind, 1);
        Id id = kind.idOf(row);
        for (Patch<Record> patch : List.of(Patch.<Record>empty(), harmless())) {
            db.assertRefusedAs(BOB, StorageException.NotFound.class, id.value(), tx -> kind.update(tx, id, patch));
        }
        assertThat(db.find(kind, id)).contains(row);
    }

    /** Returns a patch that is valid for every row. */
    private Patch<Record> harmless() {
        return kind.fields().stream()
                .filter(field -> !kind.required().contains(field.column()))
                .findFirst()
                .map(field -> Patch.<Record>empty().clear(field))
                .orElseThrow();
    }

    @Test
    void updateRefusesAnInvalidValue() {
        Record row = db.insertFull(kind, 1);
        db.assertInvalid(tx -> kind.update(tx, kind.idOf(row), kind.invalid()));
        assertThat(db.find(kind, kind.idOf(row))).contains(row);
    }

    @Test
    void updateRefusesAFileOfAnotherProfile() {
        Record row = db.insertFull(kind, 1);
        for (KeyColumn theirs : KeyColumn.values()) {
            BlobKey key = new BlobKey("claimed/" + theirs);
            db.runAs(BOB, tx -> theirs.insert(tx, "bob-" + theirs, key));
            for (Field<Record, BlobKey> field : kind.keyFields()) {
                Patch<Record> patch = Patch.<Record>empty().set(field, key);
                db.assertRefused(
                        StorageException.Integrity.class, key.value(), tx -> kind.update(tx, kind.idOf(row), patch));
            }
        }
        assertThat(db.find(kind, kind.idOf(row))).contains(row);
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void updateRefusesAFileThatAnotherProfileDeleted() {
        Record row = db.insertFull(kind, 1);
        BlobKey key = new BlobKey("theirs/deleted");
        db.makeTombstone(BOB, key);
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            Patch<Record> patch = Patch.<Record>empty().set(field, key);
            db.assertRefused(
                    StorageException.Integrity.class, key.value(), tx -> kind.update(tx, kind.idOf(row), patch));
        }
        assertThat(db.find(kind, kind.idOf(row))).contains(row);
        assertThat(db.tombstoneKeysOf(BOB)).containsExactly(key);
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void replacingAKeyAddsATombstone() {
        Record row = db.insertFull(kind, 1);
        Id id = kind.idOf(row);
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            BlobKey old = field.get(row).orElseThrow();
            db.clock.advance(LATER);
            db.update(kind, id, Patch.<Record>empty().set(field, new BlobKey("new/" + field.column())));
            assertThat(newestTombstone()).isEqualTo(new Tombstone(old, db.clock.instant()));
        }
        assertThat(db.tombstoneKeys()).hasSameSizeAs(kind.keyFields());
    }

    @Test
    void clearingAKeyAddsATombstone() {
        Record row = kind.withKeys(kind.minimal("r"), "mine");
        db.run(tx -> kind.insert(tx, row));
        int cleared = 0;
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            if (!kind.required().contains(field.column())) {
                db.clock.advance(LATER);
                db.update(kind, kind.id("r"), Patch.<Record>empty().clear(field));
                assertThat(newestTombstone())
                        .isEqualTo(new Tombstone(field.get(row).orElseThrow(), db.clock.instant()));
                cleared++;
            }
        }
        assertThat(db.tombstoneKeys()).hasSize(cleared);
    }

    private Tombstone newestTombstone() {
        return db.read(
                tx -> tx.references().tombstones(PageRequest.first(1)).items().get(0));
    }

    @Test
    void replacingAKeyAddsNoTombstoneIfAnotherRowRefersToIt() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<Record, BlobKey> field : kind.keyFields()) {
                String id = other.name() + "-" + field.column();
                BlobKey key = new BlobKey("shared/" + id);
                db.run(tx -> other.insert(tx, "other-" + id, key));
                Record row = Patch.<Record>empty().set(field, key).applyTo(kind.minimal(id));
                db.run(tx -> kind.insert(tx, row));
                db.update(kind, kind.id(id), Patch.<Record>empty().set(field, new BlobKey("new/" + id)));
                assertThat(db.tombstoneKeys()).doesNotContain(key);
            }
        }
    }

    @Test
    void settingTheSameKeyAddsNoTombstone() {
        Record row = db.insertFull(kind, 1);
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            assertUpdated(db.find(kind, kind.idOf(row)).orElseThrow(), TestedRows.copying(field, row));
        }
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void updateDeletesTheTombstoneOfItsFile() {
        Record row = db.insertFull(kind, 1);
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            BlobKey again = new BlobKey("again/" + field.column());
            BlobKey old = field.get(row).orElseThrow();
            db.makeTombstone(ALICE, again);
            db.update(kind, kind.idOf(row), Patch.<Record>empty().set(field, again));
            assertThat(db.tombstoneKeys()).doesNotContain(again).contains(old);
            db.update(kind, kind.idOf(row), Patch.<Record>empty().set(field, old));
            assertThat(db.tombstoneKeys()).doesNotContain(old).contains(again);
        }
    }
}
