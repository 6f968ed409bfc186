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
import io.github.reelstore.domain.service.MediaService;
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
 * The files of one profile, as the services work with them: staging, publishing, reading and measuring. {@link MediaService} is the part of
 * it that embedders use.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class MediaFiles {

    private final Transactions transactions;
    private final BlobStore blobs;
    private final ProfileId profile;
    private final MediaProbe probe;
    private final Thumbnailer thumbnailer;
    private final StoreIdentityGuard binding;

    /** Serves one profile, fills rows with what the probe reads, and adds thumbnails. */
    public MediaFiles(
            Transactions transactions, BlobStore blobs, ProfileId profile, MediaProbe probe, Thumbnailer thumbnailer) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.probe = probe;
        this.thumbnailer = thumbnailer;
        this.binding = new StoreIdentityGuard(transactions, blobs, profile);
    }

    /** As {@link MediaService#bind}. */
    public void bind() {
        binding.bind();
    }

    /** As {@link MediaService#rebind}. */
    public void rebind() {
        binding.rebind();
    }

    /** As {@link MediaService#requireSameStore}. */
    public void requireSameStore() {
        binding.requireNoMismatch();
    }

    /** As {@link MediaService#stage}. */
    public StagedMedia stage(MediaKind expected, BlobSource source) {
        return stage(expected, source, Optional.empty());
    }

    /** As {@link MediaService#stage}. */
    public StagedMedia stage(MediaKind expected, BlobSource source, Optional<AudioEncoding> said) {
        try (InputStream stream = source.stream().open()) {
            byte[] head = stream.readNBytes(MediaFormat.HEAD_BYTES);
            Optional<AudioEncoding> headless = said.filter(format -> isHeadless(format, expected, head));
            Optional<MediaFormat> format =
                    headless.isPresent() ? Optional.empty() : Optional.of(recognise(expected, source.name(), head));
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), stream);
            StagedBlob blob = blobs.stage(new BlobSource(source.name(), () -> whole));
            try {
                MediaMetadata metadata = format.isPresent()
                        ? probe(bytesOf(source.name(), blob), format.get(), expected)
                        : headless.orElseThrow().metadataOf(blob.size());
                if (metadata.format().kind() != expected) {
                    throw notOfKind(expected, source.name(), metadata.format().noun());
                }
                return new StagedMedia(blob, metadata, DeclaredTypeCheck.disproved(source, said, metadata));
            } catch (RuntimeException | Error e) {
                blob.close();
                throw e;
            }
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    source.name(), "Cannot read " + Messages.quoted(source.name()) + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean isHeadless(AudioEncoding said, MediaKind expected, byte[] head) {
        return said.headless().filter(format -> format.kind() == expected).isPresent()
                && head.length > 0
                && MediaFormat.mayBeHeadless(head);
    }

    private static MediaBytes bytesOf(String name, StagedBlob blob) {
        return new MediaBytes(name, blob.size(), offset -> blob.open(ByteRange.from(offset)).stream());
    }

    /**
     * The bytes of a stored file.
     *
     * @throws StorageException.NotFound if there is none
     */
    MediaBytes bytesOf(BlobKey key) {
        long size = blobs.stat(key)
                .orElseThrow(() -> new StorageException.NotFound(key.value(), "There is no file " + key + "."))
                .size();
        return new MediaBytes(key.value(), size, offset -> blobs.open(key, ByteRange.from(offset)).stream());
    }

    /** What a stored file is by its first bytes, or, where these tell nothing, by the name that it was given for what was said. */
    public Optional<MediaFormat> formatOf(BlobKey key) {
        try (BlobContent head = blobs.open(key, ByteRange.ALL)) {
            return MediaFormat.detect(head.stream().readNBytes(MediaFormat.HEAD_BYTES))
                    .or(() -> MediaFormat.ofName(key.value()).filter(MediaFormat::isHeadless));
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(key.value(), "Cannot read the file " + key + ".", e);
        }
    }

    /**
     * What a stored file is.
     *
     * @param format what it is by its first bytes
     * @param kind what it is stored as
     * @param said what it is where it has no header
     */
    public MediaMetadata metadataOf(BlobKey key, MediaFormat format, MediaKind kind, Optional<AudioEncoding> said) {
        MediaBytes bytes = bytesOf(key);
        if (format.isHeadless()) {
            return said.map(one -> one.metadataOf(bytes.size()))
                    .orElseGet(() -> MediaMetadata.of(format).with("Nothing says what its sample rate is."));
        }
        MediaMetadata metadata = probe(bytes, format, kind);
        // where the tracks could not be read this time, what it was stored as stands
        return MediaFormat.ofName(key.value())
                .filter(stored -> metadata.format().kind() != kind && stored.kind() == kind)
                .map(metadata::as)
                .orElse(metadata);
    }

    /** A clip that turns out to hold no pictures stays a clip: it is what the provider sent, and may be damaged. */
    private MediaMetadata probe(MediaBytes file, MediaFormat format, MediaKind kind) {
        MediaMetadata metadata = probe.probe(file, format);
        return metadata.format() != format && format.kind() == kind
                ? metadata.as(format).with("It holds sound and no pictures.")
                : metadata;
    }

    /** Whether there is a file, and something in it. */
    public boolean isWhole(BlobKey key) {
        return blobs.stat(key).filter(found -> found.size() > 0).isPresent();
    }

    /** Takes bytes in that the store made itself. */
    StagedBlob stageBlob(BlobSource source) {
        return blobs.stage(source);
    }

    public BlobStore blobs() {
        return blobs;
    }

    public StoreIdentityGuard binding() {
        return binding;
    }

    public Thumbnails thumbnails() {
        return new Thumbnails(transactions, this, thumbnailer, profile);
    }

    /** As {@link MediaService#limitation}. */
    public Optional<String> limitation() {
        return thumbnailer.limitation();
    }

    private static MediaFormat recognise(MediaKind expected, String name, byte[] head) {
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
                Messages.quoted(name) + " is " + found + ", but " + expected.noun() + " is wanted: "
                        + formatsOf(expected) + "."
                        + (expected == MediaKind.AUDIO
                                ? " Sound without a header is taken with the format that was asked for, such as pcm_24000 or"
                                        + " ulaw_8000."
                                : ""));
    }

    private static String formatsOf(MediaKind kind) {
        return Arrays.stream(MediaFormat.values())
                .filter(format -> format.kind() == kind && !format.isHeadless())
                .map(MediaFormat::extension)
                .collect(Collectors.joining(", "));
    }

    /** As {@link MediaService#prepare}. */
    public void prepare(StagedMedia media, BlobKey key) {
        if (blobs instanceof SupportsPreUpload && !isKnown(media)) {
            prepareNew(media, key);
        }
    }

    /** The same for a file that has its own address, whether or not the profile has these bytes already. */
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

    /** As {@link MediaService#publish}. */
    public StoredBlob publish(Tx tx, StagedMedia media, BlobKey key) {
        Placement placement = place(tx, media, key);
        tx.references().reserve(placement.key());
        store(media, placement);
        return stored(media.blob(), placement.key());
    }

    /**
     * Decides where {@link #publish} shall put the bytes, and writes nothing: so rows can be written first, and when they are
     * refused there is no file to regret.
     */
    public Placement place(Tx tx, StagedMedia media, BlobKey key) {
        Optional<BlobKey> known = tx.references()
                .findByHash(media.format().kind(), media.blob().hash())
                .map(StoredBlob::key);
        if (known.isEmpty()) {
            return new Placement(key, false);
        }
        Optional<BlobInfo> found = blobs.stat(known.get());
        if (found.isEmpty()) {
            return new Placement(known.get(), false);
        }
        // one of another size is damaged: it must not spread to further rows, nor be overwritten
        boolean sound = found.get().size() == media.blob().size();
        return sound ? new Placement(known.get(), true) : new Placement(key, false);
    }

    /** Puts the bytes where it was decided; to be done before the transaction of the rows is committed. */
    public void store(StagedMedia media, Placement placement) {
        if (!placement.stored()) {
            publishNew(media, placement.key());
        }
    }

    /**
     * Where bytes go.
     *
     * @param key the key to refer to
     * @param stored whether a sound file with these bytes is there already
     */
    public record Placement(BlobKey key, boolean stored) {}

    /**
     * Publishes to just this key. The same bytes may be there already, left by a process that died before its row was
     * written; then they are used.
     *
     * @throws StorageException.AlreadyExists if other bytes have the key
     */
    public StoredBlob publishNew(StagedMedia media, BlobKey key) {
        StagedBlob staged = media.blob();
        try {
            blobs.publish(staged, key);
        } catch (StorageException.AlreadyExists e) {
            if (!holds(key, media)) {
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
     * Reads a file to its end.
     *
     * @throws StorageException.NotFound if there is none
     * @throws StorageException.Corrupt if the store sees that it is damaged
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
     * A file's bytes.
     *
     * @param hash of all of them
     * @param size how many
     */
    public record Measured(ContentHash hash, long size) {}

    /** As {@link MediaService#open}. */
    public BlobContent open(BlobKey key, ByteRange range) {
        requireReferred(key);
        return blobs.open(key, range);
    }

    /** As {@link MediaService#presignGet}. */
    public URI presignGet(BlobKey key, Duration lifetime) {
        requireReferred(key);
        if (blobs instanceof SupportsPresignedUrls supportsPresignedUrls) {
            return supportsPresignedUrls.presignGet(key, lifetime);
        }
        throw new StorageException.Unsupported(
                key.value(), "This storage has no addresses for others to read from; S3 has. Open the file instead.");
    }

    private void requireReferred(BlobKey key) {
        if (transactions.readOnly(profile, tx -> tx.references().find(key)).isEmpty()) {
            throw new StorageException.NotFound(
                    key.value(), "No row of profile " + profile + " refers to a file " + key + ".");
        }
    }

    /** Whether the key has a file of just these bytes. The size tells most files apart without reading them. */
    public boolean holds(BlobKey key, StagedMedia media) {
        try {
            return isSound(key, media) && hashOf(key).equals(media.blob().hash());
        } catch (StorageException.NotFound | StorageException.Corrupt e) {
            return false;
        }
    }

    /** Whether the key has a file of other bytes. */
    public boolean isTaken(BlobKey key, StagedMedia media) {
        return blobs.stat(key).isPresent() && !holds(key, media);
    }

    /** Whether the file has as many bytes as these; one that has not is damaged, or gone. */
    public boolean isSound(BlobKey key, StagedMedia media) {
        return blobs.stat(key)
                .filter(found -> found.size() == media.blob().size())
                .isPresent();
    }

    /**
     * Makes sure that a row of the transaction may refer to the key, and goes on being able to until it ends.
     *
     * @throws StorageException.Integrity if the store has no file for it, or it is another profile's
     */
    public void requireStored(Tx tx, BlobKey key) {
        if (!isStored(tx, key)) {
            throw new StorageException.Integrity(key.value(), "There is no file " + key + "; store it before its row.");
        }
    }

    /**
     * Whether there is a file, which then stays at least until the transaction ends.
     *
     * @throws StorageException.Integrity if it is another profile's
     */
    boolean isStored(Tx tx, BlobKey key) {
        // first, so that nobody removes the file once it was seen
        tx.references().reserve(key);
        return blobs.stat(key).isPresent();
    }
}
