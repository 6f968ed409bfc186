package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.StoreId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** The store id of a prefix: one line in the object {@code .reelstore/store-id}. */
final class StoreIdObject {

    private static final String NAME = "store-id";

    private final Bucket bucket;

    StoreIdObject(Bucket bucket) {
        this.bucket = bucket;
    }

    Optional<StoreId> read() {
        String object = bucket.internalObject(NAME);
        try {
            String line = bucket.client()
                    .getObjectAsBytes(request -> request.bucket(bucket.name()).key(object))
                    .asString(StandardCharsets.UTF_8);
            return Optional.of(new StoreId(line.strip()));
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    object,
                    "The object " + object + " does not contain a valid store id; restore it from a backup.",
                    e);
        } catch (SdkException e) {
            if (S3Exceptions.status(e) == 404 && !S3Exceptions.code(e).equals("NoSuchBucket")) {
                return Optional.empty();
            }
            throw bucket.exceptions().translate(object, S3Operation.OPEN, e);
        }
    }

    /** Writes the id unless one exists, and returns the current one. Uses the same condition as every upload. */
    StoreId writeIfAbsent(StoreId id) {
        Optional<StoreId> existing = read();
        return existing.orElseGet(() -> put(id));
    }

    private StoreId put(StoreId id) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = ContentHash.newDigest();
        digest.update(line);
        String object = bucket.internalObject(NAME);
        try {
            bucket.client()
                    .putObject(
                            bucket.put(object, ContentHash.of(digest), Map.of()).build(), RequestBody.fromBytes(line));
            return id;
        } catch (SdkException e) {
            // written meanwhile: by another process, or by this one if the response to the first attempt was lost
            if (S3Exceptions.status(e) == 412 || S3Exceptions.status(e) == 409) {
                return read().orElseThrow(() -> bucket.exceptions().translate(object, S3Operation.PUBLISH, e));
            }
            throw bucket.exceptions().translate(object, S3Operation.PUBLISH, e);
        }
    }
}
