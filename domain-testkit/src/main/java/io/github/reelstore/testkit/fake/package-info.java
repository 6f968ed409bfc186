/** In-memory implementations of the ports. They pass the contracts. */
@NullMarked
package io.github.reelstore.testkit.fake;

import org.jspecify.annotations.NullMarked;
