package io.github.reelstore.files.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A file in the staging directory; closing it deletes the file. */
public class StagedFile implements StagedBlob {

    private final StagedBytes bytes;
    private final Set<String> published = new HashSet<>();
    private boolean open = true;

    /** A file that was just staged. */
    public StagedFile(StagedBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public final ContentHash hash() {
        return bytes.hash();
    }

    @Override
    public final long size() {
        return bytes.size();
    }

    @Override
    public final BlobContent open(ByteRange range) {
        return open(range, String.valueOf(path().getFileName()));
    }

    /**
     * Opens the bytes as {@link #open(ByteRange)} does.
     *
     * @param subject what they are read for, such as a key; named by exceptions
     */
    public final BlobContent open(ByteRange range, String subject) {
        requireOpen();
        return bytes.directory().open(path(), range, subject);
    }

    /** The exception for bytes that were opened for that subject and cannot be read to the end. */
    public final StorageException unreadable(String subject, IOException e) {
        return bytes.directory().unreadable(subject, e);
    }

    /** Where the file is. */
    public final Path path() {
        return bytes.path();
    }

    final void requireOpen() {
        if (!open) {
            throw new StorageException.InvalidInput("staged blob", "The staged blob is closed; stage the bytes again.");
        }
    }

    final boolean isIn(StagingDirectory other) {
        return bytes.directory() == other;
    }

    /** Remembers that these bytes were published at a key or path. */
    public final void markPublished(String target) {
        published.add(target);
    }

    /** Returns whether {@link #markPublished} was called for that key or path. */
    public final boolean wasPublished(String target) {
        return published.contains(target);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            bytes.directory().remove(path());
        }
    }
}
