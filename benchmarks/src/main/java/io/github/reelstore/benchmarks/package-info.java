/** Compares Reelstore with the same work done by hand: {@code benchmarks/run TABLE} prints a table of the README. */
@NullMarked
package io.github.reelstore.benchmarks;

import org.jspecify.annotations.NullMarked;
