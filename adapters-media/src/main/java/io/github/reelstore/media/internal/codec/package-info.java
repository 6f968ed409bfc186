/** Not API: the names of codecs, by the codes that several containers have in common. */
@NullMarked
package io.github.reelstore.media.internal.codec;

import org.jspecify.annotations.NullMarked;
