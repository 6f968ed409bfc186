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
import org.junit.jupiter.api.Test;

/** Contract tests for {@code delete} of all four repositories, in addition to the inherited tests. */
abstract class RowContract<I extends Id, R extends Record> extends RowUpdateContract<I, R> {

    RowContract(RowFixture<I, R> kind) {
        super(kind);
    }

    @Test
    void deleteRemovesOnlyThatRow() {
        R deleted = insertFull(1);
        R kept = insertFull(2);
        Deletion deletion = deletion(tx -> kind().delete(tx, kind().idOf(deleted)));
        assertThat(deletion).isEqualTo(new Deletion(1, kind().keyFields().size()));
        assertThat(find(kind().idOf(deleted))).isEmpty();
        assertThat(find(kind().idOf(kept))).contains(kept);
    }

    @Test
    void anIdCanBeReusedAfterItsRowIsDeleted() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        run(tx -> kind().delete(tx, kind().id("r")));
        run(tx -> kind().insert(tx, row));
        assertThat(find(kind().id("r"))).contains(row);
    }

    @Test
    void deleteRefusesAMissingRow() {
        assertRefused(StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
        run(tx -> kind().insert(tx, kind().minimal("r")));
        run(tx -> kind().delete(tx, kind().id("r")));
        assertRefused(StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
    }

    @Test
    void deleteRefusesAnotherProfilesRow() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        assertRefusedAs(BOB, StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
        assertThat(find(kind().id("r"))).contains(row);
    }

    @Test
    void deleteAddsATombstoneForEachKey() {
        R row = withKeys(kind().minimal("r"), "mine");
        run(tx -> kind().insert(tx, row));
        clock.advance(Duration.ofSeconds(5));
        run(tx -> kind().delete(tx, kind().id("r")));
        assertThat(listed(
                        tx -> tx.references().tombstones(PageRequest.first(10)).items()))
                .containsExactlyInAnyOrderElementsOf(kind().keyFields().stream()
                        .map(field -> new Tombstone(field.get(row).orElseThrow(), clock.instant()))
                        .toList());
        assertThat(tombstoneKeysOf(BOB)).isEmpty();
    }

    @Test
    void deleteAddsNoTombstoneIfAnotherRowRefersToTheKey() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<R, BlobKey> field : kind().keyFields()) {
                String id = other.name() + "-" + field.column();
                BlobKey key = new BlobKey("shared/" + id);
                run(tx -> other.insert(tx, "other-" + id, key));
                R row = Patch.<R>empty().set(field, key).applyTo(withKeys(kind().minimal(id), id));
                run(tx -> kind().insert(tx, row));

                Deletion deletion = deletion(tx -> kind().delete(tx, kind().id(id)));
                assertThat(deletion)
                        .isEqualTo(new Deletion(1, kind().keyFields().size() - 1));
                assertThat(tombstoneKeys()).doesNotContain(key);
            }
        }
    }
}
