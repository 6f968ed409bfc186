package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.Rows.BOB;
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

/** What {@code delete} of all four repositories must do, beside the rules of the classes that this one extends. */
abstract class RowContract<I extends Id, R extends Record> extends RowUpdateContract<I, R> {

    RowContract(RowKind<I, R> kind) {
        super(kind);
    }

    @Test
    void whatIsDeletedIsGone() {
        R doomed = insertFull(1);
        R kept = insertFull(2);
        Deletion deletion = deletion(tx -> kind().delete(tx, kind().idOf(doomed)));
        assertThat(deletion).isEqualTo(new Deletion(1, kind().keyFields().size()));
        assertThat(find(kind().idOf(doomed))).isEmpty();
        assertThat(find(kind().idOf(kept))).contains(kept);
    }

    @Test
    void anIdIsFreeAgainAfterItsRow() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        run(tx -> kind().delete(tx, kind().id("r")));
        run(tx -> kind().insert(tx, row));
        assertThat(find(kind().id("r"))).contains(row);
    }

    @Test
    void whatIsNotThereIsNotDeleted() {
        assertRefused(StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
        run(tx -> kind().insert(tx, kind().minimal("r")));
        run(tx -> kind().delete(tx, kind().id("r")));
        assertRefused(StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
    }

    @Test
    void anotherProfilesRowIsNotDeleted() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        assertRefusedAs(BOB, StorageException.NotFound.class, "r", tx -> kind().delete(tx, kind().id("r")));
        assertThat(find(kind().id("r"))).contains(row);
    }

    @Test
    void aDeletionLeavesATombstoneForEachKey() {
        R row = withKeys(kind().minimal("r"), "mine");
        run(tx -> kind().insert(tx, row));
        clock.advance(Duration.ofSeconds(5));
        run(tx -> kind().delete(tx, kind().id("r")));
        assertThat(listed(
                        tx -> tx.references().tombstones(PageRequest.first(10)).items()))
                .containsExactlyInAnyOrderElementsOf(kind().keyFields().stream()
                        .map(field -> new Tombstone(field.get(row).orElseThrow(), clock.instant()))
                        .toList());
        assertThat(buriedOf(BOB)).isEmpty();
    }

    @Test
    void aDeletionLeavesNoTombstoneWhereARowStillRefersToTheKey() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<R, BlobKey> ours : kind().keyFields()) {
                String id = other.name() + "-" + ours.column();
                BlobKey key = new BlobKey("shared/" + id);
                run(tx -> other.insert(tx, "other-" + id, key));
                R row = Patch.<R>empty().set(ours, key).applyTo(withKeys(kind().minimal(id), id));
                run(tx -> kind().insert(tx, row));

                Deletion deletion = deletion(tx -> kind().delete(tx, kind().id(id)));
                assertThat(deletion)
                        .isEqualTo(new Deletion(1, kind().keyFields().size() - 1));
                assertThat(buried()).doesNotContain(key);
            }
        }
    }
}
