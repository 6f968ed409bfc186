package io.github.reelstore.server.internal.http;

import java.util.function.Consumer;

/** What an endless answer is made of (Server-Sent Events). */
@FunctionalInterface
public interface EventSource {

    /**
     * Begins to send events.
     *
     * @param listener gets each event, as the text of its lines with the empty line at its end; it does not block
     * @return ends it
     */
    Runnable begin(Consumer<String> listener);
}
