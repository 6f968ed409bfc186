/**
 * The entry point for embedders: the facade {@link io.github.reelstore.app.Reelstore}, which wires the adapters that
 * the configuration selects.
 */
@NullMarked
package io.github.reelstore.app;

import org.jspecify.annotations.NullMarked;
