/**
 * Not API: migrations, the schema that is found and the schema that is expected, and the view of an adopted database.
 */
@NullMarked
package io.github.reelstore.sqlite.internal.schema;

import org.jspecify.annotations.NullMarked;
