package io.github.reelstore.mybatis.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * The newest of some rows.
 *
 * @param createdAt when it was made; empty if there is none
 */
record NewestRow(Optional<Instant> createdAt) {}
