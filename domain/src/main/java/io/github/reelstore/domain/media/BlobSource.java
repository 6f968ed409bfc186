package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A source of bytes to store. The store opens it once and reads it to the end as a stream, so its size is not limited.
 *
 * @param name the name for messages, for instance a file name
 * @param stream opens the source; the store closes the stream
 * @param declaredType the declared media type, such as a provider's {@code Content-Type}; empty if none was declared.
 *     The detected type overrides it; a mismatch is noted in the row
 */
public record BlobSource(String name, Opener stream, Optional<String> declaredType) {

    /** A source without a declared type. */
    public BlobSource(String name, Opener stream) {
        this(name, stream, Optional.empty());
    }

    /** The same source with a declared media type. */
    public BlobSource declaredAs(String mediaType) {
        return new BlobSource(name, stream, Optional.of(mediaType));
    }

    /** Opens a source. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Opens the source at the first byte.
         *
         * @throws IOException if it cannot be opened
         */
        InputStream open() throws IOException;
    }

    /**
     * A file on the local disk. The file is only read, never moved or changed.
     *
     * @throws StorageException.InvalidInput if the file does not exist, is a folder, or is not readable
     */
    public static BlobSource of(Path file) {
        String name = Messages.quoted(file.toString());
        if (!Files.exists(file)) {
            throw new StorageException.InvalidInput("file", "The file " + name + " does not exist.");
        }
        if (Files.isDirectory(file)) {
            throw new StorageException.InvalidInput("file", name + " is a folder; name a file.");
        }
        if (!Files.isReadable(file)) {
            throw new StorageException.InvalidInput(
                    "file", "The file " + name + " may not be read; check its permissions.");
        }
        return new BlobSource(file.toString(), () -> Files.newInputStream(file));
    }

    @Override
    public String toString() {
        return name;
    }
}
