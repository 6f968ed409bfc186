package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Checks whether the server honours {@code If-None-Match: *}; without it, publishing could overwrite a file. A server
 * that does not support the header ignores it, so the check writes an object whose name is not a valid key. The same
 * object shows whether the server keeps metadata, which identifies a published file if the response to its upload was
 * lost.
 *
 * <p>The check runs before the first write, not when the store is opened, since opening a store for reading must not
 * write. The result is cached until the store is closed.
 */
final class ConditionalWriteProbe {

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private static final ContentHash EMPTY = ContentHash.of(ContentHash.newDigest());
    private static final Map<String, String> METADATA = Map.of(Bucket.HASH, EMPTY.value(), Bucket.STAGED, "probe");

    private final Bucket bucket;
    private final SingleFlight put;
    private final SingleFlight multipart;

    ConditionalWriteProbe(Bucket bucket) {
        this.bucket = bucket;
        this.put = new SingleFlight(bucket.name(), () -> withProbeObject(this::rejectsSecondPut));
        this.multipart = new SingleFlight(bucket.name(), () -> withProbeObject(this::rejectsCompletion));
    }

    /**
     * Makes sure that PUT requests are conditional and keep metadata.
     *
     * @throws StorageException.Unsupported if they could overwrite objects, or lose their metadata
     */
    void require() {
        if (!put.get()) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not honour If-None-Match (conditional writes), so files could"
                            + " overwrite each other; nothing was written. Use a server or a newer version that"
                            + " does.");
        }
    }

    /** Returns whether multipart uploads are conditional too. */
    boolean supportsMultipart() {
        require();
        return multipart.get();
    }

    /** A check with an object; returns whether the server passes. */
    private interface Probe {
        boolean test(String object);
    }

    private boolean withProbeObject(Probe probe) {
        String object = bucket.internalObject("probe-" + UUID.randomUUID() + "-empty");
        try {
            return probe.test(object);
        } catch (SdkException e) {
            throw bucket.exceptions().translate(object, S3Operation.PUBLISH, e);
        } finally {
            ignoringFailure(() -> bucket.client()
                    .deleteObject(request -> request.bucket(bucket.name()).key(object)));
        }
    }

    private boolean rejectsSecondPut(String object) {
        return isRejected(() -> {
            put(object);
            requireMetadata(object);
            put(object);
        });
    }

    private void put(String object) {
        bucket.client().putObject(bucket.put(object, EMPTY, METADATA).build(), RequestBody.empty());
    }

    private void requireMetadata(String object) {
        Map<String, String> kept = bucket.client()
                .headObject(request -> request.bucket(bucket.name()).key(object))
                .metadata();
        METADATA.forEach((name, value) -> {
            if (!Bucket.metadata(kept, name).equals(Optional.of(value))) {
                throw new StorageException.Unsupported(
                        "storage.endpoint",
                        "The server at " + bucket.exceptions().server()
                                + " does not keep the metadata of objects (x-amz-meta-"
                                + name + "), which identifies published files; nothing was written. Use a server, or a"
                                + " proxy in front of it, that does.");
            }
        });
    }

    private boolean rejectsCompletion(String object) {
        put(object);
        return isRejected(() -> complete(object));
    }

    private void complete(String object) {
        String id = bucket.client()
                .createMultipartUpload(bucket.upload(object, METADATA))
                .uploadId();
        try {
            byte[] one = {1};
            String checksum = Bucket.base64(ContentHash.newDigest().digest(one));
            String tag = bucket.client()
                    .uploadPart(
                            request -> request.bucket(bucket.name())
                                    .key(object)
                                    .uploadId(id)
                                    .partNumber(1)
                                    .checksumSHA256(checksum),
                            RequestBody.fromBytes(one))
                    .eTag();
            CompletedPart part = CompletedPart.builder()
                    .partNumber(1)
                    .eTag(tag)
                    .checksumSHA256(checksum)
                    .build();
            bucket.client()
                    .completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(object)
                            .uploadId(id)
                            .ifNoneMatch("*")
                            .multipartUpload(all -> all.parts(part)));
        } finally {
            ignoringFailure(() -> bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(object).uploadId(id)));
        }
    }

    private static boolean isRejected(Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
                return false;
            }
            if (e.statusCode() == PRECONDITION_FAILED) {
                return true;
            }
            throw e;
        }
    }

    private static void ignoringFailure(Runnable request) {
        try {
            request.run();
        } catch (SdkException | StorageException e) {
            // A leftover probe object has no key and almost no bytes.
        }
    }
}
