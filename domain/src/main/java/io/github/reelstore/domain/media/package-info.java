/** Value types for media files: keys, hashes, byte ranges, metadata and audio encodings. */
@NullMarked
package io.github.reelstore.domain.media;

import org.jspecify.annotations.NullMarked;
