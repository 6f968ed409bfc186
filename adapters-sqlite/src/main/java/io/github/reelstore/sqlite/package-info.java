/**
 * Rows in a SQLite database. {@code SqliteModule} opens one with Guice, {@code SqliteTransactions} without.
 *
 * <p>{@code adoption} adopts the database of the desktop app, {@code backup} backs up and restores; {@code internal} has the connections,
 * file locks and the schema.
 */
@NullMarked
package io.github.reelstore.sqlite;

import org.jspecify.annotations.NullMarked;
