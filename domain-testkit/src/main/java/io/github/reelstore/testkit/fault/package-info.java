/** Injecting failures: counting calls of the ports, and failing at a chosen one. */
@NullMarked
package io.github.reelstore.testkit.fault;

import org.jspecify.annotations.NullMarked;
