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
 * What is particular about one record and its repository, so that the rules that all four follow have one test each.
 *
 * @param <I> the type of the id
 * @param <R> the record
 */
abstract class RowKind<I extends Id, R extends Record> {

    private final Class<?> fieldsHolder;

    RowKind(Class<?> fieldsHolder) {
        this.fieldsHolder = fieldsHolder;
    }

    /** An id of any text. */
    abstract I id(String text);

    abstract I idOf(R row);

    /** A row with only what is required. */
    abstract R minimal(String id, ProfileId profile, Instant createdAt);

    final R minimal(String id) {
        return minimal(id, Rows.ALICE, Rows.START);
    }

    /** The first of the rows that have every column set, each to a value that no other column and no other number has. */
    abstract R full(int number);

    /** Inserts the rows that {@link #full} refers to. */
    abstract void insertParents(Tx tx, int number);

    /** The row with another id, and the same keys. */
    abstract R renamed(R row, String id);

    /** The row with these times. */
    abstract R timed(R row, Instant createdAt, Instant updatedAt);

    /** The row as an update at that time leaves it, but for what the patch names. */
    abstract R touched(R row, Instant now);

    /** The row with the text in every column that takes any text. */
    abstract R withTexts(R row, String text);

    /** The row with the text in every column that takes any text but need not have one. */
    abstract R withOptionalTexts(R row, String text);

    /** The row with the text in every column that takes JSON. */
    R withJson(R row, JsonText json) {
        return row;
    }

    /** The row with these numbers in every column that takes one, by its width. */
    abstract R withNumbers(R row, long wide, int narrow);

    /** The columns that refer to files. */
    abstract List<Field<R, BlobKey>> keyFields();

    /** The columns that a patch cannot clear. */
    abstract Set<String> required();

    /** A patch with a value that its column may not have. */
    abstract Patch<R> invalid();

    abstract void insert(Tx tx, R row);

    abstract Optional<R> find(Tx tx, I id);

    abstract Page<R> list(Tx tx, TimeRange created, PageRequest page);

    abstract R update(Tx tx, I id, Patch<R> patch);

    abstract Deletion delete(Tx tx, I id);

    /** The columns that a patch may change. */
    // the constants of a class such as ProjectField are all fields of its record
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

    /** A patch that sets the column to what another row has there. */
    static <R, T> Patch<R> copying(Field<R, T> field, R other) {
        return Patch.<R>empty().set(field, field.get(other).orElseThrow());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
