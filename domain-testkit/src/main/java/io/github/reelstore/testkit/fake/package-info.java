/** In-memory implementations of the ports, which pass the contract tests. */
@NullMarked
package io.github.reelstore.testkit.fake;

import org.jspecify.annotations.NullMarked;
