/** Not API: collects what parsers find: sizes, times, and marks of how the file was made. */
@NullMarked
package io.github.reelstore.media.internal.metadata;

import org.jspecify.annotations.NullMarked;
