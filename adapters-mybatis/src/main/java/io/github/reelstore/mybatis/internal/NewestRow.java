package io.github.reelstore.mybatis.internal;

import java.time.Instant;
import java.util.Optional;

/**
 * The newest row of all tables.
 *
 * @param createdAt when it was created; empty if there are no rows
 */
record NewestRow(Optional<Instant> createdAt) {}
