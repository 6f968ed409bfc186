/** Sample files, and what makes and compares files in tests. */
@NullMarked
package io.github.reelstore.media.samples;

import org.jspecify.annotations.NullMarked;
