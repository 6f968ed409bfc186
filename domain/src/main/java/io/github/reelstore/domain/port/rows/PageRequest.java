package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request for one page of a list.
 *
 * @param limit the maximum number of rows, 1 to {@value #MAX_LIMIT}
 * @param after the cursor to continue from; empty for the first page
 */
public record PageRequest(int limit, Optional<Cursor> after) {

    /** The maximum number of rows of a page. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Checks the limit.
     *
     * @throws StorageException.InvalidInput if it is less than 1 or more than {@value #MAX_LIMIT}
     */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new StorageException.InvalidInput(
                    "limit", "The limit of a page must be 1 to " + MAX_LIMIT + " rows, not " + limit + ".");
        }
    }

    /** The first page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /** The page after a cursor, with the same limit. */
    public PageRequest after(Cursor cursor) {
        return new PageRequest(limit, Optional.of(cursor));
    }

    /**
     * Builds a page from the result of a query for one row more than {@link #limit}. The additional row shows that
     * there is a next page.
     *
     * @param found the rows, newest first, at most {@code limit + 1}
     * @param cursorOf returns the cursor of a row
     */
    public <T> Page<T> pageOf(List<T> found, Function<T, Cursor> cursorOf) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        return new Page<>(found.subList(0, limit), Optional.of(cursorOf.apply(found.get(limit - 1))));
    }
}
