package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.BulkDeletion;
import io.github.reelstore.domain.port.blob.PresignedPut;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsChecksums;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A {@link BlobStore} in a bucket of S3, or of a server that speaks its protocol: the file of key {@code a/b} is the object
 * {@code prefix/a/b}, so any tool can read it. Without Guice:
 *
 * <pre>{@code
 * try (BlobStore blobs = S3BlobStore.open(S3Config.builder("my-bucket").build());
 *         StagedBlob staged = blobs.stage(BlobSource.of(file))) {
 *     blobs.publish(staged, BlobKey.parse("projects/p1/video.mp4"));
 * }
 * }</pre>
 *
 * <p>What this store adds to the port's rules:
 *
 * <ul>
 *   <li>It writes only to a server that honours {@code If-None-Match: *}, which is tried out before the first write: {@code
 *       prepare}, {@code publish} and {@code presignPut} throw {@link StorageException.Unsupported} otherwise.
 *   <li>Bytes are staged on the local disk. {@code prepare} sends files of 256 KiB and more, so that publishing them is one
 *       small request; without it, publishing sends them, those of more than 8 MiB in parts. A server that ignores the condition
 *       on {@code CompleteMultipartUpload} (Ceph 16) gets every file whole when it is published: inside the transaction, where
 *       there is one.
 *   <li>A process that dies leaves parts on the server; those of the last 7 days remain, older ones of media files
 *       ({@code projects/...}) are given up when a store first stages a file.
 *   <li>Reading a whole file compares its SHA-256 with the one stored beside it: the stream throws {@link
 *       StorageException.Corrupt} instead of giving the last bytes of a file that was damaged.
 *   <li>{@code delete} tells exactly whether there was a file among the threads of one store; of two processes that delete one
 *       file at the same moment, both may be told that it was there.
 *   <li>Where permissions, credentials or the bucket change while the store is open, its methods throw {@link
 *       StorageException.Configuration} or {@link StorageException.Unavailable}, as fits what the server answers.
 * </ul>
 */
public final class S3BlobStore
        implements BlobStore,
                BulkDeletion,
                SupportsPreUpload,
                SupportsPresignedUrls,
                SupportsStoreId,
                SupportsChecksums,
                SupportsCleanup,
                SupportsDescription {

    private final Connection connection;
    private final Bucket bucket;
    private final S3StagingDirectory staging;
    private final ConditionalWriteProbe exclusive;
    private final S3Publisher publisher;
    private final Reader reader;
    private final Deleter deleter;
    private final PresignedRequests presignedRequests;
    private final StoreIdObject identity;
    private final InstantSource clock;
    private final UploadThreads threads = new UploadThreads();
    private final AtomicBoolean swept = new AtomicBoolean();
    private volatile boolean closed;

    private S3BlobStore(Connection connection, Bucket bucket, S3StagingDirectory staging, InstantSource clock) {
        this.connection = connection;
        this.bucket = bucket;
        this.staging = staging;
        this.exclusive = new ConditionalWriteProbe(bucket);
        this.clock = clock;
        this.publisher = new S3Publisher(bucket, exclusive, threads);
        this.reader = new Reader(bucket);
        this.deleter = new Deleter(bucket);
        this.identity = new StoreIdObject(bucket);
        this.presignedRequests = new PresignedRequests(bucket, connection.presigner());
    }

    /**
     * Opens a store over a bucket that is there.
     *
     * @throws StorageException.Configuration if the bucket is not there, or may not be listed or reached with these
     *     credentials, in this region or at this endpoint, or the staging folder cannot be written to; the message says which
     * @throws StorageException.Unavailable if the server cannot be reached
     */
    public static S3BlobStore open(S3Config config) {
        return open(config, InstantSource.system());
    }

    static S3BlobStore open(S3Config config, InstantSource clock) {
        S3StagingDirectory staging = S3StagingDirectory.open(config);
        Connection connection = Connection.open(config);
        try {
            Bucket bucket = new Bucket(connection.client(), config, new S3Exceptions(config, connection.region()));
            bucket.check();
            return new S3BlobStore(connection, bucket, staging, clock);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        requireOpen();
        // The first sign that this store is to write, and never within a transaction.
        if (swept.compareAndSet(false, true)) {
            IncompleteUploads.abort(bucket, clock.instant());
        }
        return new S3StagedFile(staging, staging.take(source));
    }

    /** Sends a file of 256 KiB or more, so that publishing it is one small request. Smaller ones are sent by publishing. */
    @Override
    public void prepare(StagedBlob staged, BlobKey key) {
        publisher.prepare(own(staged), key);
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        publisher.publish(own(staged), key);
    }

    private S3StagedFile own(StagedBlob staged) {
        requireOpen();
        if (!(staged instanceof S3StagedFile file) || !file.isIn(staging)) {
            throw new StorageException.InvalidInput(
                    "staged blob", "The staged blob is of another store; stage the bytes in this one.");
        }
        if (!file.isOpen()) {
            throw S3StagedFile.closed();
        }
        return file;
    }

    @Override
    public BlobContent open(BlobKey key, ByteRange range) {
        requireOpen();
        return reader.open(key, range);
    }

    @Override
    public Optional<BlobInfo> stat(BlobKey key) {
        requireOpen();
        return bucket.head(key).map(head -> new BlobInfo(key, head.contentLength(), head.lastModified()));
    }

    @Override
    public boolean delete(BlobKey key) {
        requireOpen();
        return deleter.delete(key);
    }

    @Override
    public Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys) {
        requireOpen();
        return deleter.deleteAll(keys);
    }

    @Override
    public Stream<BlobInfo> list(BlobPrefix prefix) {
        requireOpen();
        return ObjectListing.of(bucket, prefix);
    }

    @Override
    public URI presignGet(BlobKey key, Duration lifetime) {
        requireOpen();
        return presignedRequests.get(key, lifetime);
    }

    @Override
    public PresignedPut presignPut(BlobKey key, ContentHash hash, long size, Duration lifetime) {
        requireOpen();
        exclusive.require();
        return presignedRequests.put(key, hash, size, lifetime);
    }

    @Override
    public Optional<StoreId> storeId() {
        requireOpen();
        return identity.read();
    }

    @Override
    public StoreId identify(StoreId id) {
        requireOpen();
        exclusive.require();
        return identity.give(id);
    }

    /** Of a file that was sent whole; one that was sent in parts has a hash of its parts' hashes, which tells nothing here. */
    @Override
    public Optional<ContentHash> storedHash(BlobKey key) {
        requireOpen();
        return bucket.storedHash(key);
    }

    /**
     * Gives up uploads that began before the limit, and removes staged files of the local disk that were last written before it, or an
     * hour ago if that is earlier: whether the process of either is alive, nothing tells. An upload that was given up under a living one
     * is sent anew when it is published.
     */
    @Override
    public long sweep(Instant before) {
        requireOpen();
        return staging.sweep(before) + IncompleteUploads.abortBefore(bucket, before);
    }

    @Override
    public long leftovers(Instant before) {
        requireOpen();
        return staging.leftovers(before) + IncompleteUploads.countBefore(bucket, before);
    }

    @Override
    public String description() {
        String below = bucket.root().isEmpty()
                ? ""
                : ", prefix " + bucket.root().substring(0, bucket.root().length() - 1);
        return "S3 at " + bucket.exceptions().server() + ", bucket " + bucket.name() + below;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this S3BlobStore is closed; open another");
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
        connection.close();
    }
}
