/** Not API: the parser of MP4, QuickTime and 3GP files ({@code Movie}), and of their boxes, which HEIF has too. */
@NullMarked
package io.github.reelstore.media.internal.mp4;

import org.jspecify.annotations.NullMarked;
