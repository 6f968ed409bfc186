/**
 * Adopts the database of the desktop app: adds the tables and columns that the store needs and changes none of the
 * app's data.
 */
@NullMarked
package io.github.reelstore.sqlite.adoption;

import org.jspecify.annotations.NullMarked;
