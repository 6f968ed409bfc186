package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stages, publishes, reads and measures the files of one profile, for the services. {@code MediaService} is its public
 * API.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class MediaFiles {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final MediaProbe probe;
    private final Thumbnailer thumbnailer;
    private final StoreIdentityGuard identityGuard;

    /**
     * Creates the service for one profile. It fills rows with the metadata that the probe reads, and makes thumbnails.
     */
    public MediaFiles(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.probe = probe;
        this.thumbnailer = thumbnailer;
        this.identityGuard = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /** See {@code MediaService.bind}. */
    public void bind() {
        identityGuard.bind();
    }

    /** See {@code MediaService.rebind}. */
    public void rebind() {
        identityGuard.rebind();
    }

    /** See {@code MediaService.requireSameStore}. */
    public void requireSameStore() {
        identityGuard.requireNoMismatch();
    }

    /** See {@code MediaService.stage}. */
    public StagedMedia stage(MediaKind expected, BlobSource source) {
        return stage(expected, source, Optional.empty());
    }

    /** See {@code MediaService.stage}. */
    public StagedMedia stage(MediaKind expected, BlobSource source, Optional<AudioEncoding> declared) {
        try (InputStream stream = source.stream().open()) {
            byte[] head = stream.readNBytes(MediaFormat.HEAD_BYTES);
            Optional<AudioEncoding> headless = declared.filter(format -> isHeadless(format, expected, head));
            Optional<MediaFormat> format =
                    headless.isPresent() ? Optional.empty() : Optional.of(requireFormat(expected, source.name(), head));
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), stream);
            StagedBlob blob = blobs.stage(new BlobSource(source.name(), () -> whole));
            try {
                MediaMetadata metadata = format.isPresent()
                        ? probe(bytesOf(source.name(), blob), format.get(), expected)
                        : headless.orElseThrow().metadataOf(blob.size());
                if (metadata.format().kind() != expected) {
                    throw notOfKind(expected, source.name(), metadata.format().noun());
                }
                return new StagedMedia(blob, metadata, DeclaredTypeCheck.mismatches(source, declared, metadata));
            } catch (RuntimeException | Error e) {
                blob.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    source.name(), "Cannot read " + Messages.quoted(source.name()) + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean isHeadless(AudioEncoding declared, MediaKind expected, byte[] head) {
        return declared.headless().filter(format -> format.kind() == expected).isPresent()
                && head.length > 0
                && MediaFormat.mayBeHeadless(head);
    }

    private static MediaBytes bytesOf(String name, StagedBlob blob) {
        return new MediaBytes(name, blob.size(), offset -> blob.open(ByteRange.from(offset)).stream());
    }

    /**
     * Random access to a stored file.
     *
     * @throws StorageException.NotFound if the file does not exist
     */
    MediaBytes bytesOf(BlobKey key) {
        long size = blobs.stat(key)
                .orElseThrow(() -> new StorageException.NotFound(key.value(), "There is no file " + key + "."))
                .size();
        return new MediaBytes(key.value(), size, offset -> blobs.open(key, ByteRange.from(offset)).stream());
    }

    /**
     * Detects the format of a stored file from its first bytes, or for headerless formats from the extension of its
     * key.
     */
    public Optional<MediaFormat> formatOf(BlobKey key) {
        try (BlobContent head = blobs.open(key, ByteRange.ALL)) {
            return MediaFormat.detect(head.stream().readNBytes(MediaFormat.HEAD_BYTES))
                    .or(() -> MediaFormat.ofName(key.value()).filter(MediaFormat::isHeadless));
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(key.value(), "Cannot read the file " + key + ".", e);
        }
    }

    /**
     * Reads the metadata of a stored file.
     *
     * @param format the format that was detected from the first bytes
     * @param kind the kind that the file is stored as
     * @param declared the declared format of a headerless file
     */
    public MediaMetadata metadataOf(BlobKey key, MediaFormat format, MediaKind kind, Optional<AudioEncoding> declared) {
        MediaBytes bytes = bytesOf(key);
        if (format.isHeadless()) {
            return declared.map(one -> one.metadataOf(bytes.size()))
                    .orElseGet(() -> MediaMetadata.of(format).with("Nothing says what its sample rate is."));
        }
        MediaMetadata metadata = probe(bytes, format, kind);
        // if the tracks could not be read this time, keep the format that it was stored as
        return MediaFormat.ofName(key.value())
                .filter(stored -> metadata.format().kind() != kind && stored.kind() == kind)
                .map(metadata::as)
                .orElse(metadata);
    }

    /** A video without a video track stays a video: the provider sent it as one, and it may be damaged. */
    private MediaMetadata probe(MediaBytes file, MediaFormat format, MediaKind kind) {
        MediaMetadata metadata = probe.probe(file, format);
        return metadata.format() != format && format.kind() == kind
                ? metadata.as(format).with("It holds sound and no pictures.")
                : metadata;
    }

    /** Whether the file exists and is not empty. */
    public boolean isNonEmpty(BlobKey key) {
        return blobs.stat(key).filter(found -> found.size() > 0).isPresent();
    }

    /** Stages bytes that the store made itself. */
    StagedBlob stageBlob(BlobSource source) {
        return blobs.stage(source);
    }

    public BlobStore blobs() {
        return blobs;
    }

    public StoreIdentityGuard identityGuard() {
        return identityGuard;
    }

    public Thumbnails thumbnails() {
        return new Thumbnails(transactions, this, thumbnailer, profile);
    }

    /** See {@code MediaService.limitation}. */
    public Optional<String> limitation() {
        return thumbnailer.limitation();
    }

    private static MediaFormat requireFormat(MediaKind expected, String name, byte[] head) {
        if (head.length == 0) {
            throw new StorageException.InvalidInput("file", Messages.quoted(name) + " is empty.");
        }
        Optional<MediaFormat> format = MediaFormat.detect(head);
        if (format.isEmpty() || !format.get().mayBe(expected)) {
            throw notOfKind(expected, name, MediaFormat.describe(head));
        }
        return format.get();
    }

    private static StorageException.InvalidInput notOfKind(MediaKind expected, String name, String found) {
        return new StorageException.InvalidInput(
                "file",
                Messages.quoted(name) + " is " + found + ", but " + expected.noun() + " is required: "
                        + formatsOf(expected) + "."
                        + (expected == MediaKind.AUDIO
                                ? " For headerless audio, give the format that was requested, such as pcm_24000 or ulaw_8000."
                                : ""));
    }

    private static String formatsOf(MediaKind kind) {
        return Arrays.stream(MediaFormat.values())
                .filter(format -> format.kind() == kind && !format.isHeadless())
                .map(MediaFormat::extension)
                .collect(Collectors.joining(", "));
    }

    /** See {@code MediaService.prepare}. */
    public void prepare(StagedMedia media, BlobKey key) {
        if (blobs instanceof SupportsPreUpload && !isKnown(media)) {
            prepareNew(media, key);
        }
    }

    /** Prepares publishing to exactly this key, even if the profile already has a file with the same bytes. */
    public void prepareNew(StagedMedia media, BlobKey key) {
        if (blobs instanceof SupportsPreUpload supportsPreUpload) {
            supportsPreUpload.prepare(media.blob(), key);
        }
    }

    private boolean isKnown(StagedMedia media) {
        MediaKind kind = media.format().kind();
        return transactions
                .readOnly(
                        profile,
                        tx -> tx.references().findByHash(kind, media.blob().hash()))
                .isPresent();
    }

    /** See {@code MediaService.publish}. */
    public StoredBlob publish(Tx tx, StagedMedia media, BlobKey key) {
        PublishTarget target = chooseTarget(tx, media, key);
        tx.references().reserve(target.key());
        publishTo(target, media);
        return stored(media.blob(), target.key());
    }

    /**
     * Chooses the target of {@link #publish} without writing anything. So rows can be written first, and if they are
     * refused, no file is left.
     */
    public PublishTarget chooseTarget(Tx tx, StagedMedia media, BlobKey key) {
        Optional<BlobKey> known = tx.references()
                .findByHash(media.format().kind(), media.blob().hash())
                .map(StoredBlob::key);
        if (known.isEmpty()) {
            return new PublishTarget(key, false);
        }
        Optional<BlobInfo> found = blobs.stat(known.get());
        if (found.isEmpty()) {
            return new PublishTarget(known.get(), false);
        }
        // a file of another size is damaged: do not refer to it again, and do not overwrite it
        boolean intact = found.get().size() == media.blob().size();
        return intact ? new PublishTarget(known.get(), true) : new PublishTarget(key, false);
    }

    /** Publishes the bytes to the chosen target. Call it before the transaction of the rows is committed. */
    public void publishTo(PublishTarget target, StagedMedia media) {
        if (!target.exists()) {
            publishNew(media, target.key());
        }
    }

    /**
     * The target of a publication.
     *
     * @param key the key to refer to
     * @param exists whether an intact file with the same bytes already has the key
     */
    public record PublishTarget(BlobKey key, boolean exists) {}

    /**
     * Publishes to exactly this key. If a file with the same bytes already has it, left by a process that crashed
     * before it wrote the row, that file is used.
     *
     * @throws StorageException.AlreadyExists if another file has the key
     */
    public StoredBlob publishNew(StagedMedia media, BlobKey key) {
        StagedBlob staged = media.blob();
        try {
            blobs.publish(staged, key);
        } catch (StorageException.AlreadyExists e) {
            if (!hasContent(key, media)) {
                throw e;
            }
        }
        return stored(staged, key);
    }

    private static StoredBlob stored(StagedBlob staged, BlobKey key) {
        return new StoredBlob(key, Optional.of(staged.hash()), Optional.of(staged.size()));
    }

    private ContentHash hashOf(BlobKey key) {
        return measure(key).hash();
    }

    /**
     * Computes size and hash of a file by reading it.
     *
     * @throws StorageException.NotFound if the file does not exist
     * @throws StorageException.Corrupt if the blob store detects damage
     */
    public Measured measure(BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        try (BlobContent content = blobs.open(key, ByteRange.ALL);
                OutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long size = content.stream().transferTo(hashing);
            return new Measured(ContentHash.of(digest), size);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(key.value(), "Cannot read the file " + key + ".", e);
        }
    }

    /**
     * Size and hash of a file.
     *
     * @param hash the SHA-256
     * @param size in bytes
     */
    public record Measured(ContentHash hash, long size) {}

    /** See {@code MediaService.open}. */
    public BlobContent open(BlobKey key, ByteRange range) {
        requireReference(key);
        return blobs.open(key, range);
    }

    /** See {@code MediaService.presignGet}. */
    public URI presignGet(BlobKey key, Duration lifetime) {
        requireReference(key);
        if (blobs instanceof SupportsPresignedUrls supportsPresignedUrls) {
            return supportsPresignedUrls.presignGet(key, lifetime);
        }
        throw new StorageException.Unsupported(
                key.value(), "This blob store does not support presigned URLs; S3 does. Open the file instead.");
    }

    private void requireReference(BlobKey key) {
        if (transactions.readOnly(profile, tx -> tx.references().find(key)).isEmpty()) {
            throw new StorageException.NotFound(
                    key.value(), "No row of profile " + profile + " refers to a file " + key + ".");
        }
    }

    /** Whether the file of the key has exactly these bytes. Files of another size are not read. */
    public boolean hasContent(BlobKey key, StagedMedia media) {
        try {
            return isIntact(key, media) && hashOf(key).equals(media.blob().hash());
        } catch (StorageException.NotFound | StorageException.Corrupt e) {
            return false;
        }
    }

    /** Whether another file has the key. */
    public boolean isTaken(BlobKey key, StagedMedia media) {
        return blobs.stat(key).isPresent() && !hasContent(key, media);
    }

    /** Whether the file exists and has the size of the staged bytes. */
    public boolean isIntact(BlobKey key, StagedMedia media) {
        return blobs.stat(key)
                .filter(found -> found.size() == media.blob().size())
                .isPresent();
    }

    /**
     * Makes sure that a row of the transaction may refer to the key: reserves it and checks that its file exists.
     *
     * @throws StorageException.Integrity if the file does not exist, or belongs to another profile
     */
    public void requireStored(Tx tx, BlobKey key) {
        if (!isStored(tx, key)) {
            throw new StorageException.Integrity(key.value(), "There is no file " + key + "; store it before its row.");
        }
    }

    /**
     * Whether the file exists. If so, it stays at least until the transaction ends.
     *
     * @throws StorageException.Integrity if it belongs to another profile
     */
    boolean isStored(Tx tx, BlobKey key) {
        // reserve first, so that the file cannot be removed after the check
        tx.references().reserve(key);
        return blobs.stat(key).isPresent();
    }
}
