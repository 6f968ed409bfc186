package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A file in the staging directory; closing it deletes the file. */
final class StagedFile implements StagedBlob {

    private final StagingDirectory directory;
    private final Path path;
    private final ContentHash hash;
    private final long size;
    private final Set<Path> copies = new HashSet<>();
    private boolean open = true;

    StagedFile(StagingDirectory directory, Path path, ContentHash hash, long size) {
        this.directory = directory;
        this.path = path;
        this.hash = hash;
        this.size = size;
    }

    @Override
    public ContentHash hash() {
        return hash;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public BlobContent open(ByteRange range) {
        if (!open) {
            throw closed();
        }
        return directory.open(path, range);
    }

    static StorageException.InvalidInput closed() {
        return new StorageException.InvalidInput("staged blob", "The staged blob is closed; stage the bytes again.");
    }

    Path path() {
        return path;
    }

    boolean isOpen() {
        return open;
    }

    boolean isIn(StagingDirectory other) {
        return directory == other;
    }

    void addCopy(Path target) {
        copies.add(target);
    }

    boolean hasCopy(Path target) {
        return copies.contains(target);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            directory.remove(path);
        }
    }
}
