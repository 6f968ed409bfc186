/**
 * The values of a store as JSON, as the command line and the HTTP API write them: fields in the order of the records,
 * null for absent values, ids and other value types as text, and stored JSON as is.
 */
@NullMarked
package io.github.reelstore.json;

import org.jspecify.annotations.NullMarked;
