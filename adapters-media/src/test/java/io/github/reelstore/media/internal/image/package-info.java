@NullMarked
package io.github.reelstore.media.internal.image;

import org.jspecify.annotations.NullMarked;
