package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    /** How many are sent at once. Each has a connection and some buffers, whatever its size. */
    private static final int PARALLEL = 3;

    /** Putting thousands of parts together takes the server minutes. */
    private static final long COMPLETING = 1L << 24;

    private final Bucket bucket;
    private final String object;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

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
    static MultipartUpload send(Bucket bucket, BlobKey key, FileSlice file, Map<String, String> metadata) {
        String object = bucket.objectOf(key);
        String id = bucket.client()
                .createMultipartUpload(bucket.upload(object, metadata))
                .uploadId();
        MultipartUpload upload = new MultipartUpload(bucket, object, id);
        try {
            upload.sendAll(slices(file), key);
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

    private void sendAll(List<FileSlice> slices, BlobKey key) {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, task -> {
            Thread thread = new Thread(task, "reelstore-upload");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<CompletedPart>> sent = new ArrayList<>();
            for (FileSlice slice : slices) {
                int number = sent.size() + 1;
                sent.add(threads.submit(() -> send(number, slice)));
            }
            for (Future<CompletedPart> part : sent) {
                parts.add(part.get());
            }
        } catch (ExecutionException e) {
            throw failed(Objects.requireNonNull(e.getCause()), key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    key.value(), "The sending of \"" + key + "\" was interrupted; try again.", e);
        } finally {
            end(threads);
        }
    }

    private CompletedPart send(int number, FileSlice slice) throws IOException {
        String checksum = Bucket.base64(slice.digest());
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket.name())
                .key(object)
                .uploadId(id)
                .partNumber(number)
                .contentLength(slice.length())
                .checksumSHA256(checksum)
                .overrideConfiguration(Connection.timeFor(slice.length()))
                .build();
        String tag = bucket.client().uploadPart(request, slice.body()).eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(checksum)
                .build();
    }

    private static RuntimeException failed(Throwable cause, BlobKey key) {
        if (cause instanceof IOException e) {
            return StorageException.Unavailable.lasting(
                    key.value(),
                    "The staged bytes of \"" + key + "\" could not be read again: " + StagingFolder.reason(e)
                            + "; check the disk of the staging folder.",
                    e);
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException("sending failed", cause);
    }

    /** Returns when no part is under way any more, since one that arrives after an abort remains on the server. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
        } catch (SdkException e) {
            // Nobody refers to them, and the caller has a better exception to throw or none.
        }
    }
}
