/** What can go wrong: one unchecked root with few subclasses. */
@NullMarked
package io.github.reelstore.domain.error;

import org.jspecify.annotations.NullMarked;
