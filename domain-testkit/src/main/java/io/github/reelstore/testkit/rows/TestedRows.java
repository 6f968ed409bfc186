package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One of the four record types with its repository, so that a rule that all follow needs only one test. What is set in
 * every column of a type is found by reflection, so that no new column is missed.
 *
 * @param <I> the type of the id
 * @param <R> the record type
 */
abstract class TestedRows<I extends Id, R extends Record> {

    private final Class<?> fieldsHolder;

    /** Creates a description of the type whose columns are the constants of a class such as {@link AudioField}. */
    TestedRows(Class<?> fieldsHolder) {
        this.fieldsHolder = fieldsHolder;
    }

    /** Returns all four types. */
    static List<TestedRows<?, ?>> all() {
        return List.of(new TestedProjects(), new TestedVideos(), new TestedImages(), new TestedAudio());
    }

    /** Returns an id of any text. */
    abstract I id(String text);

    /** Returns a row of {@link SampleRows#ALICE} with only the required columns set. */
    abstract R minimal(String id);

    /** Returns a row with every column set, each to a value that is unique to the column and the number. */
    abstract R full(int number);

    /** Inserts the rows that {@link #full} refers to. */
    abstract void insertParents(Tx tx, int number);

    /** The columns that a patch cannot clear. */
    abstract Set<String> required();

    /** Returns a patch with a value that its column does not accept. */
    abstract Patch<R> invalid();

    abstract void insert(Tx tx, R row);

    abstract Optional<R> find(Tx tx, I id);

    abstract Page<R> list(Tx tx, TimeRange created, PageRequest page);

    abstract R update(Tx tx, I id, Patch<R> patch);

    abstract Deletion delete(Tx tx, I id);

    // the component is of type I
    @SuppressWarnings("unchecked")
    final I idOf(R row) {
        return (I) get(row, "id");
    }

    final List<String> idsOf(Page<R> page) {
        return idsOf(page.items());
    }

    final List<String> idsOf(List<R> rows) {
        return rows.stream().map(row -> idOf(row).value()).toList();
    }

    final R minimal(String id, ProfileId profile, Instant createdAt) {
        R row = with(minimal(id), "profileId", profile);
        return with(with(row, "createdAt", createdAt), "updatedAt", createdAt);
    }

    /** Returns the row with another id and the same keys. */
    final R renamed(R row, String id) {
        return with(row, "id", id(id));
    }

    /** Returns the row created at the first time, with the second in every other column with a time. */
    final R timed(R row, Instant createdAt, Instant updatedAt) {
        R timed = with(with(row, "createdAt", createdAt), "updatedAt", updatedAt);
        return withEach(timed, Instant.class, field -> true, field -> updatedAt);
    }

    /** Returns the row with what every update at that time sets, apart from the patch (update time, version). */
    R touched(R row, Instant now) {
        return with(row, "updatedAt", now);
    }

    /** Returns the row with the text in every column that accepts any text. */
    final R withTexts(R row, String text) {
        return withTexts(row, text, field -> true);
    }

    /** Returns the row with the text in every optional column that accepts any text. */
    final R withOptionalTexts(R row, String text) {
        return withTexts(row, text, field -> !required().contains(field.column()));
    }

    private R withTexts(R row, String text, Predicate<Field<R, ?>> columns) {
        R changed = withEach(row, String.class, columns, field -> text);
        changed = withEach(changed, ChannelId.class, columns, field -> new ChannelId(text));
        return withEach(changed, GenerationStatus.class, columns, field -> new GenerationStatus(text));
    }

    /** Returns the row with the JSON in every column that accepts JSON. */
    final R withJson(R row, JsonText json) {
        return withEach(row, JsonText.class, field -> true, field -> json);
    }

    /**
     * Returns the row with these numbers in every numeric column, by the column's width, and the next smaller ones as a
     * seed, which may be negative.
     */
    R withNumbers(R row, long wide, int narrow) {
        R seeded = withEach(row, Seed.class, field -> true, field -> Seed.of(-wide - 1));
        R changed = withEach(seeded, Long.class, field -> true, field -> wide);
        return withEach(changed, Integer.class, field -> true, field -> narrow);
    }

    /** Returns the row with a unique key in every column that refers to a file. */
    final R withKeys(R row, String unique) {
        return withEach(row, BlobKey.class, field -> true, field -> new BlobKey(unique + "/" + field.column()));
    }

    /** The columns that refer to files. */
    final List<Field<R, BlobKey>> keyFields() {
        return fieldsOf(BlobKey.class);
    }

    private <T> R withEach(R row, Class<T> type, Predicate<Field<R, ?>> columns, Function<Field<R, T>, T> value) {
        Patch<R> patch = Patch.empty();
        for (Field<R, T> field : fieldsOf(type)) {
            if (columns.test(field)) {
                patch = patch.set(field, value.apply(field));
            }
        }
        return patch.applyTo(row);
    }

    // the values of the fields are of type T
    @SuppressWarnings("unchecked")
    private <T> List<Field<R, T>> fieldsOf(Class<T> type) {
        R full = full(1);
        return fields().stream()
                .filter(field -> type.isInstance(field.get(full).orElseThrow()))
                .map(field -> (Field<R, T>) field)
                .toList();
    }

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

    /** Returns the row with another value in one component; throws what the record's constructor throws. */
    final R with(R row, String changed, Object value) {
        RecordComponent[] columns = row.getClass().getRecordComponents();
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            boolean isChanged = columns[i].getName().equals(changed);
            values[i] = isChanged
                    ? (columns[i].getType() == Optional.class ? Optional.of(value) : value)
                    : get(row, columns[i]);
        }
        return construct(row, columns, values);
    }

    private Object get(R row, String name) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .filter(column -> column.getName().equals(name))
                .map(column -> get(row, column))
                .findFirst()
                .orElseThrow();
    }

    private Object get(R row, RecordComponent column) {
        try {
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + column, e);
        }
    }

    // the row's class is R
    @SuppressWarnings("unchecked")
    private R construct(R row, RecordComponent[] columns, Object[] values) {
        Class<?>[] types = Arrays.stream(columns).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) row.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StorageException exception) {
                throw exception;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot construct " + row.getClass(), e);
        }
    }

    /** The name in the reports. */
    @Override
    public final String toString() {
        return getClass().getSimpleName().substring("Tested".length());
    }
}
