/** Stores rows in a Postgres database: connections, migrations and exceptions. */
@NullMarked
package io.github.reelstore.postgres;

import org.jspecify.annotations.NullMarked;
