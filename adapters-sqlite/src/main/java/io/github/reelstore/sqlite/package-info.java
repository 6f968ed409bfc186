/** Rows in an SQLite file: connections, pragmas, migrations, errors. */
@NullMarked
package io.github.reelstore.sqlite;

import org.jspecify.annotations.NullMarked;
