package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes objects. */
final class Deleter {

    /** Maximum number of keys in one request ("DeleteObjects"). */
    private static final int MAX_BATCH = 1_000;

    private final Bucket bucket;

    Deleter(Bucket bucket) {
        this.bucket = bucket;
    }

    /** S3 does not report whether an object existed, so one thread at a time checks and then deletes it. */
    boolean delete(BlobKey key) {
        Lock lock = KeyLocks.of(bucket, bucket.objectOf(key));
        lock.lock();
        try {
            if (bucket.head(key).isEmpty()) {
                return false;
            }
            try {
                bucket.client()
                        .deleteObject(request -> request.bucket(bucket.name()).key(bucket.objectOf(key)));
                return true;
            } catch (SdkException e) {
                throw bucket.exceptions().translate(key.value(), S3Operation.DELETE, e);
            }
        } finally {
            lock.unlock();
        }
    }

    Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys) {
        Map<BlobKey, StorageException> failed = new HashMap<>();
        for (Iterator<BlobKey> each = keys.iterator(); each.hasNext(); ) {
            Set<BlobKey> batch = new LinkedHashSet<>();
            while (each.hasNext() && batch.size() < MAX_BATCH) {
                batch.add(each.next());
            }
            try {
                for (S3Error error : delete(batch)) {
                    BlobKey key = keyIn(batch, error);
                    failed.put(key, bucket.exceptions().forFailedKey(key, error));
                }
            } catch (StorageException e) {
                failed.values().forEach(e::addSuppressed);
                throw e;
            }
        }
        return failed;
    }

    /** The key that was not deleted; throws if the response names an unknown key, since any of them may have failed. */
    private BlobKey keyIn(Set<BlobKey> batch, S3Error error) {
        return Optional.ofNullable(error.key())
                .filter(object -> object.startsWith(bucket.root()))
                .flatMap(bucket::keyOf)
                .filter(batch::contains)
                .orElseThrow(() -> bucket.exceptions().forUnknownKey(batch, error));
    }

    private List<S3Error> delete(Set<BlobKey> batch) {
        List<ObjectIdentifier> objects = batch.stream()
                .map(key -> ObjectIdentifier.builder().key(bucket.objectOf(key)).build())
                .toList();
        try {
            return bucket.client()
                    .deleteObjects(request -> request.bucket(bucket.name())
                            .delete(Delete.builder()
                                    .objects(objects)
                                    .quiet(true)
                                    .build()))
                    .errors();
        } catch (SdkException e) {
            throw bucket.exceptions().translate(batch.iterator().next().value(), S3Operation.DELETE, e);
        }
    }
}
