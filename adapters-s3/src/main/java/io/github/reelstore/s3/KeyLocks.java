package io.github.reelstore.s3;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Locks for objects, where requests to S3 cannot exclude each other: they keep the threads of this process apart, whichever
 * store they use. Writers of different processes, on servers without exclusive writes, never use the same key.
 */
final class KeyLocks {

    /** Two objects may share a lock; then their threads wait for each other. */
    private static final int COUNT = 256;

    // static: two stores of this process may be open on one bucket
    private static final ReentrantLock[] LOCKS =
            IntStream.range(0, COUNT).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private KeyLocks() {}

    /** The lock to hold while looking at the object and then changing it. */
    static ReentrantLock of(Bucket bucket, String object) {
        String name = bucket.server() + "/" + object;
        return LOCKS[Math.floorMod(name.hashCode(), COUNT)];
    }
}
