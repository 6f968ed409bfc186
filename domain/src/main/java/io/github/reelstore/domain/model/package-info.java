/** The records of the store: projects, generations, images and speech, with the values they are made of. */
@NullMarked
package io.github.reelstore.domain.model;

import org.jspecify.annotations.NullMarked;
