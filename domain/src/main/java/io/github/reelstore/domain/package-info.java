/**
 * The core: it needs the JDK only. {@code model}, {@code media}, {@code format} and {@code error} are values; {@code port} has what adapters
 * implement; {@code service} and {@code maintenance} are what you call.
 *
 * <p>Packages named {@code internal} are not API.
 */
@NullMarked
package io.github.reelstore.domain;

import org.jspecify.annotations.NullMarked;
