package io.github.reelstore.cli.console;

import io.github.reelstore.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Standard output: the result of a command, as text or as one JSON value. */
public final class Output {

    private final Terminal terminal;

    Output(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Writing to standard output failed. */
    static final class WriteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WriteException(IOException cause) {
            super("Cannot write to standard output: " + cause.getMessage() + ".", cause);
        }
    }

    /** Prints a value as JSON or as text. */
    <T> void print(boolean json, T value, Function<Layout, String> text) {
        if (json) {
            write(out -> JsonOutput.write(value, out));
        } else {
            print(text.apply(layout()));
        }
    }

    /** Prints text in UTF-8. */
    public void print(String text) {
        write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The layout of text on standard output. */
    public Layout layout() {
        TextStyle style = new TextStyle(terminal.hasColours(Terminal.Channel.STDOUT));
        return new Layout(terminal.width(), style, terminal.clock().getZone());
    }

    /** Writes bytes unchanged. */
    public void write(Writing writing) {
        try {
            writing.to(terminal.out());
            terminal.out().flush();
        } catch (IOException e) {
            throw new WriteException(e);
        }
    }

    /** Writes to a stream. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Writes all of its bytes.
         *
         * @throws IOException if the stream cannot be written
         */
        void to(OutputStream out) throws IOException;
    }
}
