package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What shall change of a row: columns to set and columns to clear. What it does not name is left alone, so an answer of a
 * provider that lacks a field can never erase what was stored. Immutable.
 *
 * <pre>{@code
 * Patch<VideoProject> patch = Patch.<VideoProject>empty()
 *         .set(ProjectField.TITLE, "Dusk")
 *         .clear(ProjectField.DESCRIPTION);
 * }</pre>
 *
 * @param <R> the record of the row
 */
public final class Patch<R> {

    /** In the order in which they were named; empty means clear. */
    private final Map<Field<R, ?>, Optional<?>> changes;

    private Patch(Map<Field<R, ?>, Optional<?>> changes) {
        this.changes = changes;
    }

    /** A patch that changes nothing. */
    public static <R> Patch<R> empty() {
        return new Patch<>(Map.of());
    }

    /** This patch, and the column set to the value. */
    public <T> Patch<R> set(Field<R, T> field, T value) {
        return and(field, Optional.of(value));
    }

    /**
     * This patch, and the column emptied.
     *
     * @throws StorageException.InvalidInput if the column may not be empty
     */
    public Patch<R> clear(Field<R, ?> field) {
        if (field.isRequired()) {
            throw new StorageException.InvalidInput(field.column(), "The " + field.column() + " cannot be cleared.");
        }
        return and(field, Optional.empty());
    }

    private Patch<R> and(Field<R, ?> field, Optional<?> value) {
        Map<Field<R, ?>, Optional<?>> more = new LinkedHashMap<>(changes);
        more.put(field, value);
        return new Patch<>(more);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The columns it names, in the order in which they were first named. */
    public Set<Field<R, ?>> fields() {
        return Collections.unmodifiableSet(changes.keySet());
    }

    /**
     * The row as it is after the change.
     *
     * @throws StorageException.InvalidInput if a value is not one that the column may have
     */
    public R applyTo(R row) {
        R changed = row;
        for (Map.Entry<Field<R, ?>, Optional<?>> change : changes.entrySet()) {
            changed = apply(changed, change.getKey(), change.getValue());
        }
        return changed;
    }

    // set() takes only values of the field's own type
    @SuppressWarnings("unchecked")
    private static <R, T> R apply(R row, Field<R, T> field, Optional<?> value) {
        return field.with(row, (T) value.orElse(null));
    }

    @Override
    public String toString() {
        return "Patch" + changes;
    }
}
