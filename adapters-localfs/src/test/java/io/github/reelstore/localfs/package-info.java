@NullMarked
package io.github.reelstore.localfs;

import org.jspecify.annotations.NullMarked;
