package io.github.reelstore.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Standard output: what a command prints, as text for people or as one JSON value. */
public final class Output {

    private final Terminal terminal;

    Output(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Standard output would not take what was written to it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(IOException cause) {
            super("Cannot write to standard output: " + cause.getMessage() + ".", cause);
        }
    }

    /** Prints a value in the one form or the other. */
    <T> void print(boolean json, T value, Function<Layout, String> text) {
        String form = json ? JsonOutput.of(value) + "\n" : text.apply(layout());
        write(out -> out.write(form.getBytes(StandardCharsets.UTF_8)));
    }

    /** How text is laid out there. */
    public Layout layout() {
        TextStyle style = new TextStyle(terminal.hasColours(Terminal.Channel.STDOUT));
        return new Layout(terminal.width(), style, terminal.zone());
    }

    /** Writes bytes as they are. */
    public void write(Writing writing) {
        try {
            writing.to(terminal.out());
            terminal.out().flush();
        } catch (IOException e) {
            throw new Refused(e);
        }
    }

    /** Something that writes. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Writes.
         *
         * @throws IOException if the stream does not take it
         */
        void to(OutputStream out) throws IOException;
    }
}
