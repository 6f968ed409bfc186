/**
 * The records of the store: projects, videos, images and audio, and their value types.
 *
 * <p>The domain needs the JDK only. Next to this package, {@code media}, {@code format} and {@code error} are values; {@code port} has what
 * adapters implement; {@code service} and {@code maintenance} are what you call. Packages named {@code internal} are not API.
 */
@NullMarked
package io.github.reelstore.domain.model;

import org.jspecify.annotations.NullMarked;
