package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A file in the staging directory with its prepared uploads; closing it deletes the file and aborts the uploads. */
final class S3StagedFile implements StagedBlob {

    /** Stored in the metadata of each object, to recognize an object published from this staged file. */
    private final String id = UUID.randomUUID().toString();

    private final S3StagingDirectory directory;
    private final S3StagingDirectory.StagedBytes bytes;
    private final Map<BlobKey, MultipartUpload> prepared = new HashMap<>();
    private final Set<BlobKey> published = new HashSet<>();
    private boolean open = true;

    S3StagedFile(S3StagingDirectory directory, S3StagingDirectory.StagedBytes bytes) {
        this.directory = directory;
        this.bytes = bytes;
    }

    @Override
    public ContentHash hash() {
        return bytes.hash();
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public BlobContent open(ByteRange range) {
        if (!open) {
            throw closed();
        }
        long length = range.lengthWithin(bytes.size());
        FileSlice slice = new FileSlice(bytes.path(), range.offset(), length);
        return new BlobContent(slice.open("the staging directory"), range.offset(), length, bytes.size());
    }

    static StorageException.InvalidInput closed() {
        return new StorageException.InvalidInput("staged blob", "The staged blob is closed; stage the bytes again.");
    }

    String id() {
        return id;
    }

    FileSlice allBytes() {
        return new FileSlice(bytes.path(), 0, bytes.size());
    }

    boolean isOpen() {
        return open;
    }

    boolean isIn(S3StagingDirectory other) {
        return directory == other;
    }

    Optional<MultipartUpload> preparedFor(BlobKey key) {
        return Optional.ofNullable(prepared.get(key));
    }

    void prepared(BlobKey key, MultipartUpload upload) {
        prepared.put(key, upload);
    }

    /** Forgets the upload for a key, because it was completed or can no longer be used. */
    void forgetUpload(BlobKey key) {
        prepared.remove(key);
    }

    void published(BlobKey key) {
        published.add(key);
    }

    boolean wasPublished(BlobKey key) {
        return published.contains(key);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            prepared.values().forEach(MultipartUpload::abort);
            prepared.clear();
            directory.remove(bytes.path());
        }
    }
}
