/** Reads what media files are out of their bytes, and makes small pictures of them. */
@NullMarked
package io.github.reelstore.media;

import org.jspecify.annotations.NullMarked;
