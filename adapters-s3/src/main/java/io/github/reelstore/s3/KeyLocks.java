package io.github.reelstore.s3;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Locks for objects of servers without exclusive writes. They keep the writers of this process apart, whichever store
 * they use. Between processes, keys that are used only once do.
 */
final class KeyLocks {

    /** Two objects may share a lock; then their writers wait for each other. */
    private static final int COUNT = 256;

    // static: two stores of this process may be open on one bucket
    private static final ReentrantLock[] LOCKS =
            IntStream.range(0, COUNT).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    private KeyLocks() {}

    /** The lock to hold while writing to the object. */
    static ReentrantLock of(Bucket bucket, String object) {
        String name = bucket.server() + "/" + object;
        return LOCKS[Math.floorMod(name.hashCode(), COUNT)];
    }
}
