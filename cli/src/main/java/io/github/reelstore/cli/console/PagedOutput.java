package io.github.reelstore.cli.console;

import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.json.JsonOutput;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads and prints pages of rows in parts: the prompt and the response of a row may be large, so a page may not fit into
 * memory. Each part is read in a transaction of its own, which does not wait for the reader of the output.
 */
public final class PagedOutput {

    /** The number of rows that are read at once. */
    private static final int PART = 20;

    private PagedOutput() {}

    /**
     * Passes the rows of a page to a consumer.
     *
     * @return the cursor of the next page; empty if this is the last page
     */
    public static <R> Optional<Cursor> each(
            Function<PageRequest, Page<R>> query, PageRequest page, Consumer<? super R> row) {
        Optional<Cursor> next = page.after();
        int left = page.limit();
        do {
            Page<R> part = query.apply(new PageRequest(Math.min(left, PART), next));
            part.items().forEach(row);
            left -= part.items().size();
            next = part.next();
        } while (left > 0 && next.isPresent());
        return next;
    }

    /** Passes all rows of a list to a consumer. */
    public static <R> void all(Function<PageRequest, Page<R>> query, Consumer<? super R> row) {
        Optional<Cursor> next = Optional.empty();
        do {
            next = each(query, new PageRequest(PageRequest.MAX_LIMIT, next), row);
        } while (next.isPresent());
    }

    /** Prints a page as a JSON object with the members {@code items} and {@code nextCursor}. */
    public static <R> void json(Output output, Function<PageRequest, Page<R>> query, PageRequest page) {
        JsonList list = new JsonList(output, "{\"items\":[");
        try {
            Optional<Cursor> next = each(query, page, list::add);
            list.end("\"nextCursor\":" + JsonOutput.of(next));
        } catch (RuntimeException | Error e) {
            list.abort();
            throw e;
        }
    }
}
