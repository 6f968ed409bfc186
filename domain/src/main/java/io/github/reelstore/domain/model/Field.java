package io.github.reelstore.domain.model;

import io.github.reelstore.domain.internal.Validate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that may be changed after the row was created. The constants are in {@link ProjectField}, {@link
 * GenerationField}, {@link ImageField} and {@link AudioField}.
 *
 * @param <R> the record type of the row
 * @param <T> the type of the column's values
 */
public final class Field<R, T> {

    private final String column;
    private final boolean required;
    private final Function<R, Optional<T>> getter;
    private final BiFunction<R, @Nullable T, R> setter;

    private Field(
            String column, boolean required, Function<R, Optional<T>> getter, BiFunction<R, @Nullable T, R> setter) {
        this.column = column;
        this.required = required;
        this.getter = getter;
        this.setter = setter;
    }

    /** Makes the columns of a table, and knows them all. */
    static final class Columns<R> {

        private final List<Field<R, ?>> all = new ArrayList<>();

        <T> Field<R, T> required(String column, Function<R, T> getter, BiFunction<R, T, R> setter) {
            return add(new Field<>(
                    column,
                    true,
                    getter.andThen(Optional::of),
                    (row, value) -> setter.apply(row, Validate.required(column, value))));
        }

        <T> Field<R, T> optional(String column, Function<R, Optional<T>> getter, BiFunction<R, @Nullable T, R> setter) {
            return add(new Field<>(column, false, getter, setter));
        }

        private <T> Field<R, T> add(Field<R, T> field) {
            all.add(field);
            return field;
        }

        List<Field<R, ?>> all() {
            return List.copyOf(all);
        }
    }

    /** The name of the column in the table. */
    public String column() {
        return column;
    }

    /** The value of the column in a row. */
    public Optional<T> get(R row) {
        return getter.apply(row);
    }

    boolean isRequired() {
        return required;
    }

    R with(R row, @Nullable T value) {
        return setter.apply(row, value);
    }

    @Override
    public String toString() {
        return column;
    }
}
