package io.github.reelstore.mybatis.internal;

/** The counter of a worker: a row of {@code provider_workers}. */
record WorkerBeats(String worker, long beats) {}
