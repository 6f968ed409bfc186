package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import java.time.Instant;

/**
 * The remembered trial of a server (table {@code reelstore_marks}).
 *
 * @param server the server and the bucket
 * @param result which of its writes are exclusive
 * @param at the time of the trial, UTC
 */
public record WriteTrial(String server, ExclusiveWrites result, Instant at) {}
