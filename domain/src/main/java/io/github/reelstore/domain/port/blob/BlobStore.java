package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stores immutable files by key. A file appears at its key completely or not at all. Memory use does not depend on the
 * sizes or the number of files. Thread-safe; several instances or processes may share one root.
 *
 * <p>Every method may throw {@link StorageException.Unavailable} if the backend fails, and
 * {@link StorageException.Integrity} if the structure of the backend would redirect a key or prefix to another location
 * (a symbolic link below the root, for instance).
 */
public interface BlobStore extends AutoCloseable {

    /**
     * Stages bytes: reads the source to the end once, computes its hash and size, and returns when the bytes are
     * durable. Staged bytes have no key and are not listed. If this method or the source throws, nothing is left.
     *
     * @param source any number of bytes, including zero
     * @throws StorageException.Unavailable if the source cannot be read, or the bytes cannot be written (such as on a
     *     full disk); the message says which
     */
    StagedBlob stage(BlobSource source);

    /**
     * Publishes staged bytes under a key, atomically and durably. When this returns, the file exists and survives a
     * crash. When it throws, the file is either absent or complete; use {@link #stat} to find out. If several callers
     * publish to one key, exactly one succeeds. The staged blob remains open and may be published to further keys.
     * Publishing it again to the same key has no effect, so a failed call may be repeated. The key of a deleted file
     * can be used again.
     *
     * <p>A backend that maps keys to folders and files cannot store both {@code a} and {@code a/b}: the later of the
     * two is treated as a key that is already in use.
     *
     * @throws StorageException.AlreadyExists if another file has the key; that file is unchanged
     * @throws StorageException.InvalidInput if the staged blob is closed or belongs to another blob store
     */
    void publish(StagedBlob staged, BlobKey key);

    /**
     * Publishes several staged blobs, each under its key, as {@link #publish} does. It may force them to disk together,
     * in less time than one by one. If it throws, each of the files is either absent or complete.
     *
     * @throws StorageException.AlreadyExists if another file has one of the keys; that file is unchanged
     * @throws StorageException.InvalidInput if a staged blob is closed or belongs to another blob store
     */
    default void publishAll(Map<BlobKey, ? extends StagedBlob> staged) {
        staged.forEach((key, blob) -> publish(blob, key));
    }

    /**
     * Opens a file, or a part of it, for reading.
     *
     * @throws StorageException.NotFound if no file has the key
     * @throws StorageException.InvalidInput if the range begins at or past the file's end
     */
    BlobContent open(BlobKey key, ByteRange range);

    /** Returns size and modification time of a file; empty if no file has the key. */
    Optional<BlobInfo> stat(BlobKey key);

    /**
     * Deletes a file durably.
     *
     * @return whether the file existed
     */
    boolean delete(BlobKey key);

    /**
     * Lists the files below a prefix, lazily and in no particular order. Close the stream. It contains every file
     * exactly once, except that files published or deleted meanwhile may or may not be in it. It does not contain
     * staged bytes, nor files whose names are not keys. The stream throws {@link StorageException.Unavailable} if the
     * backend fails during the listing.
     */
    Stream<BlobInfo> list(BlobPrefix prefix);

    /** Releases all resources. It never throws; closing again has no effect. */
    @Override
    void close();
}
