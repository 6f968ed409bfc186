/** Tools for Reelstore's own tests that an adapter's author does not need. Not published. */
@NullMarked
package io.github.reelstore.testtools;

import org.jspecify.annotations.NullMarked;
