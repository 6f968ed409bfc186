/** The contracts of the repositories and of transactions. */
@NullMarked
package io.github.reelstore.testkit.rows;

import org.jspecify.annotations.NullMarked;
