/** Backup of a store on SQLite, and restore. */
@NullMarked
package io.github.reelstore.sqlite.backup;

import org.jspecify.annotations.NullMarked;
