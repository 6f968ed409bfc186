package io.github.reelstore.exec;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of UTF-8, however long they are, with limited memory. Bytes that are not UTF-8 become U+FFFD. */
final class BoundedLines implements Closeable {

    private final InputStream in;
    private final int limit;

    BoundedLines(InputStream in, int limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /**
     * A line without its end.
     *
     * @param text the line, or its beginning
     * @param complete whether the text is all of it
     */
    record Line(String text, boolean complete) {}

    /** The next line; empty at the end of the stream. The last line may have no line feed. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean complete = true;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() < limit) {
                line.write(next);
            } else {
                complete = false;
            }
        }
        return Optional.of(new Line(line.toString(StandardCharsets.UTF_8), complete));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
