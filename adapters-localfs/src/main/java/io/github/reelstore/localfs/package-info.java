/** Media files in a folder of the local disk. */
@NullMarked
package io.github.reelstore.localfs;

import org.jspecify.annotations.NullMarked;
