package io.github.reelstore.app.cli;

import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.Page;
import java.util.List;
import java.util.Optional;

/**
 * A page of rows as JSON has it.
 *
 * @param items the rows, newest first
 * @param nextCursor what {@code --after} takes to go on; absent on the last page
 */
record Listing<R>(List<R> items, Optional<Cursor> nextCursor) {

    static <R> Listing<R> of(Page<R> page) {
        return new Listing<>(page.items(), page.next());
    }
}
