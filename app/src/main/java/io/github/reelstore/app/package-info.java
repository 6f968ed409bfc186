/** Reelstore as one object: configuration, the composition of the adapters, and the facade that embedders use. */
@NullMarked
package io.github.reelstore.app;

import org.jspecify.annotations.NullMarked;
