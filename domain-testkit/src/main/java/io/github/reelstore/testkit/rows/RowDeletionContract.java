package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract tests for {@code delete} of all four repositories; see {@link DatabaseFixture}. */
@ParameterizedClass
@MethodSource("kinds")
public abstract class RowDeletionContract {

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedRows<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedRows.all();
    }

    @Test
    void deleteRemovesOnlyThatRow() {
        Record deleted = db.insertFull(kind, 1);
        Record kept = db.insertFull(kind, 2);
        Deletion deletion = db.deletion(tx -> kind.delete(tx, kind.idOf(deleted)));
        assertThat(deletion).isEqualTo(new Deletion(1, kind.keyFields().size()));
        assertThat(db.find(kind, kind.idOf(deleted))).isEmpty();
        assertThat(db.find(kind, kind.idOf(kept))).contains(kept);
    }

    @Test
    void anIdCanBeReusedAfterItsRowIsDeleted() {
        Record row = kind.minimal("r");
        db.run(tx -> kind.insert(tx, row));
        db.run(tx -> kind.delete(tx, kind.id("r")));
        db.run(tx -> kind.insert(tx, row));
        assertThat(db.find(kind, kind.id("r"))).contains(row);
    }

    @Test
    void deleteRefusesAMissingRow() {
        db.assertRefused(StorageException.NotFound.class, "r", tx -> kind.delete(tx, kind.id("r")));
        db.run(tx -> kind.insert(tx, kind.minimal("r")));
        db.run(tx -> kind.delete(tx, kind.id("r")));
        db.assertRefused(StorageException.NotFound.class, "r", tx -> kind.delete(tx, kind.id("r")));
    }

    @Test
    void deleteRefusesAnotherProfilesRow() {
        Record row = kind.minimal("r");
        db.run(tx -> kind.insert(tx, row));
        db.assertRefusedAs(BOB, StorageException.NotFound.class, "r", tx -> kind.delete(tx, kind.id("r")));
        assertThat(db.find(kind, kind.id("r"))).contains(row);
    }

    @Test
    void deleteAddsATombstoneForEachKey() {
        Record row = kind.withKeys(kind.minimal("r"), "mine");
        db.run(tx -> kind.insert(tx, row));
        db.clock.advance(Duration.ofSeconds(5));
        db.run(tx -> kind.delete(tx, kind.id("r")));
        assertThat(db.listed(
                        tx -> tx.references().tombstones(PageRequest.first(10)).items()))
                .containsExactlyInAnyOrderElementsOf(kind.keyFields().stream()
                        .map(field -> new Tombstone(field.get(row).orElseThrow(), db.clock.instant()))
                        .toList());
        assertThat(db.tombstoneKeysOf(BOB)).isEmpty();
    }

    @Test
    void deleteAddsNoTombstoneIfAnotherRowRefersToTheKey() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<Record, BlobKey> field : kind.keyFields()) {
                String id = other.name() + "-" + field.column();
                BlobKey key = new BlobKey("shared/" + id);
                db.run(tx -> other.insert(tx, "other-" + id, key));
                Record row = Patch.<Record>empty().set(field, key).applyTo(kind.withKeys(kind.minimal(id), id));
                db.run(tx -> kind.insert(tx, row));

                Deletion deletion = db.deletion(tx -> kind.delete(tx, kind.id(id)));
                assertThat(deletion).isEqualTo(new Deletion(1, kind.keyFields().size() - 1));
                assertThat(db.tombstoneKeys()).doesNotContain(key);
            }
        }
    }
}
