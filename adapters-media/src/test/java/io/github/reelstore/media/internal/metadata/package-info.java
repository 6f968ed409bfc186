@NullMarked
package io.github.reelstore.media.internal.metadata;

import org.jspecify.annotations.NullMarked;
