/**
 * Not API: migrations, the actual and the expected schema of a file, and the view of an adopted database.
 */
@NullMarked
package io.github.reelstore.sqlite.internal.schema;

import org.jspecify.annotations.NullMarked;
