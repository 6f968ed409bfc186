package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** An open source, whose failures name it, so that they are never taken for the disk's. */
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
     * @throws StorageException.Unavailable if that fails, as the other methods do
     */
    static SourceReader open(BlobSource source) {
        try {
            return new SourceReader(source, source.stream().open());
        } catch (IOException | UncheckedIOException e) {
            throw Faults.reading(source, e);
        }
    }

    /** Fills the buffer with the next bytes; returns how many, fewer than fit only at the end, where it is 0. */
    int fill(byte[] buffer) {
        try {
            return in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException | UncheckedIOException e) {
            throw Faults.reading(source, e);
        }
    }

    // Some sources tell only here that what they gave was not whole.
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException | UncheckedIOException e) {
            throw Faults.reading(source, e);
        }
    }
}
