/** Not API: argument checks and message text that the packages of the domain and the adapters share. */
@NullMarked
package io.github.reelstore.domain.internal;

import org.jspecify.annotations.NullMarked;
