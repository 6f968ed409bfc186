/** Compares the probe and the thumbnails with other programs over a folder of media files ({@code .ci/corpus}). */
@NullMarked
package io.github.reelstore.media.corpus;

import org.jspecify.annotations.NullMarked;
