/**
 * The port for copying a store: a {@link io.github.reelstore.domain.port.copy.CopyableDatabase} passes on the rows of all profiles, table
 * by table, in a form that every database understands.
 */
@NullMarked
package io.github.reelstore.domain.port.copy;

import org.jspecify.annotations.NullMarked;
