package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object of a trial; its name is not a valid key, so it is never listed. Closing deletes it. */
final class ProbeObject implements AutoCloseable {

    /** The condition of a request: no object has the name. */
    static final String NONE_MATCHES = "*";

    /** More than clients and servers buffer, so that a request with half of its content is in progress. */
    private static final int SIZE = 24_000;

    private static final int NOT_FOUND = 404;

    private final Bucket bucket;
    private final String name;

    ProbeObject(Bucket bucket) {
        this.bucket = bucket;
        // ends like no temporary file of a server
        this.name = bucket.internalObject("probe-" + UUID.randomUUID() + "-trial");
    }

    String name() {
        return name;
    }

    /** The content of a writer: other bytes and another size than those of the others. */
    static byte[] content(int writer) {
        byte[] bytes = new byte[SIZE + writer];
        new Random(writer).nextBytes(bytes);
        return bytes;
    }

    private static ContentHash hash(byte[] bytes) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        return ContentHash.of(digest);
    }

    private static Map<String, String> metadata(byte[] bytes) {
        return Map.of(Bucket.HASH, hash(bytes).value(), Bucket.STAGED, "probe");
    }

    /** Writes the content in one request. */
    void put(byte[] content, @Nullable String ifNoneMatch) {
        put(content, ifNoneMatch, RequestBody.fromBytes(content));
    }

    /** The same with a body that contains the content. */
    void put(byte[] content, @Nullable String ifNoneMatch, RequestBody body) {
        bucket.client()
                .putObject(
                        bucket.put(name, hash(content), metadata(content))
                                .ifNoneMatch(ifNoneMatch)
                                .build(),
                        body);
    }

    /** Sends the content as the only part of an upload; the result completes it. */
    Upload upload(byte[] content) {
        String id = bucket.client()
                .createMultipartUpload(bucket.upload(name, metadata(content)))
                .uploadId();
        String checksum = Bucket.base64(ContentHash.newDigest().digest(content));
        try {
            String tag = bucket.client()
                    .uploadPart(
                            request -> request.bucket(bucket.name())
                                    .key(name)
                                    .uploadId(id)
                                    .partNumber(1)
                                    .checksumSHA256(checksum),
                            RequestBody.fromBytes(content))
                    .eTag();
            return new Upload(
                    id,
                    CompletedPart.builder()
                            .partNumber(1)
                            .eTag(tag)
                            .checksumSHA256(checksum)
                            .build());
        } catch (RuntimeException e) {
            abort(id);
            throw e;
        }
    }

    /** An upload that is not complete yet. Closing aborts it, unless it was completed. */
    final class Upload implements AutoCloseable {

        private final String id;
        private final CompletedPart part;
        private boolean completed;

        private Upload(String id, CompletedPart part) {
            this.id = id;
            this.part = part;
        }

        void complete(@Nullable String ifNoneMatch) {
            bucket.client()
                    .completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(name)
                            .uploadId(id)
                            .ifNoneMatch(ifNoneMatch)
                            .multipartUpload(all -> all.parts(part)));
            completed = true;
        }

        @Override
        public void close() {
            if (!completed) {
                abort(id);
            }
        }
    }

    private void abort(String id) {
        ignoringFailure(() -> bucket.client()
                .abortMultipartUpload(
                        request -> request.bucket(bucket.name()).key(name).uploadId(id)));
    }

    /** The object with its content; empty if it does not exist. */
    Optional<ResponseBytes<GetObjectResponse>> read() {
        try {
            return Optional.of(bucket.client()
                    .getObjectAsBytes(request -> request.bucket(bucket.name()).key(name)));
        } catch (SdkException e) {
            if (S3Exceptions.status(e) == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether the object has exactly this content, and says so in its length. */
    boolean holds(byte[] content) {
        return read().filter(object -> object.response().contentLength() == content.length
                        && Arrays.equals(object.asByteArrayUnsafe(), content))
                .isPresent();
    }

    /**
     * Makes sure that the object has the content and metadata that were sent.
     *
     * @throws StorageException.Unsupported if it does not
     */
    void requireKept(byte[] content) {
        if (!holds(content)) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not return the bytes that were sent, such as one that stores the framing of a request"
                            + " as content; nothing was written. Use another server, or a newer version of it.");
        }
        Map<String, String> kept = bucket.client()
                .headObject(request -> request.bucket(bucket.name()).key(name))
                .metadata();
        metadata(content).forEach((key, value) -> {
            if (!Bucket.metadata(kept, key).equals(Optional.of(value))) {
                throw new StorageException.Unsupported(
                        "storage.endpoint",
                        "The server at " + bucket.exceptions().server()
                                + " does not keep the metadata of objects (x-amz-meta-"
                                + key + "), which identifies published files; nothing was written. Use a server, or a"
                                + " proxy in front of it, that does.");
            }
        });
    }

    @Override
    public void close() {
        ignoringFailure(() -> bucket.client()
                .deleteObject(request -> request.bucket(bucket.name()).key(name)));
    }

    private static void ignoringFailure(Runnable request) {
        try {
            request.run();
        } catch (SdkException | StorageException e) {
            // a leftover has no key and few bytes
        }
    }
}
