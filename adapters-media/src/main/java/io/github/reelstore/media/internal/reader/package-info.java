/** Not API: reads the bytes of a file at any position, until a deadline. */
@NullMarked
package io.github.reelstore.media.internal.reader;

import org.jspecify.annotations.NullMarked;
