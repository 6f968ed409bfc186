/**
 * Not API: connections, pragmas, file locks, errors, and the files that a restore or a damaged database leaves next
 * to the database.
 */
@NullMarked
package io.github.reelstore.sqlite.internal.connection;

import org.jspecify.annotations.NullMarked;
