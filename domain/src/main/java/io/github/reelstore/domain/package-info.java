/** The domain. */
@NullMarked
package io.github.reelstore.domain;

import org.jspecify.annotations.NullMarked;
