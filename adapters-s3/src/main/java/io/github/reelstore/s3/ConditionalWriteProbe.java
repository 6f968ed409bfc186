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
 * Whether the server honours {@code If-None-Match: *}, without which a publish could overwrite. A server that does not know the
 * header ignores it, so it is tried out, with an object of a name that is no key. The same object tells whether the server
 * keeps metadata, by which a file is known for ours when the answer to its writing was lost.
 *
 * <p>That is done when something is first written rather than when the store is opened, since opening it to read must not
 * write. The answer holds as long as the store is open.
 */
final class ConditionalWriteProbe {

    private static final int TAKEN = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private static final ContentHash NOTHING = ContentHash.of(ContentHash.newDigest());
    private static final Map<String, String> METADATA = Map.of(Bucket.HASH, NOTHING.value(), Bucket.STAGED, "probe");

    private final Bucket bucket;
    private final SingleFlight whole;
    private final SingleFlight inParts;

    ConditionalWriteProbe(Bucket bucket) {
        this.bucket = bucket;
        this.whole = new SingleFlight(bucket.name(), () -> onProbe(this::putIsRefused));
        this.inParts = new SingleFlight(bucket.name(), () -> onProbe(this::completingIsRefused));
    }

    /**
     * Makes sure of objects that are sent whole.
     *
     * @throws StorageException.Unsupported if they could overwrite others, or lose their metadata
     */
    void require() {
        if (!whole.get()) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not honour If-None-Match (conditional writes), so"
                            + " files could overwrite each other; nothing is written there: use a server or a newer version"
                            + " that does.");
        }
    }

    /** Whether objects that are sent in parts cannot overwrite others either. */
    boolean holdInParts() {
        require();
        return inParts.get();
    }

    /** What is tried with an object; returns whether the server did right. */
    private interface Probe {
        boolean of(String object);
    }

    private boolean onProbe(Probe probe) {
        String object = bucket.own("probe-" + UUID.randomUUID() + "-empty");
        try {
            return probe.of(object);
        } catch (SdkException e) {
            throw bucket.exceptions().on(object, S3Operation.PUBLISH, e);
        } finally {
            quietly(() -> bucket.client()
                    .deleteObject(request -> request.bucket(bucket.name()).key(object)));
        }
    }

    private boolean putIsRefused(String object) {
        return isRefused(() -> {
            put(object);
            requireMetadata(object);
            put(object);
        });
    }

    private void put(String object) {
        bucket.client().putObject(bucket.put(object, NOTHING, METADATA).build(), RequestBody.empty());
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
                                + name + "), without which a file could not be told from another's; nothing is written"
                                + " there: use a server, or a proxy before it, that does.");
            }
        });
    }

    private boolean completingIsRefused(String object) {
        put(object);
        return isRefused(() -> complete(object));
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
            quietly(() -> bucket.client()
                    .abortMultipartUpload(
                            request -> request.bucket(bucket.name()).key(object).uploadId(id)));
        }
    }

    private static boolean isRefused(Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
                return false;
            }
            if (e.statusCode() == TAKEN) {
                return true;
            }
            throw e;
        }
    }

    private static void quietly(Runnable request) {
        try {
            request.run();
        } catch (SdkException | StorageException e) {
            // What remains has no key, and next to no bytes.
        }
    }
}
