/** The media formats that the store accepts, and how the first bytes of a file identify them. */
@NullMarked
package io.github.reelstore.domain.format;

import org.jspecify.annotations.NullMarked;
