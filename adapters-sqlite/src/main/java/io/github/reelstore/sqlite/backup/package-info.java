/** Backup and restore of a store on SQLite. */
@NullMarked
package io.github.reelstore.sqlite.backup;

import org.jspecify.annotations.NullMarked;
