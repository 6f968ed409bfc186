package io.github.reelstore.cli.console;

import io.github.reelstore.json.JsonOutput;

/** A JSON object with lists, printed item by item, because there may be more items than fit into memory. */
public final class JsonList {

    private final Output output;
    private String start;
    private boolean started;
    private boolean hasItems;

    /**
     * @param start the text before the first item, such as <code>{"problems": [</code>
     */
    public JsonList(Output output, String start) {
        this.output = output;
        this.start = start;
    }

    public void add(Object item) {
        output.print((hasItems ? ", " : start) + JsonOutput.of(item));
        started = true;
        hasItems = true;
    }

    /** Ends the list and begins another one, as the member of that name. */
    public void next(String name) {
        start = (hasItems ? "" : start) + "], \"" + name + "\": [";
        hasItems = false;
    }

    /**
     * Ends the list and the object.
     *
     * @param members the other members of the object, such as {@code "checked": 3}
     */
    public void end(String members) {
        endLists(", " + members);
    }

    /** Ends the list and the object. */
    public void end() {
        endLists("");
    }

    private void endLists(String members) {
        output.print((hasItems ? "" : start) + "]" + members + "}\n");
    }

    /** Ends the object after a failure; prints nothing if there was no item yet. */
    public void abort() {
        if (started) {
            end("\"complete\": false");
        }
    }
}
