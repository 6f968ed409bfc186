/** The port to providers, which generate media for money. */
@NullMarked
package io.github.reelstore.domain.port.provider;

import org.jspecify.annotations.NullMarked;
