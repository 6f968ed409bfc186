@NullMarked
package io.github.reelstore.media;

import org.jspecify.annotations.NullMarked;
