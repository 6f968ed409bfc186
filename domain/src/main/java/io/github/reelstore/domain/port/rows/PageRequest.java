package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many rows at most, 1 to {@value #MAX_LIMIT}
 * @param after the place to go on from; empty for the beginning
 */
public record PageRequest(int limit, Optional<Cursor> after) {

    /** The most rows of one page. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Checks the limit.
     *
     * @throws StorageException.InvalidInput if it is less than 1 or more than {@value #MAX_LIMIT}
     */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new StorageException.InvalidInput(
                    "limit", "A page has 1 to " + MAX_LIMIT + " rows, not " + limit + ".");
        }
    }

    /** The first rows of a list. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /** The same number of rows, from another place. */
    public PageRequest after(Cursor cursor) {
        return new PageRequest(limit, Optional.of(cursor));
    }

    /**
     * Makes the page out of what a query found that asked for one row more than {@link #limit}: that one tells whether
     * there is a next page.
     *
     * @param found the rows, newest first, at most {@code limit + 1}
     * @param cursorOf the place of a row
     */
    public <T> Page<T> pageOf(List<T> found, Function<T, Cursor> cursorOf) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        return new Page<>(found.subList(0, limit), Optional.of(cursorOf.apply(found.get(limit - 1))));
    }
}
