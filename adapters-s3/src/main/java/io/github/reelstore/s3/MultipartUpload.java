package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A file sent in parts, which the server holds until they are made one object or given up. */
final class MultipartUpload {

    /** The least size of a part but the last; it grows where a file would have more than {@link #MOST_PARTS}. */
    static final long PART = 8L << 20;

    /** What S3 allows ("Amazon S3 multipart upload limits"). */
    static final int MOST_PARTS = 10_000;

    /** Putting thousands of parts together takes the server minutes. */
    private static final long COMPLETING = 1L << 24;

    private final Bucket bucket;
    private final String object;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

    /** Held for reading by each part that is under way. */
    private final ReadWriteLock underWay = new ReentrantReadWriteLock();

    private boolean over;

    private MultipartUpload(Bucket bucket, String object, String id) {
        this.bucket = bucket;
        this.object = object;
        this.id = id;
    }

    /**
     * Sends a file; nothing of it has a name yet. Of what fails, nothing remains on the server, as far as that can be reached.
     *
     * @throws SdkException if the server or the way to it fails
     */
    static MultipartUpload send(
            Bucket bucket, UploadThreads threads, BlobKey key, FileSlice file, Map<String, String> metadata) {
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
    static List<FileSlice> slices(FileSlice file) {
        long size = Math.max(PART, (file.length() + MOST_PARTS - 1) / MOST_PARTS);
        List<FileSlice> slices = new ArrayList<>();
        for (long offset = 0; offset < file.length(); offset += size) {
            slices.add(new FileSlice(file.path(), offset, Math.min(size, file.length() - offset)));
        }
        return slices;
    }

    private void sendAll(UploadThreads threads, List<FileSlice> slices, BlobKey key) {
        List<Future<CompletedPart>> sent = new ArrayList<>();
        try {
            for (FileSlice slice : slices) {
                int number = sent.size() + 1;
                sent.add(threads.submit(() -> sendUnlessOver(number, slice, key)));
            }
            for (Future<CompletedPart> part : sent) {
                parts.add(part.get());
            }
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (CancellationException | RejectedExecutionException e) {
            throw new IllegalStateException("the store was closed while \"" + key + "\" was sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    key.value(), "The sending of \"" + key + "\" was interrupted; try again.", e);
        } finally {
            end(sent);
        }
    }

    private CompletedPart sendUnlessOver(int number, FileSlice slice, BlobKey key) {
        underWay.readLock().lock();
        try {
            if (over) {
                throw new CancellationException();
            }
            return send(number, slice, key);
        } finally {
            underWay.readLock().unlock();
        }
    }

    /** Returns when no part is under way any more, since one that arrives after an abort remains on the server. */
    private void end(List<Future<CompletedPart>> sent) {
        sent.forEach(part -> part.cancel(true));
        Lock none = underWay.writeLock();
        none.lock();
        try {
            over = true;
        } finally {
            none.unlock();
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
                .overrideConfiguration(Connection.timeFor(slice.length()))
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
        return cause instanceof RuntimeException e ? S3Exceptions.unwrapped(e) : new IllegalStateException(cause);
    }

    /**
     * Makes the parts one object, where its name is free.
     *
     * @throws SdkException if it is not, or the server or the way to it fails
     */
    void complete() {
        bucket.client()
                .completeMultipartUpload(CompleteMultipartUploadRequest.builder()
                        .bucket(bucket.name())
                        .key(object)
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .multipartUpload(all -> all.parts(parts))
                        .overrideConfiguration(Connection.timeFor(COMPLETING))
                        .build());
    }

    /** Gives the parts up, as far as the server can be reached; what remains is swept later. */
    void abort() {
        try {
            bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(object).uploadId(id));
        } catch (SdkException | StorageException | IllegalStateException | RejectedExecutionException e) {
            // Nobody refers to them, and the caller has a better exception to throw or none. The last two come where
            // the
            // store is closed already.
        }
    }
}
