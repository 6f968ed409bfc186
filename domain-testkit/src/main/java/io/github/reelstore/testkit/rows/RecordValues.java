package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.error.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads and replaces the components of records by reflection, so that no new column is missed. */
final class RecordValues {

    private RecordValues() {}

    /** The components that can be any text. */
    static List<RecordComponent> texts(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> typeOf(component) == String.class)
                .toList();
    }

    /** The components that may be absent and are. */
    static List<String> absent(Record row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .filter(component -> get(row, component).equals(Optional.empty()))
                .map(RecordComponent::getName)
                .toList();
    }

    private static Class<?> typeOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType optional
                        && optional.getActualTypeArguments()[0] instanceof Class<?> type
                ? type
                : component.getType();
    }

    private static Object get(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + component, e);
        }
    }

    /** Returns the row with another value in one component; throws what the record's constructor throws. */
    static <R extends Record> R with(R row, RecordComponent changed, Object value) {
        RecordComponent[] components = row.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(one -> one.getName().equals(changed.getName())
                        ? (one.getType() == Optional.class ? Optional.of(value) : value)
                        : get(row, one))
                .toArray();
        return construct(row, components, values);
    }

    // the row's class is R
    @SuppressWarnings("unchecked")
    private static <R extends Record> R construct(R row, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
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
}
