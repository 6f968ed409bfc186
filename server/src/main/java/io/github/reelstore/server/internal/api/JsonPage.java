package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import java.util.List;
import java.util.Optional;

/**
 * A page of rows in JSON.
 *
 * @param items the rows, newest first
 * @param nextCursor the value of {@code after} for the next page; absent on the last page
 */
record JsonPage<R>(List<R> items, Optional<Cursor> nextCursor) {

    static <R> JsonPage<R> of(Page<R> page) {
        return new JsonPage<>(page.items(), page.next());
    }
}
