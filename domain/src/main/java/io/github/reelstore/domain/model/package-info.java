/** The records of the store: projects, videos, images and audio, and their value types. */
@NullMarked
package io.github.reelstore.domain.model;

import org.jspecify.annotations.NullMarked;
