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
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.port.blob.PresignedPut;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.blob.SupportsChecksums;
import io.github.reelstore.domain.port.blob.SupportsCleanup;
import io.github.reelstore.domain.port.blob.SupportsDescription;
import io.github.reelstore.domain.port.blob.SupportsPreUpload;
import io.github.reelstore.domain.port.blob.SupportsPresignedUrls;
import io.github.reelstore.domain.port.blob.SupportsStoreId;
import io.github.reelstore.domain.port.blob.SupportsWriteTrial;
import io.github.reelstore.files.internal.StagingDirectory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A {@link BlobStore} in a bucket of Amazon S3 or an S3-compatible server. The file of key {@code a/b} is the object
 * {@code prefix/a/b}, so any tool can read it. To use it without Guice:
 *
 * <pre>{@code
 * try (BlobStore blobs = S3BlobStore.open(S3Config.builder("my-bucket").build());
 *         StagedBlob staged = blobs.stage(BlobSource.of(file))) {
 *     blobs.publish(staged, BlobKey.parse("projects/p1/video.mp4"));
 * }
 * }</pre>
 *
 * <p>In addition to the rules of {@link BlobStore}:
 *
 * <ul>
 *   <li>Whether the server honours {@code If-None-Match: *}, for concurrent writers too, is tried before the first
 *       write. If it does not, {@code publish} is exclusive within this process only, {@code presignPut} throws {@link
 *       StorageException.Unsupported}, and keys must not be used twice: see {@link SupportsWriteTrial}.
 *   <li>Bytes are staged on the local disk. {@code prepare} uploads files of 256 KiB and more, so that publishing
 *       them takes one small request. Without {@code prepare}, {@code publish} uploads the file, in parts if it is
 *       larger than 8 MiB. If the server ignores the condition on {@code CompleteMultipartUpload} (Ceph 16), every
 *       file is uploaded in one request when it is published: inside the transaction, if there is one.
 *   <li>A process that dies leaves incomplete uploads on the server. When a store first stages a file, it aborts
 *       those of media files ({@code projects/...}) that are older than 7 days.
 *   <li>Reading a whole file verifies its SHA-256 against the one in the object's metadata. If the file is damaged,
 *       the stream throws {@link StorageException.Corrupt} instead of returning the last bytes.
 *   <li>The result of {@code delete} is exact among the threads of one store. If two processes delete a file at the
 *       same time, both may return true.
 *   <li>If permissions, credentials or the bucket change while the store is open, its methods throw {@link
 *       StorageException.Configuration} or {@link StorageException.Unavailable}, depending on the server's response.
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
                SupportsDescription,
                SupportsWriteTrial {

    private final Connection connection;
    private final Bucket bucket;
    /** Empty if the store is opened read-only. */
    private final Optional<StagingDirectory> staging;

    private final ConditionalWriteProbe conditionalWrites;
    private final S3Publisher publisher;
    private final Reader reader;
    private final Deleter deleter;
    private final PresignedRequests presignedRequests;
    private final StoreIdObject storeIdObject;
    private final InstantSource clock;
    private final UploadThreads threads = new UploadThreads();
    private final AtomicBoolean swept = new AtomicBoolean();
    private volatile boolean closed;

    private S3BlobStore(Connection connection, Bucket bucket, Optional<StagingDirectory> staging, InstantSource clock) {
        this.connection = connection;
        this.bucket = bucket;
        this.staging = staging;
        this.conditionalWrites = new ConditionalWriteProbe(bucket);
        this.clock = clock;
        this.publisher = new S3Publisher(bucket, conditionalWrites, threads);
        this.reader = new Reader(bucket);
        this.deleter = new Deleter(bucket);
        this.storeIdObject = new StoreIdObject(bucket, conditionalWrites);
        this.presignedRequests = new PresignedRequests(bucket, connection.presigner());
    }

    /**
     * Opens a store in an existing bucket.
     *
     * @throws StorageException.Configuration if the bucket does not exist, or cannot be listed with these
     *     credentials, in this region or at this endpoint, or the staging directory is not writable; the message says
     *     which
     * @throws StorageException.Unavailable if the server cannot be reached
     */
    public static S3BlobStore open(S3Config config) {
        return open(config, InstantSource.system());
    }

    static S3BlobStore open(S3Config config, InstantSource clock) {
        return open(config, Optional.of(S3Staging.open(config, clock)), clock);
    }

    /**
     * Opens a store only to read it: nothing is created, on the server or on the local disk, and methods that write
     * throw {@link StorageException.ReadOnly} without a request.
     *
     * @throws StorageException.Configuration as {@link #open(S3Config)}, except for the staging directory
     * @throws StorageException.Unavailable if the server cannot be reached
     */
    public static S3BlobStore openReadOnly(S3Config config) {
        return open(config, Optional.empty(), InstantSource.system());
    }

    private static S3BlobStore open(S3Config config, Optional<StagingDirectory> staging, InstantSource clock) {
        try {
            Connection connection = Connection.open(config);
            try {
                Bucket bucket = new Bucket(connection.client(), config, new S3Exceptions(config, connection.region()));
                bucket.check();
                return new S3BlobStore(connection, bucket, staging, clock);
            } catch (Throwable e) {
                connection.close();
                throw e;
            }
        } catch (Throwable e) {
            staging.ifPresent(StagingDirectory::close);
            throw e;
        }
    }

    @Override
    public StagedBlob stage(BlobSource source) {
        StagingDirectory directory = requireWritable();
        // Staging is the first step of every write, and never happens inside a transaction.
        if (swept.compareAndSet(false, true)) {
            IncompleteUploads.abort(bucket, clock.instant());
        }
        return directory.stage(source, S3StagedFile::new);
    }

    /**
     * Uploads a file of 256 KiB or more, so that publishing it takes one small request. {@code publish} uploads
     * smaller ones.
     */
    @Override
    public void prepare(StagedBlob staged, BlobKey key) {
        publisher.prepare(requireOpen(staged), key);
    }

    @Override
    public void publish(StagedBlob staged, BlobKey key) {
        publisher.publish(requireOpen(staged), key);
    }

    private S3StagedFile requireOpen(StagedBlob staged) {
        return requireWritable().requireOpen(staged, S3StagedFile.class);
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
        requireWritable();
        return deleter.delete(key);
    }

    @Override
    public Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys) {
        requireWritable();
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
        return presignedRequests.get(key, lifetime, Optional.empty());
    }

    @Override
    public URI presignGet(BlobKey key, Duration lifetime, PresentedAs presented) {
        requireOpen();
        return presignedRequests.get(key, lifetime, Optional.of(presented));
    }

    @Override
    public PresignedPut presignPut(BlobKey key, ContentHash hash, long size, Duration lifetime) {
        requireWritable();
        conditionalWrites.requireExclusive();
        return presignedRequests.put(key, hash, size, lifetime);
    }

    @Override
    public Optional<StoreId> storeId() {
        requireOpen();
        return storeIdObject.read();
    }

    @Override
    public StoreId identify(StoreId id) {
        requireWritable();
        return storeIdObject.writeIfAbsent(id);
    }

    /**
     * Only for files that were uploaded in one request. After a multipart upload S3 has only a hash of the part
     * hashes.
     */
    @Override
    public Optional<ContentHash> storedHash(BlobKey key) {
        requireOpen();
        return bucket.storedHash(key);
    }

    /**
     * Deletes the local staged files of stores whose process has died, and aborts uploads that were started before the
     * limit. A live store holds a lock, and its staged files are kept whatever their age; files without a lock (of
     * earlier versions, or because the file system does not support locks) are deleted if they were last written
     * before the limit and at least an hour ago. Whether the process of an upload is still alive is unknown; if its
     * upload is aborted, {@code publish} uploads the file again.
     */
    @Override
    public long sweep(Instant before) {
        return requireWritable().sweep(before) + IncompleteUploads.abortBefore(bucket, before);
    }

    @Override
    public long leftovers(Instant before) {
        requireOpen();
        return staging.map(directory -> directory.leftovers(before)).orElse(0L)
                + IncompleteUploads.countBefore(bucket, before);
    }

    @Override
    public String server() {
        return bucket.server();
    }

    @Override
    public ExclusiveWrites exclusiveWrites() {
        requireWritable();
        return conditionalWrites.result();
    }

    @Override
    public void assume(ExclusiveWrites known) {
        requireOpen();
        conditionalWrites.assume(known);
    }

    @Override
    public String attempt(StagedBlob staged) {
        return requireOpen(staged).attempt();
    }

    @Override
    public String description() {
        String prefix = bucket.root().isEmpty()
                ? ""
                : ", prefix " + bucket.root().substring(0, bucket.root().length() - 1);
        return "S3 at " + bucket.exceptions().server() + ", bucket " + bucket.name() + prefix;
    }

    private StagingDirectory requireWritable() {
        requireOpen();
        return staging.orElseThrow(() -> StorageException.ReadOnly.store("storage"));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this S3BlobStore is closed; open a new one");
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
        staging.ifPresent(StagingDirectory::close);
        connection.close();
    }
}
