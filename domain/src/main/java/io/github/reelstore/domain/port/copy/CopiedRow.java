package io.github.reelstore.domain.port.copy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row, as text in the form that {@link CopiedColumn.Kind} defines for the kind of each column; NULL is null.
 *
 * @param values in the order of the columns that were read
 */
public record CopiedRow(List<@Nullable String> values) {

    /** Copies the values. */
    public CopiedRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * The value of a column that cannot be NULL, such as those of the primary key.
     *
     * @throws NullPointerException if it is NULL
     */
    public String required(int column) {
        return Objects.requireNonNull(values.get(column), "a column of a primary key is NULL");
    }
}
