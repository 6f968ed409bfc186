/** Rows in a Postgres database: connections, migrations, errors. */
@NullMarked
package io.github.reelstore.postgres;

import org.jspecify.annotations.NullMarked;
