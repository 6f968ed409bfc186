@NullMarked
package io.github.reelstore.media.internal.audio;

import org.jspecify.annotations.NullMarked;
