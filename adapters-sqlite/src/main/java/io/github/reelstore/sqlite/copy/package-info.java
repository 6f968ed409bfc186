/** Copies the rows of SQLite databases: {@link io.github.reelstore.sqlite.copy.SqliteCopy}. */
@NullMarked
package io.github.reelstore.sqlite.copy;

import org.jspecify.annotations.NullMarked;
