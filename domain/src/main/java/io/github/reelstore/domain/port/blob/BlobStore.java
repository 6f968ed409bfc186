package io.github.reelstore.domain.port.blob;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files by key. A file appears at its key whole or not at all, and never changes afterwards. Memory use does not depend
 * on sizes or counts. Safe for use by many threads, and several stores (or processes) may share one root.
 *
 * <p>Every method may throw {@link StorageException.Unavailable} when the backend fails, and {@link
 * StorageException.Integrity} when the backend's own structure would lead a key or a prefix elsewhere than its name says
 * (a symbolic link below the root, for instance).
 */
public interface BlobStore extends AutoCloseable {

    /**
     * Takes bytes in: reads the source to its end once, hashing and counting, and returns when they are durable. They are
     * not listed and have no key. If this fails, or the source throws, nothing of them is left.
     *
     * @param source any number of bytes, also none
     * @throws StorageException.Unavailable if the source cannot be read, or the bytes cannot be written (a full disk); the
     *     message says which
     */
    StagedBlob stage(BlobSource source);

    /**
     * Gives staged bytes their key, atomically and durably: when this returns, the file is there and survives a crash; when
     * it throws, the file is not there or is whole, and which of the two only {@link #stat} tells. Of several that publish to
     * one key, exactly one succeeds. The staged blob remains open and may be published to further keys; publishing it again
     * to a key it already has does nothing, so a publishing that failed may be repeated. A deleted file's key is free again.
     *
     * <p>A backend that keeps keys as folders and files cannot hold both {@code a} and {@code a/b}: there the later of the
     * two is taken for a key that another file has.
     *
     * @throws StorageException.AlreadyExists if another file has the key; that one stays as it was
     * @throws StorageException.InvalidInput if the staged blob is closed or is of another store
     */
    void publish(StagedBlob staged, BlobKey key);

    /**
     * Opens a file, or a part of it.
     *
     * @throws StorageException.NotFound if no file has the key
     * @throws StorageException.InvalidInput if the range begins at or past the file's end
     */
    BlobContent open(BlobKey key, ByteRange range);

    /** What is known of the file; empty if no file has the key. */
    Optional<BlobInfo> stat(BlobKey key);

    /**
     * Removes a file, durably.
     *
     * @return whether there was one
     */
    boolean delete(BlobKey key);

    /**
     * Lists the files below a prefix, in no particular order, reading on as the stream is consumed. Close the stream. A
     * file that is published or deleted meanwhile may or may not be in it; every other is in it exactly once. Staged bytes
     * are not, nor are files that somebody put there under names that are no keys. The stream's operations throw {@link StorageException.Unavailable} where the backend fails midway.
     */
    Stream<BlobInfo> list(BlobPrefix prefix);

    /** Releases what the store holds open. It never throws, and a second time does nothing. */
    @Override
    void close();
}
