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

/** Contract tests for {@code list} of all four repositories. */
abstract class RowListContract<I extends Id, R extends Record> extends RowTextContract<I, R> {

    RowListContract(RowFixture<I, R> kind) {
        super(kind);
    }

    @Test
    void anEmptyTableListsNothing() {
        Page<R> page = list(PageRequest.first(1));
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
        assertThat(idsOf(list(PageRequest.first(10)))).containsExactly("c", "a", "b", "d", "e");
    }

    /** Ids are compared by code point, whatever the database's collation. */
    @Test
    void rowsWithEqualTimesAreOrderedById() {
        List<String> ids = List.of("+a", "-b", "10", "9", "A9", "B", "_c", "a", "b", "b-1", "b1", "~z");
        List<String> shuffled = List.of("b1", "9", "~z", "A9", "b", "+a", "_c", "10", "b-1", "B", "a", "-b");
        shuffled.forEach(id -> insert(id, START));
        List<String> newestFirst = new ArrayList<>(ids);
        Collections.reverse(newestFirst);
        assertThat(idsOf(list(PageRequest.first(100)))).isEqualTo(newestFirst);
        assertThat(idsOf(pagesOf(5))).isEqualTo(newestFirst);
    }

    @Test
    void aListIsPaged() {
        insertSeven();
        Page<R> first = list(PageRequest.first(3));
        assertThat(idsOf(first)).containsExactly("g", "f", "e");
        Page<R> second = list(PageRequest.first(3).after(first.next().orElseThrow()));
        assertThat(idsOf(second)).containsExactly("d", "c", "b");
        Page<R> third = list(PageRequest.first(3).after(second.next().orElseThrow()));
        assertThat(idsOf(third)).containsExactly("a");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void pagesOfAnySizeContainEachRowOnce() {
        insertSeven();
        for (int size = 1; size <= 8; size++) {
            assertThat(idsOf(pagesOf(size))).as("pages of " + size).containsExactly("g", "f", "e", "d", "c", "b", "a");
        }
    }

    @Test
    void aFullLastPageHasNoNext() {
        insertSeven();
        assertThat(list(PageRequest.first(7)).next()).isEmpty();
        Page<R> first = list(PageRequest.first(4));
        Page<R> rest = list(PageRequest.first(3).after(first.next().orElseThrow()));
        assertThat(idsOf(rest)).containsExactly("c", "b", "a");
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
            Page<R> page = list(request);
            read.addAll(idsOf(page));
            request = request.after(Cursor.parse(page.next().orElseThrow().encode()));
        }
        assertThat(read).containsExactly("d", "c", "b");
        assertThat(idsOf(list(request))).containsExactly("a");
        assertThat(list(request).next()).isEmpty();
    }

    @Test
    void aCursorStaysValidWhenRowsAreAddedOrDeleted() {
        insertSeven();
        Cursor next = list(PageRequest.first(3)).next().orElseThrow();
        insert("h", micros(9));
        insert("cc", micros(2));
        // including the row at the cursor and the row after it
        for (String id : List.of("g", "e", "d")) {
            run(tx -> kind().delete(tx, kind().id(id)));
        }
        assertThat(idsOf(list(PageRequest.first(3).after(next)))).containsExactly("cc", "c", "b");
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
        runAs(BOB, tx -> kind().insert(tx, kind().minimal("b", BOB, micros(1))));
        assertThat(idsOf(list(PageRequest.first(10)))).containsExactly("a");
        assertThat(idsOf(listedAs(
                        BOB,
                        tx -> kind().list(tx, TimeRange.ALWAYS, PageRequest.first(10))
                                .items())))
                .containsExactly("b");

        Cursor between = new Cursor(micros(1), "b");
        assertThat(idsOf(list(PageRequest.first(10).after(between)))).containsExactly("a");
    }

    @Test
    void aTimeRangeIncludesItsStartAndExcludesItsEnd() {
        for (int i = 0; i <= 4; i++) {
            insert("r" + i, micros(i));
        }
        assertThat(idsOf(list(Optional.of(micros(1)), Optional.of(micros(3))))).containsExactly("r2", "r1");
        assertThat(idsOf(list(Optional.of(micros(3)), Optional.empty()))).containsExactly("r4", "r3");
        assertThat(idsOf(list(Optional.empty(), Optional.of(micros(1))))).containsExactly("r0");
        assertThat(idsOf(list(Optional.of(micros(2)), Optional.of(micros(2))))).isEmpty();
        assertThat(idsOf(list(Optional.empty(), Optional.empty()))).hasSize(5);
    }

    @Test
    void aTimeRangeIsPaged() {
        for (int i = 0; i <= 5; i++) {
            insert("r" + i, micros(i));
        }
        TimeRange range = new TimeRange(Optional.of(micros(1)), Optional.of(micros(5)));
        Page<R> first = read(tx -> kind().list(tx, range, PageRequest.first(3)));
        assertThat(idsOf(first)).containsExactly("r4", "r3", "r2");
        Page<R> second = read(tx ->
                kind().list(tx, range, PageRequest.first(3).after(first.next().orElseThrow())));
        assertThat(idsOf(second)).containsExactly("r1");
        assertThat(second.next()).isEmpty();
    }

    private void insert(String id, Instant createdAt) {
        run(tx -> kind().insert(tx, kind().minimal(id, ALICE, createdAt)));
    }

    private Page<R> list(Optional<Instant> from, Optional<Instant> until) {
        return read(tx -> kind().list(tx, new TimeRange(from, until), PageRequest.first(10)));
    }

    private List<R> pagesOf(int size) {
        List<R> all = new ArrayList<>();
        Page<R> page = list(PageRequest.first(size));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = list(PageRequest.first(size).after(page.next().get()));
            assertThat(page.items()).as("the page after a next cursor").isNotEmpty();
            all.addAll(page.items());
        }
        return all;
    }

    final List<String> idsOf(Page<R> page) {
        return idsOf(page.items());
    }

    final List<String> idsOf(List<R> rows) {
        return rows.stream().map(row -> kind().idOf(row).value()).toList();
    }
}
