package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.START;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract tests for {@code list} of all four repositories; see {@link DatabaseFixture}. */
@ParameterizedClass
@MethodSource("kinds")
public abstract class RowListContract {

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedRows<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedRows.all();
    }

    @Test
    void anEmptyTableListsNothing() {
        Page<Record> page = db.list(kind, PageRequest.first(1));
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void listIsNewestFirst() {
        insert("b", micros(1));
        insert("d", START);
        insert("a", micros(2));
        insert("c", Instant.parse("9999-12-31T23:59:59.999999Z"));
        insert("e", Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(kind.idsOf(db.list(kind, PageRequest.first(10)))).containsExactly("c", "a", "b", "d", "e");
    }

    /** Ids are compared by code point, whatever the database's collation. */
    @Test
    void rowsWithEqualTimesAreOrderedById() {
        List<String> ids = List.of("+a", "-b", "10", "9", "A9", "B", "_c", "a", "b", "b-1", "b1", "~z");
        List<String> shuffled = List.of("b1", "9", "~z", "A9", "b", "+a", "_c", "10", "b-1", "B", "a", "-b");
        shuffled.forEach(id -> insert(id, START));
        List<String> newestFirst = new ArrayList<>(ids);
        Collections.reverse(newestFirst);
        assertThat(kind.idsOf(db.list(kind, PageRequest.first(100)))).isEqualTo(newestFirst);
        assertThat(kind.idsOf(pagesOf(5))).isEqualTo(newestFirst);
    }

    @Test
    void aListIsPaged() {
        insertSeven();
        Page<Record> first = db.list(kind, PageRequest.first(3));
        assertThat(kind.idsOf(first)).containsExactly("g", "f", "e");
        Page<Record> second =
                db.list(kind, PageRequest.first(3).after(first.next().orElseThrow()));
        assertThat(kind.idsOf(second)).containsExactly("d", "c", "b");
        Page<Record> third =
                db.list(kind, PageRequest.first(3).after(second.next().orElseThrow()));
        assertThat(kind.idsOf(third)).containsExactly("a");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void pagesOfAnySizeContainEachRowOnce() {
        insertSeven();
        for (int size = 1; size <= 8; size++) {
            assertThat(kind.idsOf(pagesOf(size)))
                    .as("pages of " + size)
                    .containsExactly("g", "f", "e", "d", "c", "b", "a");
        }
    }

    @Test
    void aFullLastPageHasNoNext() {
        insertSeven();
        assertThat(db.list(kind, PageRequest.first(7)).next()).isEmpty();
        Page<Record> first = db.list(kind, PageRequest.first(4));
        Page<Record> rest =
                db.list(kind, PageRequest.first(3).after(first.next().orElseThrow()));
        assertThat(kind.idsOf(rest)).containsExactly("c", "b", "a");
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void aCursorCanBeEncodedAndParsed() {
        insert("a", Instant.parse("0001-01-01T00:00:00Z"));
        insert("b", Instant.parse("0001-01-01T00:00:00.000001Z"));
        insert("c", START);
        insert("d", Instant.parse("9999-12-31T23:59:59.999999Z"));
        List<String> read = new ArrayList<>();
        PageRequest request = PageRequest.first(1);
        for (int i = 0; i < 3; i++) {
            Page<Record> page = db.list(kind, request);
            read.addAll(kind.idsOf(page));
            request = request.after(Cursor.parse(page.next().orElseThrow().encode()));
        }
        assertThat(read).containsExactly("d", "c", "b");
        assertThat(kind.idsOf(db.list(kind, request))).containsExactly("a");
        assertThat(db.list(kind, request).next()).isEmpty();
    }

    @Test
    void aCursorStaysValidWhenRowsAreAddedOrDeleted() {
        insertSeven();
        Cursor next = db.list(kind, PageRequest.first(3)).next().orElseThrow();
        insert("h", micros(9));
        insert("cc", micros(2));
        // including the row at the cursor and the row after it
        for (String id : List.of("g", "e", "d")) {
            db.run(tx -> kind.delete(tx, kind.id(id)));
        }
        assertThat(kind.idsOf(db.list(kind, PageRequest.first(3).after(next)))).containsExactly("cc", "c", "b");
    }

    /** Inserts seven rows. Five have the same time, so that pages of three end among them. */
    private void insertSeven() {
        insert("g", micros(3));
        List.of("d", "b", "f", "c", "e").forEach(id -> insert(id, micros(2)));
        insert("a", micros(1));
    }

    @Test
    void listExcludesRowsOfAnotherProfile() {
        insert("a", START);
        db.runAs(BOB, tx -> kind.insert(tx, kind.minimal("b", BOB, micros(1))));
        assertThat(kind.idsOf(db.list(kind, PageRequest.first(10)))).containsExactly("a");
        assertThat(kind.idsOf(db.listedAs(
                        BOB,
                        tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(10))
                                .items())))
                .containsExactly("b");

        Cursor between = new Cursor(micros(1), "b");
        assertThat(kind.idsOf(db.list(kind, PageRequest.first(10).after(between))))
                .containsExactly("a");
    }

    @Test
    void aTimeRangeIncludesItsStartAndExcludesItsEnd() {
        for (int i = 0; i <= 4; i++) {
            insert("r" + i, micros(i));
        }
        assertThat(kind.idsOf(list(Optional.of(micros(1)), Optional.of(micros(3)))))
                .containsExactly("r2", "r1");
        assertThat(kind.idsOf(list(Optional.of(micros(3)), Optional.empty()))).containsExactly("r4", "r3");
        assertThat(kind.idsOf(list(Optional.empty(), Optional.of(micros(1))))).containsExactly("r0");
        assertThat(kind.idsOf(list(Optional.of(micros(2)), Optional.of(micros(2)))))
                .isEmpty();
        assertThat(kind.idsOf(list(Optional.empty(), Optional.empty()))).hasSize(5);
    }

    @Test
    void aTimeRangeIsPaged() {
        for (int i = 0; i <= 5; i++) {
            insert("r" + i, micros(i));
        }
        TimeRange range = new TimeRange(Optional.of(micros(1)), Optional.of(micros(5)));
        Page<Record> first = db.read(tx -> kind.list(tx, range, PageRequest.first(3)));
        assertThat(kind.idsOf(first)).containsExactly("r4", "r3", "r2");
        Page<Record> second = db.read(tx ->
                kind.list(tx, range, PageRequest.first(3).after(first.next().orElseThrow())));
        assertThat(kind.idsOf(second)).containsExactly("r1");
        assertThat(second.next()).isEmpty();
    }

    private void insert(String id, Instant createdAt) {
        db.run(tx -> kind.insert(tx, kind.minimal(id, ALICE, createdAt)));
    }

    private Page<Record> list(Optional<Instant> from, Optional<Instant> until) {
        return db.read(tx -> kind.list(tx, new TimeRange(from, until), PageRequest.first(10)));
    }

    private List<Record> pagesOf(int size) {
        List<Record> all = new ArrayList<>();
        Page<Record> page = db.list(kind, PageRequest.first(size));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = db.list(kind, PageRequest.first(size).after(page.next().get()));
            assertThat(page.items()).as("the page after a next cursor").isNotEmpty();
            all.addAll(page.items());
        }
        return all;
    }
}
