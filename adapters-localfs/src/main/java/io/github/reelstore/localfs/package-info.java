/** A blob store in a directory on the local disk. */
@NullMarked
package io.github.reelstore.localfs;

import org.jspecify.annotations.NullMarked;
