/** The contracts run on the fakes from another package, as an adapter of somebody else would run them. */
@NullMarked
package io.github.reelstore.adapter;

import org.jspecify.annotations.NullMarked;
