/** How a SQLite database is opened. */
@NullMarked
package io.github.reelstore.sqlite.config;

import org.jspecify.annotations.NullMarked;
