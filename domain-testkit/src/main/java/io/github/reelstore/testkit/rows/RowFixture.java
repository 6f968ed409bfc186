package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes one record type and its repository, so that a rule that all four follow needs only one test.
 *
 * @param <I> the type of the id
 * @param <R> the record type
 */
abstract class RowFixture<I extends Id, R extends Record> {

    private final Class<?> fieldsHolder;

    RowFixture(Class<?> fieldsHolder) {
        this.fieldsHolder = fieldsHolder;
    }

    /** Returns an id of any text. */
    abstract I id(String text);

    abstract I idOf(R row);

    /** Returns a row with only the required columns set. */
    abstract R minimal(String id, ProfileId profile, Instant createdAt);

    final R minimal(String id) {
        return minimal(id, SampleRows.ALICE, SampleRows.START);
    }

    /** Returns a row with every column set, each to a value that is unique to the column and the number. */
    abstract R full(int number);

    /** Inserts the rows that {@link #full} refers to. */
    abstract void insertParents(Tx tx, int number);

    /** Returns the row with another id and the same keys. */
    abstract R renamed(R row, String id);

    /** Returns the row with these times. */
    abstract R timed(R row, Instant createdAt, Instant updatedAt);

    /** Returns the row with what every update at that time sets, apart from the patch (update time, version). */
    abstract R touched(R row, Instant now);

    /** Returns the row with the text in every column that accepts any text. */
    abstract R withTexts(R row, String text);

    /** Returns the row with the text in every optional column that accepts any text. */
    abstract R withOptionalTexts(R row, String text);

    /** Returns the row with the JSON in every column that accepts JSON. */
    R withJson(R row, JsonText json) {
        return row;
    }

    /** Returns the row with these numbers in every numeric column, by the column's width. */
    abstract R withNumbers(R row, long wide, int narrow);

    /** The columns that refer to files. */
    abstract List<Field<R, BlobKey>> keyFields();

    /** The columns that a patch cannot clear. */
    abstract Set<String> required();

    /** Returns a patch with a value that its column does not accept. */
    abstract Patch<R> invalid();

    abstract void insert(Tx tx, R row);

    abstract Optional<R> find(Tx tx, I id);

    abstract Page<R> list(Tx tx, TimeRange created, PageRequest page);

    abstract R update(Tx tx, I id, Patch<R> patch);

    abstract Deletion delete(Tx tx, I id);

    /** The columns that a patch may change. */
    // all public constants of a class such as ProjectField are fields of its record
    @SuppressWarnings("unchecked")
    final List<Field<R, ?>> fields() {
        List<Field<R, ?>> fields = new ArrayList<>();
        for (java.lang.reflect.Field constant : fieldsHolder.getDeclaredFields()) {
            if (Modifier.isPublic(constant.getModifiers())) {
                try {
                    fields.add((Field<R, ?>) constant.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError("a public constant cannot be read", e);
                }
            }
        }
        return fields;
    }

    /** Returns a patch that copies the column's value from another row. */
    static <R, T> Patch<R> copying(Field<R, T> field, R other) {
        return Patch.<R>empty().set(field, field.get(other).orElseThrow());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
