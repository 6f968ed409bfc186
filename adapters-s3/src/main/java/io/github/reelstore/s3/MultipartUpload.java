package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.files.internal.StagedFile;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A multipart upload: the server keeps its parts until it is completed or aborted. */
final class MultipartUpload {

    private static final System.Logger LOG = System.getLogger(MultipartUpload.class.getName());

    /** Minimum size of all parts but the last. Larger if a file would have more than {@link #MAX_PARTS} parts. */
    static final long MIN_PART_SIZE = 8L << 20;

    /** Maximum number of parts ("Amazon S3 multipart upload limits"). */
    static final int MAX_PARTS = 10_000;

    /** Counted as bytes for the timeout: completing an upload with thousands of parts takes the server minutes. */
    private static final long COMPLETION_BYTES = 1L << 24;

    private static final int NOT_FOUND = 404;

    private final Bucket bucket;
    private final String object;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

    /** Each part that is being uploaded holds the read lock. */
    private final ReadWriteLock uploading = new ReentrantReadWriteLock();

    private boolean ended;

    private MultipartUpload(Bucket bucket, String object, String id) {
        this.bucket = bucket;
        this.object = object;
        this.id = id;
    }

    /**
     * Uploads all parts of a file without completing the upload. If this fails, it aborts the upload, as long as the
     * server can be reached.
     *
     * @throws SdkException if the server or the connection fails
     */
    static MultipartUpload send(
            Bucket bucket, UploadThreads threads, BlobKey key, StagedFile file, Map<String, String> metadata) {
        String object = bucket.objectOf(key);
        String id = bucket.client()
                .createMultipartUpload(bucket.upload(object, metadata))
                .uploadId();
        MultipartUpload upload = new MultipartUpload(bucket, object, id);
        try {
            upload.sendAll(threads, slices(file), key);
            return upload;
        } catch (RuntimeException | Error e) {
            upload.abort();
            throw e;
        }
    }

    /** The parts of a file, in order. */
    static List<FileSlice> slices(StagedFile file) {
        long size = Math.max(MIN_PART_SIZE, (file.size() + MAX_PARTS - 1) / MAX_PARTS);
        List<FileSlice> slices = new ArrayList<>();
        for (long offset = 0; offset < file.size(); offset += size) {
            slices.add(new FileSlice(file, offset, Math.min(size, file.size() - offset)));
        }
        return slices;
    }

    private void sendAll(UploadThreads threads, List<FileSlice> slices, BlobKey key) {
        List<Future<CompletedPart>> sent = new ArrayList<>();
        try {
            for (FileSlice slice : slices) {
                int number = sent.size() + 1;
                sent.add(threads.submit(() -> sendUnlessEnded(number, slice, key)));
            }
            for (Future<CompletedPart> part : sent) {
                parts.add(part.get());
            }
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (CancellationException | RejectedExecutionException e) {
            throw new IllegalStateException("the store was closed while \"" + key + "\" was being uploaded", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    key.value(), "Uploading \"" + key + "\" was interrupted; try again.", e);
        } finally {
            end(sent);
        }
    }

    private CompletedPart sendUnlessEnded(int number, FileSlice slice, BlobKey key) {
        uploading.readLock().lock();
        try {
            if (ended) {
                throw new CancellationException();
            }
            return send(number, slice, key);
        } finally {
            uploading.readLock().unlock();
        }
    }

    /** Waits until no part is being uploaded, since a part that arrives after an abort stays on the server. */
    private void end(List<Future<CompletedPart>> sent) {
        sent.forEach(part -> part.cancel(true));
        Lock allParts = uploading.writeLock();
        allParts.lock();
        try {
            ended = true;
        } finally {
            allParts.unlock();
        }
    }

    private CompletedPart send(int number, FileSlice slice, BlobKey key) {
        String checksum = Bucket.base64(slice.digest(key));
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket.name())
                .key(object)
                .uploadId(id)
                .partNumber(number)
                .contentLength(slice.length())
                .checksumSHA256(checksum)
                .overrideConfiguration(Connection.timeoutFor(slice.length()))
                .build();
        String tag = bucket.client().uploadPart(request, slice.body(key)).eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(checksum)
                .build();
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error e) {
            throw e;
        }
        return cause instanceof RuntimeException e ? S3Exceptions.unwrap(e) : new IllegalStateException(cause);
    }

    /**
     * Completes the upload.
     *
     * @param condition {@code *} if no object may have the key; null to replace one
     * @throws SdkException if an object has the key, or the server or the connection fails
     */
    void complete(@Nullable String condition) {
        bucket.client()
                .completeMultipartUpload(CompleteMultipartUploadRequest.builder()
                        .bucket(bucket.name())
                        .key(object)
                        .uploadId(id)
                        .ifNoneMatch(condition)
                        .multipartUpload(all -> all.parts(parts))
                        .overrideConfiguration(Connection.timeoutFor(COMPLETION_BYTES))
                        .build());
    }

    /** Aborts the upload. Failures are ignored; the upload is swept later. */
    void abort() {
        try {
            bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(object).uploadId(id));
            LOG.log(Level.DEBUG, "Aborted the upload of " + Messages.quoted(object) + ".");
        } catch (SdkException | StorageException | IllegalStateException | RejectedExecutionException e) {
            // The parts are not in use, and the caller may have a more important exception to throw. The last two types
            // are thrown if the store is already closed.
            boolean ended = e instanceof SdkException failure && S3Exceptions.status(failure) == NOT_FOUND;
            if (!ended) {
                LOG.log(
                        Level.WARNING,
                        "The upload of " + Messages.quoted(object)
                                + " could not be aborted; its parts stay on the server until they are swept ("
                                + e.getClass().getSimpleName() + ").");
            }
        }
    }
}
