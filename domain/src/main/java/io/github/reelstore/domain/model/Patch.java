package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partial update of a row: columns to set and columns to clear. Other columns are not changed, so a provider response
 * that lacks a field can never erase a stored value. Immutable.
 *
 * <pre>{@code
 * Patch<VideoProject> patch = Patch.<VideoProject>empty()
 *         .set(ProjectField.TITLE, "Dusk")
 *         .clear(ProjectField.DESCRIPTION);
 * }</pre>
 *
 * @param <R> the record type of the row
 */
public final class Patch<R> {

    /** In the order in which the columns were added; an empty value means clear. */
    private final Map<Field<R, ?>, Optional<?>> changes;

    private Patch(Map<Field<R, ?>, Optional<?>> changes) {
        this.changes = changes;
    }

    /** A patch that changes nothing. */
    public static <R> Patch<R> empty() {
        return new Patch<>(Map.of());
    }

    /**
     * The patch from one row to another.
     *
     * @param fields the columns to compare; differences in other columns are ignored
     */
    public static <R> Patch<R> between(R before, R after, List<Field<R, ?>> fields) {
        Patch<R> patch = empty();
        for (Field<R, ?> field : fields) {
            if (!field.get(after).equals(field.get(before))) {
                patch = patch.and(field, field.get(after));
            }
        }
        return patch;
    }

    /** A copy of this patch that also sets the column to the value. */
    public <T> Patch<R> set(Field<R, T> field, T value) {
        return and(field, Optional.of(value));
    }

    /**
     * A copy of this patch that also clears the column.
     *
     * @throws StorageException.InvalidInput if the column is required
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

    /** Whether the patch changes nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The columns of this patch, in the order in which they were first added. */
    public Set<Field<R, ?>> fields() {
        return Collections.unmodifiableSet(changes.keySet());
    }

    /**
     * Applies the patch to a row and returns the result.
     *
     * @throws StorageException.InvalidInput if a value is not valid for its column
     */
    public R applyTo(R row) {
        R changed = row;
        for (Map.Entry<Field<R, ?>, Optional<?>> change : changes.entrySet()) {
            changed = apply(changed, change.getKey(), change.getValue());
        }
        return changed;
    }

    // set() accepts only values of the field's type
    @SuppressWarnings("unchecked")
    private static <R, T> R apply(R row, Field<R, T> field, Optional<?> value) {
        return field.with(row, (T) value.orElse(null));
    }

    @Override
    public String toString() {
        return "Patch" + changes;
    }
}
