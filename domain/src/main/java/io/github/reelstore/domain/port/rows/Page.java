package io.github.reelstore.domain.port.rows;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param items the rows, ordered by (created_at, id); newest first unless the method says otherwise
 * @param next the cursor of the next page; empty if this is the last page
 * @param <T> the record type of the rows
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    public Page {
        items = List.copyOf(items);
    }
}
