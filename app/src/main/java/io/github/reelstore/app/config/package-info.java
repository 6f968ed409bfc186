/** Configuration: the options, where they come from, and the adapters that they choose. */
@NullMarked
package io.github.reelstore.app.config;

import org.jspecify.annotations.NullMarked;
