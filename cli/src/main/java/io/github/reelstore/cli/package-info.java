/** The command line. It uses {@code Reelstore} like any embedder. No other module depends on it. */
@NullMarked
package io.github.reelstore.cli;

import org.jspecify.annotations.NullMarked;
