/** Not API: parsers of image files. {@code ImageParsers} selects one. */
@NullMarked
package io.github.reelstore.media.internal.image;

import org.jspecify.annotations.NullMarked;
