/**
 * Not API: connections, pragmas, file locks, errors, and the marker files next to a database that is being restored or
 * was found damaged.
 */
@NullMarked
package io.github.reelstore.sqlite.internal.connection;

import org.jspecify.annotations.NullMarked;
