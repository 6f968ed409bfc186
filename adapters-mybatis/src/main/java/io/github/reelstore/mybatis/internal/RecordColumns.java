package io.github.reelstore.mybatis.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a select list, which are the components of a record in the same order. An optional component may be
 * NULL. For a table, the columns have the components' names in snake case, so that the record is the only list of them.
 *
 * @param <R> the record
 */
final class RecordColumns<R extends Record> implements RecordTypeHandler.Reader<R> {

    /**
     * A column.
     *
     * @param name the name of the component
     * @param type the type of its value, without the {@code Optional} around it
     */
    private record Column(String name, Class<?> type, boolean optional) {

        static Column of(RecordComponent component) {
            boolean optional = component.getType() == Optional.class;
            Type type = optional
                    ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                    : component.getType();
            return new Column(component.getName(), (Class<?>) type, optional);
        }

        Object read(ColumnReader columns) throws SQLException {
            @Nullable Object value = columns.value(type);
            return optional ? Optional.ofNullable(value) : columns.required(value);
        }
    }

    private final Constructor<R> constructor;
    private final List<Column> columns;

    RecordColumns(Class<R> record) {
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
        return columns.stream()
                .map(column -> column.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The parameters of an insert, as in <code>#{row.id}, #{row.profileId}</code>. */
    String parameters() {
        return columns.stream().map(column -> "#{row." + column.name() + "}").collect(Collectors.joining(", "));
    }

    @Override
    public R read(ColumnReader row) throws SQLException {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).read(row);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException rejected) {
                throw rejected;
            }
            throw new IllegalStateException("a record's constructor throws no checked exception", e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the records are public", e);
        }
    }
}
