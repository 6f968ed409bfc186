@NullMarked
package io.github.reelstore.media.internal.thumbnail;

import org.jspecify.annotations.NullMarked;
