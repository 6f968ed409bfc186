/** Fault injection: traces the calls of the ports, fails a chosen call, and counts the faults. */
@NullMarked
package io.github.reelstore.testkit.fault;

import org.jspecify.annotations.NullMarked;
