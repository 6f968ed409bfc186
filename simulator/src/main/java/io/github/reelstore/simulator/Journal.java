package io.github.reelstore.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A file to which a line of JSON is appended for each accepted request, and for each that is cancelled. */
final class Journal implements AutoCloseable {

    private final Optional<Writer> file;

    private Journal(Optional<Writer> file) {
        this.file = file;
    }

    /**
     * Opens the file, if there is one.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static Journal open(Optional<Path> path) {
        try {
            return path.isEmpty()
                    ? new Journal(Optional.empty())
                    : new Journal(Optional.of(Files.newBufferedWriter(
                            path.get(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal: " + e.getMessage(), e);
        }
    }

    /** Appends a line and hands it to the operating system; the caller serializes the calls. */
    void append(Supplier<Map<String, Object>> entry) {
        if (file.isEmpty()) {
            return;
        }
        try {
            file.get().write(MiniJson.write(entry.get()) + "\n");
            file.get().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    @Override
    public void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
