package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.rows.InvalidValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a select list, which are the components of a record in the same order. An optional component may be
 * NULL. For a table, the columns have the components' names in snake case, so that the record is the only list of them.
 *
 * @param <R> the record
 */
final class RecordColumns<R extends Record> implements RecordTypeHandler.Reader<R> {

    /**
     * Where rows are stored.
     *
     * @param row the type of the row; empty for a row of the store's own tables
     * @param idColumn the column of the select list that has the id, counted from 1
     */
    record Origin(Optional<EntityType> row, String table, int idColumn) {

        static Origin of(MappedTable table, int idColumn) {
            return new Origin(Optional.of(table.type()), table.tableName(), idColumn);
        }
    }

    /**
     * A column.
     *
     * @param name the name of the component
     * @param type the type of its value, without the {@code Optional} around it
     * @param reading reads such a value
     */
    private record Column(String name, Class<?> type, boolean optional, Method accessor, ColumnReader.Reading reading) {

        static Column of(RecordComponent component) {
            boolean optional = component.getType() == Optional.class;
            Class<?> type = optional
                    ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                    : component.getType();
            return new Column(component.getName(), type, optional, component.getAccessor(), ColumnReader.of(type));
        }

        String columnName() {
            return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }

        /** The names of its columns: a seed has two, since a signed 64-bit column cannot hold all. */
        String columnNames() {
            return type == Seed.class ? columnName() + ", " + columnName() + "_text" : columnName();
        }

        String parameters() {
            String first = "#{row." + name + "}";
            return type == Seed.class
                    ? first + ", #{row." + name + ", typeHandler=" + SeedTextHandler.class.getName() + "}"
                    : first;
        }

        Object valueIn(Record row) {
            try {
                return accessor.invoke(row);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the records and their accessors are public", e);
            }
        }

        Object read(ColumnReader columns) throws SQLException {
            @Nullable Object value = reading.from(columns);
            return optional ? Optional.ofNullable(value) : columns.required(value);
        }
    }

    private final Function<List<?>, @Nullable Origin> origin;
    private final Constructor<R> constructor;
    private final List<Column> columns;

    /**
     * @param origin where the rows are stored, given the values before the invalid one; null if a select list has other
     *     columns, all of which must be valid
     */
    RecordColumns(Class<R> record, Function<List<?>, @Nullable Origin> origin) {
        this.origin = origin;
        RecordComponent[] components = record.getRecordComponents();
        columns = Arrays.stream(components).map(Column::of).toList();
        try {
            constructor = record.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every record has this constructor", e);
        }
    }

    /** The columns, as in {@code id, profile_id}. */
    String names() {
        return columns.stream().map(Column::columnNames).collect(Collectors.joining(", "));
    }

    /** The parameters of an insert, as in <code>#{row.id}, #{row.profileId}</code>. */
    String parameters() {
        return columns.stream().map(Column::parameters).collect(Collectors.joining(", "));
    }

    /** Binds a row to the {@link #parameters} of an insert. */
    void bind(PreparedStatement insert, Record row, ParameterTypeHandler<?> values) throws SQLException {
        int parameter = 1;
        for (Column column : columns) {
            Object value = column.valueIn(row);
            values.bind(insert, parameter++, value);
            if (column.type == Seed.class) {
                values.bind(
                        insert, parameter++, ((Optional<?>) value).flatMap(seed -> SeedTextHandler.text((Seed) seed)));
            }
        }
    }

    /** Returns null for a row of a table that cannot be read; {@link InvalidValues} has the reason. */
    @Override
    public @Nullable R read(ColumnReader row) throws SQLException {
        Object[] values = new Object[columns.size()];
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = columns.get(i).read(row);
            } catch (StorageException.InvalidInput e) {
                complete &= emptied(row, values, i, e);
            }
        }
        return complete ? create(row, values) : null;
    }

    private @Nullable R create(ColumnReader row, Object[] values) throws SQLException {
        while (true) {
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof StorageException.InvalidInput rejected)) {
                    throw new IllegalStateException("a record's constructor throws nothing else", e);
                }
                if (!emptied(row, values, indexOf(rejected), rejected)) {
                    return null;
                }
            } catch (InstantiationException | IllegalAccessException e) {
                throw new IllegalStateException("the records are public", e);
            }
        }
    }

    /** The component that a record's check rejects; see {@code Validate}. */
    private int indexOf(StorageException.InvalidInput rejected) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(rejected.subject()))
                .findFirst()
                .orElseThrow(() -> rejected);
    }

    /**
     * Empties an invalid value and reports it.
     *
     * @return false if the column must have a value
     * @throws StorageException.InvalidInput if this is not a row with an id, so that it could not be reported
     */
    private boolean emptied(ColumnReader row, Object[] values, int index, StorageException.InvalidInput reason)
            throws SQLException {
        Column column = columns.get(index);
        Origin where = origin.apply(Arrays.asList(values).subList(0, index));
        if (where == null) {
            throw reason;
        }
        values[index] = Optional.empty();
        InvalidValues.add(new InvalidValue(
                where.row(),
                row.id(where.idColumn()),
                where.table(),
                column.columnName(),
                String.valueOf(reason.getMessage()),
                column.optional() ? InvalidValue.Effect.EMPTY : InvalidValue.Effect.LEFT_OUT));
        return column.optional();
    }
}
