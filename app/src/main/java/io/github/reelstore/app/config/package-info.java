/** Configuration: the options, their sources, and the adapters that they select. */
@NullMarked
package io.github.reelstore.app.config;

import org.jspecify.annotations.NullMarked;
