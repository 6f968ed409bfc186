/** The exceptions of the store: one unchecked base class with few subclasses. */
@NullMarked
package io.github.reelstore.domain.error;

import org.jspecify.annotations.NullMarked;
