/**
 * Reelstore as one object: {@code Reelstore.open(config)} opens the adapters that the configuration names and returns the services.
 *
 * <p>{@code config} has the options and where they come from. Start here if you embed the store.
 */
@NullMarked
package io.github.reelstore.app;

import org.jspecify.annotations.NullMarked;
