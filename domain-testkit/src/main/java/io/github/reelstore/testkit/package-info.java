/** Contract tests that every adapter must pass, in-memory fakes that pass them, and helpers for tests. */
@NullMarked
package io.github.reelstore.testkit;

import org.jspecify.annotations.NullMarked;
