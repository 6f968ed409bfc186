/** Fault injection: traces the calls of the ports, so that a test can block or fail a chosen one. */
@NullMarked
package io.github.reelstore.testkit.fault;

import org.jspecify.annotations.NullMarked;
