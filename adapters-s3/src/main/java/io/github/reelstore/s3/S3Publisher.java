package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Backoff;
import io.github.reelstore.domain.media.BlobKey;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Publishes staged files in the bucket: atomically, and without replacing an existing object. */
final class S3Publisher {

    private static final System.Logger LOG = System.getLogger(S3Publisher.class.getName());

    /** Minimum size of files that {@code prepare} uploads; smaller ones are uploaded quickly by {@code publish}. */
    static final long PRE_UPLOAD_SIZE = 256L << 10;

    /** Files larger than this are uploaded in parts, even without {@code prepare}. */
    static final long MULTIPART_THRESHOLD = 8L << 20;

    /** Maximum size of a single PUT ("Uploading objects"): 5 GiB. */
    static final long MAX_PUT_SIZE = 5L << 30;

    /** How often to try again if others write to the same key at the same time. */
    private static final int MAX_ATTEMPTS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Bucket bucket;
    private final ConditionalWriteProbe conditionalWrites;
    private final UploadThreads threads;

    S3Publisher(Bucket bucket, ConditionalWriteProbe conditionalWrites, UploadThreads threads) {
        this.bucket = bucket;
        this.conditionalWrites = conditionalWrites;
        this.threads = threads;
    }

    /**
     * Uploads a file in advance as a multipart upload, even if it has only one part, since an incomplete upload has
     * no key.
     */
    void prepare(S3StagedFile file, BlobKey key) {
        boolean isNeeded = file.preparedFor(key).isEmpty() && !file.wasPublished(key.value());
        if (isNeeded && file.size() >= PRE_UPLOAD_SIZE && canUseMultipart(file)) {
            try {
                upload(file, key);
            } catch (SdkException e) {
                throw bucket.exceptions().translate(key.value(), S3Operation.PUBLISH, e);
            }
        }
    }

