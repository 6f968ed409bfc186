package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Removes objects. */
final class Deleter {

    /** The most that one request may name ("DeleteObjects"). */
    private static final int BATCH = 1_000;

    private static final int LOCKS = 64;

    private final Bucket bucket;

    /** S3 does not tell whether there was an object to delete; so one thread at a time looks and then deletes it. */
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    Deleter(Bucket bucket) {
        this.bucket = bucket;
    }

    boolean delete(BlobKey key) {
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            if (bucket.head(key).isEmpty()) {
                return false;
            }
            try {
                bucket.client()
                        .deleteObject(request -> request.bucket(bucket.name()).key(bucket.objectOf(key)));
                return true;
            } catch (SdkException e) {
                throw bucket.faults().on(key.value(), Act.DELETE, e);
            }
        }
    }

    Map<BlobKey, StorageException> deleteAll(Stream<BlobKey> keys) {
        Map<BlobKey, StorageException> failed = new HashMap<>();
        for (Iterator<BlobKey> each = keys.iterator(); each.hasNext(); ) {
            List<BlobKey> batch = new ArrayList<>();
            while (each.hasNext() && batch.size() < BATCH) {
                batch.add(each.next());
            }
            delete(batch)
                    .forEach(error -> bucket.keyOf(error.key())
                            .ifPresent(key -> failed.put(key, bucket.faults().onOneOf(key, error))));
        }
        return failed;
    }

    private List<S3Error> delete(List<BlobKey> batch) {
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
            throw bucket.faults().on(batch.get(0).value(), Act.DELETE, e);
        }
    }
}
