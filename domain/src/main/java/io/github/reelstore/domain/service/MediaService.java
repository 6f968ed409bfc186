package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.WriteTrial;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.VerifiedStream;
import io.github.reelstore.domain.service.internal.WriteTrials;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Stores and reads the media files of one profile. Stage a file with {@link #stage} outside a transaction, then
 * {@link #publish} it inside the transaction that writes its row. So a row never refers to a file that does not exist,
 * and a crash leaves at most a file without a row.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class MediaService {

    private static final BlobKey ANY_KEY = new BlobKey("projects/any/any.png");

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final MediaComponents components;

    /** Creates the service for one profile. It detects only the format of files, and makes no thumbnails. */
    public MediaService(Transactions transactions, BlobStore blobs, ProfileId profile) {
        this(transactions, blobs, profile, MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    /**
     * Creates the service for one profile. It fills rows with the metadata that the probe reads, and makes thumbnails.
     */
    public MediaService(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.components = MediaComponents.of(transactions, blobs, profile, probe, thumbnailer);
    }

    MediaComponents components() {
        return components;
    }

    /**
     * Binds database and blob store to each other: writes the store id of the database to the blob store, unless they
     * are bound already. The services do this before they store a file in a transaction of their own. Do not call it
     * within a transaction.
     *
     * @throws StorageException.Integrity if the blob store has lost the store id, such as a disk that is not mounted,
     *     or has the id of another store
     */
    public void bind() {
        components.identity().bind();
    }

    /**
     * Binds the database to a blob store without a store id, although it was bound before. Use this for a copy of the
     * files that does not include the store id, after checking that it is one. A database that has never stored a file
     * adopts the id of a blob store that has one: for a database from before the first file of the store.
     *
     * @throws StorageException.Integrity if the blob store has the id of another store, and the database has stored
     *     files elsewhere
     */
    public void rebind() {
        components.identity().rebind();
    }

    /**
     * Checks that the blob store belongs to the database, like {@link #bind}, but changes nothing. Passes if neither
     * has stored a file yet.
     *
     * @throws StorageException.Integrity if it does not; the message says what to do
     */
    public void requireSameStore() {
        components.identity().requireNoMismatch();
    }

    /**
     * Returns the last trial of the blob store's server that the database remembers, see {@link SupportsWriteTrial}.
     *
     * @return empty if there was none, such as for a blob store that needs none
     */
    public Optional<WriteTrial> rememberedTrial() {
        return new WriteTrials(transactions, blobs, profile).remembered();
    }

    /**
     * Remembers in the database which writes of the blob store's server are exclusive. The blob store tries it, unless
     * it knows already. The services do this before they first store a file, if the database remembers no trial.
     */
    public void rememberTrial() {
        new WriteTrials(transactions, blobs, profile).remember();
    }

    /**
     * Stages a file: detects its format from the first bytes, streams it to the blob store while computing its hash,
     * then reads its metadata. Close the result.
     *
     * @throws StorageException.InvalidInput if the file is empty or not of the expected kind; nothing of it is left
     */
    public StagedMedia stage(MediaKind expected, BlobSource source) {
        return stage(expected, source, Optional.empty());
    }

    /**
     * Stages a file with a declared audio format. For headerless formats the declaration is used, since they cannot be
     * detected.
     *
     * @param declared the format that was requested from the provider
     * @throws StorageException.InvalidInput also if a headerless format is declared, but the file is recognised as
     *     something else that is not media
     */
    public StagedMedia stage(MediaKind expected, BlobSource source, Optional<AudioEncoding> declared) {
        return components.stager().stage(expected, source, declared);
    }

    /**
     * A sentence about thumbnails that cannot be made on this machine and how to fix it; empty if there is no such
     * limit.
     */
    public Optional<String> limitation() {
        return components.thumbnails().limitation();
    }

    /**
     * Does the slow part of {@link #publish} before the transaction begins. No effect if the profile already has a file
     * with the same bytes, which will most likely be reused, or if the blob store publishes quickly anyway.
     *
     * @throws StorageException.Unavailable if the blob store is {@link SupportsPreUpload} and fails
     */
    public void prepare(StagedMedia media, BlobKey key) {
        components.publisher().prepare(media, key);
    }

    /**
     * Makes sure that the staged bytes are stored for the transaction's profile: reuses a file of the profile with the
     * same bytes, or publishes them under the key. This also restores a missing file that a row refers to.
     *
     * @return the file to refer to; its key is {@code key} or that of the reused file. On a server that does not keep
     *     concurrent writers of one key apart, a random part is added to {@code key}
     * @throws StorageException.AlreadyExists if another file has the key
     */
    public StoredBlob publish(Tx tx, StagedMedia media, BlobKey key) {
        return components.publisher().publish(tx, media, key);
    }

    /**
     * Opens a file that a row of the profile refers to, or a part of it. Close the result.
     *
     * @throws StorageException.NotFound if no row of the profile refers to the file, or it does not exist
     * @throws StorageException.InvalidInput if the range begins at or past the file's end
     */
    public BlobContent open(BlobKey key, ByteRange range) {
        requireReference(key);
        return blobs.open(key, range);
    }

    /**
     * Opens a whole file that a row of the profile refers to, and compares its bytes with the hash in the row: before it
     * returns the last ones, the stream throws {@link StorageException.Corrupt} if they differ. A row that was adopted
     * may have no hash; then nothing is compared. Close the result.
     *
     * @throws StorageException.NotFound if no row of the profile refers to the file, or it does not exist
     */
    public BlobContent openVerified(BlobKey key) {
        Optional<ContentHash> hash = requireReference(key).hash();
        BlobContent content = blobs.open(key, ByteRange.ALL);
        return hash.map(expected -> new BlobContent(
                        new VerifiedStream(content, key, expected), 0, content.length(), content.totalSize()))
                .orElse(content);
    }

    /**
     * Finds a file that a row of the profile refers to.
     *
     * @throws StorageException.NotFound if no row of the profile refers to the file, or it does not exist
     */
    public ReferencedFile file(BlobKey key) {
        return new FoundFile(blobs, requireReference(key), requireInfo(key));
    }

    /**
     * Returns size and modification time of a file that a row of the profile refers to.
     *
     * @throws StorageException.NotFound if no row of the profile refers to the file, or it does not exist
     */
    public BlobInfo stat(BlobKey key) {
        requireReference(key);
        return requireInfo(key);
    }

    private BlobInfo requireInfo(BlobKey key) {
        return blobs.stat(key)
                .orElseThrow(() -> new StorageException.NotFound(
                        key.value(), "The file " + key + " does not exist, though a row refers to it; run verify."));
    }

    /**
     * Creates a presigned URL, with which a client without credentials, such as a browser, reads a file that a row of
     * the profile refers to, for a limited time.
     *
     * @param lifetime as for {@link SupportsPresignedUrls#presignGet}
     * @throws StorageException.NotFound if no row of the profile refers to the file
     * @throws StorageException.InvalidInput if the lifetime is not valid
     * @throws StorageException.Unsupported if the blob store does not support presigned URLs, such as local disk
     */
    public URI presignGet(BlobKey key, Duration lifetime) {
        return presigning(key).presignGet(key, lifetime);
    }

    /**
     * Like {@link #presignGet(BlobKey, Duration)}, with headers that the server of the blob store sends with the file.
     *
     * @throws StorageException as {@link #presignGet(BlobKey, Duration)} does
     */
    public URI presignGet(BlobKey key, Duration lifetime, PresentedAs presented) {
        return presigning(key).presignGet(key, lifetime, presented);
    }

    /**
     * The origin of the URLs that {@link #presignGet} creates: scheme, host and port, such as
     * {@code https://bucket.s3.eu-central-1.amazonaws.com}. It is the same for all files, which need not exist. A page
     * that shows files by these URLs names it in its content security policy. Empty if the blob store does not support
     * presigned URLs.
     */
    public Optional<String> presignedOrigin() {
        if (blobs instanceof SupportsPresignedUrls supportsPresignedUrls) {
            URI url = supportsPresignedUrls.presignGet(ANY_KEY, Duration.ofSeconds(1));
            return Optional.of(url.getScheme() + "://" + url.getRawAuthority());
        }
        return Optional.empty();
    }

    private SupportsPresignedUrls presigning(BlobKey key) {
        requireReference(key);
        if (blobs instanceof SupportsPresignedUrls supportsPresignedUrls) {
            return supportsPresignedUrls;
        }
        throw new StorageException.Unsupported(
                key.value(), "This blob store does not support presigned URLs; S3 does. Open the file instead.");
    }

    private StoredBlob requireReference(BlobKey key) {
        return transactions
                .readOnly(profile, tx -> tx.references().find(key))
                .orElseThrow(() -> new StorageException.NotFound(
                        key.value(), "No row of profile " + profile + " refers to a file " + key + "."));
    }
}
