/**
 * Hands a project over to another store: reads it as a whole, with its files, and stores one that was read so. Programs use it by the
 * bundles of {@code reelstore-export}.
 */
@NullMarked
package io.github.reelstore.domain.transfer;

import org.jspecify.annotations.NullMarked;
