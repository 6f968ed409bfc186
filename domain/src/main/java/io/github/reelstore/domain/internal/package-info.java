/** Not API: argument checks, message text and backoff, which the packages of the domain and the adapters share. */
@NullMarked
package io.github.reelstore.domain.internal;

import org.jspecify.annotations.NullMarked;
