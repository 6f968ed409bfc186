/**
 * Contract tests for the repositories and for transactions; see
 * {@link io.github.reelstore.testkit.rows.DatabaseFixture}.
 */
@NullMarked
package io.github.reelstore.testkit.rows;

import org.jspecify.annotations.NullMarked;
