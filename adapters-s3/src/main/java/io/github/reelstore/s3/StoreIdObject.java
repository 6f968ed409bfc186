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

/** The id of the store that a prefix is of: one line in the object {@code .reelstore/store-id}. */
final class StoreIdObject {

    private static final String NAME = "store-id";

    private final Bucket bucket;

    StoreIdObject(Bucket bucket) {
        this.bucket = bucket;
    }

    Optional<StoreId> read() {
        String object = bucket.own(NAME);
        try {
            String line = bucket.client()
                    .getObjectAsBytes(request -> request.bucket(bucket.name()).key(object))
                    .asString(StandardCharsets.UTF_8);
            return Optional.of(new StoreId(line.strip()));
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    object,
                    "The object " + object + " should hold the id of the store and does not; put it back from a copy.",
                    e);
        } catch (SdkException e) {
            if (S3Exceptions.status(e) == 404 && !S3Exceptions.code(e).equals("NoSuchBucket")) {
                return Optional.empty();
            }
            throw bucket.exceptions().on(object, S3Operation.OPEN, e);
        }
    }

    /** Only where there is none: by the condition that all files are stored with. */
    StoreId give(StoreId id) {
        Optional<StoreId> there = read();
        return there.orElseGet(() -> put(id));
    }

    private StoreId put(StoreId id) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = ContentHash.newDigest();
        digest.update(line);
        String object = bucket.own(NAME);
        try {
            bucket.client()
                    .putObject(
                            bucket.put(object, ContentHash.of(digest), Map.of()).build(), RequestBody.fromBytes(line));
            return id;
        } catch (SdkException e) {
            // taken meanwhile: by another, or by us, if the answer to the first try was lost
            if (S3Exceptions.status(e) == 412 || S3Exceptions.status(e) == 409) {
                return read().orElseThrow(() -> bucket.exceptions().on(object, S3Operation.PUBLISH, e));
            }
            throw bucket.exceptions().on(object, S3Operation.PUBLISH, e);
        }
    }
}
