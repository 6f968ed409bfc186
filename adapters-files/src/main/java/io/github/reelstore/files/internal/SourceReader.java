package io.github.reelstore.files.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Reads a source for a blob store that stages its bytes. Exceptions name the source, so that they are not mistaken
 * for failures of the store.
 *
 * <pre>{@code
 * try (SourceReader reader = SourceReader.open(source)) {
 *     for (int count; (count = reader.fill(buffer)) > 0; ) {
 *         out.write(buffer, 0, count);
 *     }
 * }
 * }</pre>
 */
final class SourceReader implements Closeable {

    private final BlobSource source;
    private final InputStream in;

    private SourceReader(BlobSource source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    /**
     * Opens the source.
     *
     * @throws StorageException.Unavailable if the source cannot be opened; the other methods throw it too
     */
    static SourceReader open(BlobSource source) {
        try {
            return new SourceReader(source, source.stream().open());
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(source, e);
        }
    }

    /** Fills the buffer and returns the number of bytes read: less than its size only at the end, and 0 after that. */
    int fill(byte[] buffer) {
        try {
            return in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(source, e);
        }
    }

    /** Closes the source. Some sources report only here that their bytes were incomplete. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(source, e);
        }
    }

    private static StorageException unreadable(BlobSource source, Exception e) {
        if (e instanceof NoSuchFileException) {
            return StorageException.Unavailable.lasting(source.name(), message(source, "it does not exist"), e)
                    .ofSource();
        }
        if (e instanceof AccessDeniedException) {
            return StorageException.Unavailable.lasting(source.name(), message(source, "permission denied"), e)
                    .ofSource();
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return StorageException.Unavailable.passing(source.name(), message(source, reason), e)
                .ofSource();
    }

    private static String message(BlobSource source, String reason) {
        return "The source " + source.name() + " could not be read: " + reason + "; check it and try again.";
    }
}
