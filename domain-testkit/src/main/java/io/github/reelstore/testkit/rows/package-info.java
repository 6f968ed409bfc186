/** Contract tests for the repositories and for transactions. */
@NullMarked
package io.github.reelstore.testkit.rows;

import org.jspecify.annotations.NullMarked;
