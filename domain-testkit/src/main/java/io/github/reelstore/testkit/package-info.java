/** Contract tests that every adapter of a port must pass, and in-memory fakes that pass them. */
@NullMarked
package io.github.reelstore.testkit;

import org.jspecify.annotations.NullMarked;