    private boolean canUseMultipart(S3StagedFile file) {
        if (conditionalWrites.supportsMultipart()) {
            return true;
        }
        if (file.size() > MAX_PUT_SIZE) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not support multipart uploads, or does not honour If-None-Match for them, so files"
                            + " of more than 5 GiB cannot be stored safely; this one has " + file.size()
                            + " bytes. Use a server, or a newer version, that does.");
        }
        return false;
    }

    void publish(S3StagedFile file, BlobKey key) {
        boolean exclusive = conditionalWrites.isExclusive();
        if (file.wasPublished(key.value()) && isAt(file, key)) {
            return;
        }
        if (exclusive) {
            publishUntilDone(file, key);
        } else {
            publishIfFree(file, key);
        }
        file.markPublished(key.value());
    }

    /**
     * Publishes on a server without exclusive writes. The server confirms a write that a concurrent one replaces, so
     * only the object itself shows whether this file arrived.
     */
    private void publishIfFree(S3StagedFile file, BlobKey key) {
        ReentrantLock lock = KeyLocks.of(bucket, bucket.objectOf(key));
        lock.lock();
        try {
            Optional<HeadObjectResponse> found = bucket.head(key);
            if (found.isEmpty()) {
                publishUntilDone(file, key);
                requireArrived(file, key);
            } else if (!isOf(file, found.get())) {
                throw taken(key);
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireArrived(S3StagedFile file, BlobKey key) {
        HeadObjectResponse arrived = bucket.head(key).orElseThrow(() -> notArrived(key, "does not have it; try again"));
        if (!isOf(file, arrived)) {
            throw taken(key);
        }
        if (arrived.contentLength() != file.size()) {
            throw notArrived(key, "has " + arrived.contentLength() + " of its " + file.size() + " bytes");
        }
    }

    private StorageException notArrived(BlobKey key, String found) {
        return StorageException.Unavailable.passing(
                key.value(),
                "The server at " + bucket.exceptions().server() + " confirmed the upload of " + key + ", but " + found
                        + ".",
                null);
    }

    private void publishUntilDone(S3StagedFile file, BlobKey key) {
        Backoff backoff = Backoff.attempts(MAX_ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE);
        while (!tryPublish(file, key)) {
            if (!backoff.pause()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw StorageException.Unavailable.lasting(
                            key.value(), "Publishing " + key + " was interrupted.", null);
                }
                throw StorageException.Unavailable.passing(
                        key.value(),
                        "The key " + key
                                + " could not be published, because others write to it at the same time; try again.",
                        null);
            }
            LOG.log(Level.DEBUG, "Publishing " + key + " again, because others write to it at the same time.");
        }
    }

    /** One attempt; returns false if it must be repeated. */
    private boolean tryPublish(S3StagedFile file, BlobKey key) {
        try {
            send(file, key);
            return true;
        } catch (SdkException e) {
            return switch (S3Exceptions.status(e)) {
                // The key is taken: by this file, if the response to an earlier attempt was lost.
                case 412 -> isAt(file, key) || throwIfTaken(key, e);
                // A concurrent write to the key conflicted; after that a multipart upload can no longer be completed.
                case 409 -> {
                    abortUpload(file, key);
                    yield false;
                }
                // The upload does not exist: it was completed and the response was lost, or it was swept.
                case 404 -> isAt(file, key) || handleMissingUpload(file, key, e);
                default -> checkOutcome(file, key, e);
            };
        }
    }

    private void send(S3StagedFile file, BlobKey key) {
        if (file.preparedFor(key).isEmpty() && file.size() > MULTIPART_THRESHOLD && canUseMultipart(file)) {
            upload(file, key);
        }
        if (file.preparedFor(key).isPresent()) {
            file.preparedFor(key).orElseThrow().complete(conditionalWrites.condition());
            file.forgetUpload(key);
        } else {
            put(file, key);
        }
    }

    private void put(S3StagedFile file, BlobKey key) {
        try {
            bucket.client()
                    .putObject(
                            bucket.put(bucket.objectOf(key), file.hash(), metadata(file))
                                    .ifNoneMatch(conditionalWrites.condition())
                                    .contentLength(file.size())
                                    .overrideConfiguration(Connection.timeoutFor(file.size()))
                                    .build(),
                            FileSlice.whole(file).body(key));
        } catch (RuntimeException e) {
            throw S3Exceptions.unwrap(e);
        }
    }

    private void upload(S3StagedFile file, BlobKey key) {
        file.prepared(key, MultipartUpload.send(bucket, threads, key, file, metadata(file)));
    }

    private static Map<String, String> metadata(S3StagedFile file) {
        return Map.of(Bucket.HASH, file.hash().value(), Bucket.STAGED, file.id());
    }

    /** Returns whether the object at the key was published from this staged file. */
    private boolean isAt(S3StagedFile file, BlobKey key) {
        return bucket.head(key).filter(head -> isOf(file, head)).isPresent();
    }

    private static boolean isOf(S3StagedFile file, HeadObjectResponse object) {
        return Bucket.metadata(object.metadata(), Bucket.STAGED).equals(Optional.of(file.id()));
    }

    private static StorageException taken(BlobKey key) {
        return new StorageException.AlreadyExists(key.value(), takenText(key));
    }

    private static String takenText(BlobKey key) {
        return "The key " + key + " is taken by another file; choose another key.";
    }

    /** Throws if another file has the key; returns false, to try again, if that file has been deleted meanwhile. */
    private boolean throwIfTaken(BlobKey key, SdkException e) {
        if (bucket.head(key).isPresent()) {
            throw new StorageException.AlreadyExists(key.value(), takenText(key), e);
        }
        return false;
    }

    private boolean handleMissingUpload(S3StagedFile file, BlobKey key, SdkException e) {
        if (file.preparedFor(key).isEmpty() || !S3Exceptions.code(e).equals("NoSuchUpload")) {
            throw bucket.exceptions().translate(key.value(), S3Operation.PUBLISH, e);
        }
        file.forgetUpload(key);
        return throwIfTaken(key, e);
    }

    /** The result of the request is unknown, so check the object; if that fails too, throw the first failure. */
    private boolean checkOutcome(S3StagedFile file, BlobKey key, SdkException e) {
        StorageException failure = bucket.exceptions().translate(key.value(), S3Operation.PUBLISH, e);
        try {
            if (isAt(file, key)) {
                return true;
            }
        } catch (StorageException unknown) {
            failure.addSuppressed(unknown);
        }
        throw failure;
    }

    private static void abortUpload(S3StagedFile file, BlobKey key) {
        file.preparedFor(key).ifPresent(MultipartUpload::abort);
        file.forgetUpload(key);
    }
}
