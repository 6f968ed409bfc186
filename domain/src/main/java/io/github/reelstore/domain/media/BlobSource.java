package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where bytes to store come from. It is opened once and read to its end as a stream, so its size does not matter.
 *
 * @param name what to call it in messages, a file's name for instance
 * @param stream opens it; the store closes what it opened
 * @param declaredType the media type that somebody says it has, such as a provider's {@code Content-Type}; empty where nobody
 *     does. It decides nothing, but is noted where the bytes are something else
 */
public record BlobSource(String name, Opener stream, Optional<String> declaredType) {

    /** A source of which nobody says what it is. */
    public BlobSource(String name, Opener stream) {
        this(name, stream, Optional.empty());
    }

    /** The same source, declared to be of a media type. */
    public BlobSource declaredAs(String mediaType) {
        return new BlobSource(name, stream, Optional.of(mediaType));
    }

    /** Opens a source. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Opens the source at its first byte.
         *
         * @throws IOException if it cannot be opened
         */
        InputStream open() throws IOException;
    }

    /**
     * A file of the local disk, which stays where it is and as it is.
     *
     * @throws StorageException.InvalidInput if it does not exist, is a folder, or may not be read
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
