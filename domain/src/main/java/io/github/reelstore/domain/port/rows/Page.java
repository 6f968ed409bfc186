package io.github.reelstore.domain.port.rows;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items the rows, newest first, by (created_at, id)
 * @param next where the next part begins; empty if this is the last
 * @param <T> the record of the rows
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    public Page {
        items = List.copyOf(items);
    }
}
