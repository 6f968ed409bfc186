package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Media files of one profile. Stage a file with {@link #stage} outside a transaction, then {@link #publish} it inside the transaction that
 * writes its row: a row never points at a file that does not exist, and a crash leaves at worst a file without a row.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class MediaService {

    private final MediaFiles files;

    /** Serves one profile. Detects the format of a file and nothing else, and makes no thumbnails. */
    public MediaService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this(transactions, blobs, profile, MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    /** Serves one profile, fills rows with the metadata that the probe reads, and adds thumbnails. */
    public MediaService(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        files = new MediaFiles(transactions, blobs, profile, probe, thumbnailer);
    }

    /** Not API: what Reelstore's own services share. It may change in any release. */
    public MediaFiles files() {
        return files;
    }

    /**
     * Gives the storage the database's id, where neither was said yet, so that each can be told from another store's. The services do this before they
     * store a file in a transaction of their own. Not to be called within one.
     *
     * @throws StorageException.Integrity if the storage bore the id and does not any more, such as a disk that is not mounted, or bears
     *     another store's
     */
    public void bind() {
        files.bind();
    }

    /**
     * Gives a storage without an id that of the database, although another bore it before: for a copy of the files that was made without
     * it, once somebody has made sure that it is one. A database that has never stored a file takes the id of a storage that has one:
     * for a database from before the store's first file.
     *
     * @throws StorageException.Integrity if the storage bears another store's id, and the database has stored files elsewhere
     */
    public void rebind() {
        files.rebind();
    }

    /**
     * Looks whether the storage is the database's, as {@link #bind} does, and changes nothing. Where neither has stored a file yet, it can be.
     *
     * @throws StorageException.Integrity if it is not, with what to do about it
     */
    public void requireSameStore() {
        files.requireSameStore();
    }

    /**
     * Takes a file in: looks at its first bytes, streams it to the store, hashed and durable, then reads what it is. Close what this
     * returns.
     *
     * @throws StorageException.InvalidInput if it is empty, or its bytes are not of that kind; nothing of it is left
     */
    public StagedMedia stage(MediaKind expected, BlobSource source) {
        return files.stage(expected, source);
    }

    /**
     * The same for a file of which somebody says what it is: bytes without a header, which nothing tells, are taken for what is said.
     *
     * @param said what a provider was asked to answer with
     * @throws StorageException.InvalidInput also if a format without a header is said, and the bytes are something else that is no
     *     media
     */
    public StagedMedia stage(MediaKind expected, BlobSource source, Optional<AudioEncoding> said) {
        return files.stage(expected, source, said);
    }

    /** Of what no thumbnail can be made here and what to do about it, a sentence for a person; empty if there is no such limit. */
    public Optional<String> limitation() {
        return files.limitation();
    }

    /**
     * Does what takes long about {@link #publish} before the transaction begins, unless the profile has these bytes already:
     * then they will most likely be used again. Does nothing where the store publishes quickly anyway.
     *
     * @throws StorageException.Unavailable if the store is {@link SupportsPreUpload} and fails
     */
    public void prepare(StagedMedia media, BlobKey key) {
        files.prepare(media, key);
    }

    /**
     * Sees to it that the staged bytes are stored for the transaction's profile: uses the file of the profile that has these
     * bytes, or else publishes them to the key. A file that a row refers to but that is gone is put back by this.
     *
     * @return the file to refer to; its key is {@code key} or that of the file used again
     * @throws StorageException.AlreadyExists if other bytes have the key
     */
    public StoredBlob publish(Tx tx, StagedMedia media, BlobKey key) {
        return files.publish(tx, media, key);
    }

    /**
     * Opens a file that a row of the profile refers to, or a part of it. Close what this returns.
     *
     * @throws StorageException.NotFound if no row of the profile refers to it, or the file is gone
     * @throws StorageException.InvalidInput if the range begins at or past the file's end
     */
    public BlobContent open(BlobKey key, ByteRange range) {
        return files.open(key, range);
    }

    /**
     * An address from which somebody without credentials, such as a browser, reads a file that a row of the profile refers to,
     * for a while.
     *
     * @param lifetime as {@link SupportsPresignedUrls#presignGet} takes it
     * @throws StorageException.NotFound if no row of the profile refers to it
     * @throws StorageException.InvalidInput if the lifetime is not one that can be had
     * @throws StorageException.Unsupported if the store has no such addresses: files on local disk have none
     */
    public URI presignGet(BlobKey key, Duration lifetime) {
        return files.presignGet(key, lifetime);
    }
}
