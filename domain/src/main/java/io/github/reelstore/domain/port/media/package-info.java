/** Ports that read metadata from media files and make thumbnails of them. */
@NullMarked
package io.github.reelstore.domain.port.media;

import org.jspecify.annotations.NullMarked;
