/** Runs the contract tests on the fakes from another package, as a third-party adapter does. */
@NullMarked
package io.github.reelstore.adapter;

import org.jspecify.annotations.NullMarked;
