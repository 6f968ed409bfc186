/**
 * Rows in a Postgres database. {@code PostgresModule} opens one with Guice, {@code PostgresTransactions} without.
 *
 * <p>The rest is package-private: connections, migrations, the write lock of a profile, and the translation of errors.
 */
@NullMarked
package io.github.reelstore.postgres;

import org.jspecify.annotations.NullMarked;
