@NullMarked
package io.github.reelstore.media.internal.matroska;

import org.jspecify.annotations.NullMarked;
