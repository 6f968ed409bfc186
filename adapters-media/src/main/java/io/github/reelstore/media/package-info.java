/** Reads the metadata of media files and makes their thumbnails. */
@NullMarked
package io.github.reelstore.media;

import org.jspecify.annotations.NullMarked;
