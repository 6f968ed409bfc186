/** Stores rows in an SQLite file: connections, pragmas, migrations and errors. */
@NullMarked
package io.github.reelstore.sqlite;

import org.jspecify.annotations.NullMarked;
