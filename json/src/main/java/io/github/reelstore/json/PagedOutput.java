package io.github.reelstore.json;

import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import java.util.List;
import java.util.Optional;

/**
 * A page of rows in JSON.
 *
 * @param items the rows, newest first
 * @param nextCursor the value of {@code --after} for the next page; absent on the last page
 */
public record PagedOutput<R>(List<R> items, Optional<Cursor> nextCursor) {

    public static <R> PagedOutput<R> of(Page<R> page) {
        return new PagedOutput<>(page.items(), page.next());
    }
}
