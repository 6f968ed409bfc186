/** Tests of the facade, its configuration and the dependency rule. */
@NullMarked
package io.github.reelstore.app;

import org.jspecify.annotations.NullMarked;
