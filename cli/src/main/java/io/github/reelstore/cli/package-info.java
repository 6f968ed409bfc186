/** The command line. It uses {@code Reelstore} as an embedder does. No other module uses it. */
@NullMarked
package io.github.reelstore.cli;

import org.jspecify.annotations.NullMarked;
