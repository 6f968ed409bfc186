package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;

/** The parameters of lists. */
final class Lists {

    private static final int DEFAULT_LIMIT = 20;

    private Lists() {}

    static Route paged(Route route) {
        return route.query(
                        "limit",
                        "The maximum number of rows, 1 to " + PageRequest.MAX_LIMIT + "; " + DEFAULT_LIMIT
                                + " if it is not given.",
                        Schema.INTEGER)
                .query("after", "The nextCursor of the previous page.", Schema.STRING);
    }

    static PageRequest page(Exchange exchange) {
        PageRequest first =
                PageRequest.first(exchange.query("limit").map(Lists::number).orElse(DEFAULT_LIMIT));
        return exchange.query("after").map(Cursor::parse).map(first::after).orElse(first);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput(
                    "limit", "The limit must be a number, not " + Messages.quoted(text) + ".", e);
        }
    }
}
