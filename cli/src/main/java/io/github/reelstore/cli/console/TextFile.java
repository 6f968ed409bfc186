package io.github.reelstore.cli.console;

import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.domain.internal.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file whose content is the value of an option, such as {@code --prompt-file}.
 *
 * @param typed the argument; {@value #STANDARD_INPUT} means standard input
 * @param path the file
 */
public record TextFile(String typed, Path path) {

    public static final int MAX_BYTES = 8 << 20;

    /** The description of such an option. */
    public static final String DESCRIPTION = "read the value from this UTF-8 file (- for standard input)";

    static final String STANDARD_INPUT = "-";

    /** Whether the argument has the character that stands for bytes that are not UTF-8. */
    static boolean isGarbled(String typed) {
        return typed.indexOf('\uFFFD') >= 0;
    }

    public boolean isStandardInput() {
        return typed.equals(STANDARD_INPUT);
    }

    /**
     * The unchanged content, including the last line terminator, but without a byte order mark.
     *
     * @param in standard input
     * @throws WrongUsage if it cannot be read, has more than {@value #MAX_BYTES} bytes, or is not UTF-8
     */
    public String read(InputStream in) {
        return readAs(stream -> decode(bytes(stream)), in);
    }

    /** Reads a stream. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * Reads the stream, which the caller closes.
         *
         * @throws IOException if it cannot be read
         */
        T read(InputStream stream) throws IOException;
    }

    /**
     * Reads the content as a stream, whose size is not limited.
     *
     * @param in standard input
     * @throws WrongUsage if it cannot be read
     */
    public <T> T readAs(Reader<T> reader, InputStream in) {
        try {
            return isStandardInput() ? reader.read(in) : readFile(reader);
        } catch (NoSuchFileException e) {
            throw new WrongUsage(
                    isGarbled(typed)
                            ? "The file name " + name()
                                    + " is not UTF-8, so the file cannot be opened by it; write - and pass"
                                    + " the text on standard input, or rename the file."
                            : "The file " + name() + " does not exist.");
        } catch (AccessDeniedException e) {
            throw new WrongUsage("You do not have permission to read the file " + name() + ".");
        } catch (IOException e) {
            throw new WrongUsage("Cannot read " + name() + ": " + FailureReason.of(e) + ".");
        }
    }

    private <T> T readFile(Reader<T> reader) throws IOException {
        if (Files.isDirectory(path)) {
            throw new WrongUsage(name() + " is a folder; name a text file.");
        }
        // opening a named pipe without a writer would block
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new WrongUsage(name() + " is not a regular file; name a text file, or - for standard input.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return reader.read(in);
        }
    }

    private byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new WrongUsage(name() + " is larger than " + (MAX_BYTES >> 20) + " MiB, the limit for a text.");
        }
        return bytes;
    }

    private String decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int offset = in.position();
            long line = 1;
            for (int i = 0; i < offset; i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new WrongUsage(name() + " is not UTF-8 text: invalid byte " + (offset + 1) + ", in line " + line
                    + ". Save it as UTF-8.");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Its name in messages. */
    String name() {
        return isStandardInput() ? "Standard input" : Messages.quoted(typed);
    }
}
