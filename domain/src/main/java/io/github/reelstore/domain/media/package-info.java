/** Media files as the domain sees them: keys, hashes, ranges, formats. */
@NullMarked
package io.github.reelstore.domain.media;

import org.jspecify.annotations.NullMarked;
