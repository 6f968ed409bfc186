package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.StoreId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** The store id of a prefix: one line in the object {@code .reelstore/store-id}. */
final class StoreIdObject {

    private static final String NAME = "store-id";

    private final Bucket bucket;
    private final ConditionalWriteProbe conditionalWrites;

    StoreIdObject(Bucket bucket, ConditionalWriteProbe conditionalWrites) {
        this.bucket = bucket;
        this.conditionalWrites = conditionalWrites;
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

    /**
     * Writes the id unless one exists, and returns the current one. Uses the same condition as every upload. Without
     * exclusive writes, another process may write its id at the same moment; the loser finds that when it next reads it.
     */
    StoreId writeIfAbsent(StoreId id) {
        if (conditionalWrites.isExclusive()) {
            return read().orElseGet(() -> put(id));
        }
        ReentrantLock lock = KeyLocks.of(bucket, bucket.internalObject(NAME));
        lock.lock();
        try {
            return read().orElseGet(() -> putAndRead(id));
        } finally {
            lock.unlock();
        }
    }

    private StoreId putAndRead(StoreId id) {
        put(id);
        return read().orElseThrow(() -> StorageException.Unavailable.passing(
                bucket.internalObject(NAME), "The store id was written, but the server does not have it.", null));
    }

    private StoreId put(StoreId id) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = ContentHash.newDigest();
        digest.update(line);
        String object = bucket.internalObject(NAME);
        try {
            bucket.client()
                    .putObject(
                            bucket.put(object, ContentHash.of(digest), Map.of())
                                    .ifNoneMatch(conditionalWrites.condition())
                                    .build(),
                            RequestBody.fromBytes(line));
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
