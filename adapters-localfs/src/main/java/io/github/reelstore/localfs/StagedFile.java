package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Bytes in the staging folder, until they are closed. */
final class StagedFile implements StagedBlob {

    private final StagingDirectory folder;
    private final Path path;
    private final ContentHash hash;
    private final long size;
    private final Set<Path> copies = new HashSet<>();
    private boolean open = true;

    StagedFile(StagingDirectory folder, Path path, ContentHash hash, long size) {
        this.folder = folder;
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
        return folder.open(path, range);
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
        return folder == other;
    }

    void copiedTo(Path target) {
        copies.add(target);
    }

    boolean wasCopiedTo(Path target) {
        return copies.contains(target);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            folder.remove(path);
        }
    }
}
