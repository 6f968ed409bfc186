@NullMarked
package io.github.reelstore.media.internal.mp4;

import org.jspecify.annotations.NullMarked;
