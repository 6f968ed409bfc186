/**
 * Copies a store to another place: {@link io.github.reelstore.domain.copy.StoreCopy} copies rows and files, continues where it was
 * interrupted, compares both sides, and switches from one to the other.
 */
@NullMarked
package io.github.reelstore.domain.copy;

import org.jspecify.annotations.NullMarked;
