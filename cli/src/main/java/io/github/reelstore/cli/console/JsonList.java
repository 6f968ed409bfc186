package io.github.reelstore.cli.console;

import io.github.reelstore.json.JsonOutput;

/** A JSON object that begins with a list, printed item by item, because there may be more items than fit into memory. */
public final class JsonList {

    private final Output output;
    private final String start;
    private boolean started;

    /**
     * @param start the text before the first item, such as <code>{"problems": [</code>
     */
    public JsonList(Output output, String start) {
        this.output = output;
        this.start = start;
    }

    public void add(Object item) {
        output.print((started ? ", " : start) + JsonOutput.of(item));
        started = true;
    }

    /**
     * Ends the list and the object.
     *
     * @param members the other members of the object, such as {@code "checked": 3}
     */
    public void end(String members) {
        output.print((started ? "" : start) + "], " + members + "}\n");
    }

    /** Ends the object after a failure; prints nothing if there was no item yet. */
    public void abort() {
        if (started) {
            end("\"complete\": false");
        }
    }
}
