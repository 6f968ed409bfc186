/** The configuration of an SQLite database. */
@NullMarked
package io.github.reelstore.sqlite.config;

import org.jspecify.annotations.NullMarked;
