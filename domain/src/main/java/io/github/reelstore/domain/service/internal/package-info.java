/**
 * Not API: what the services and the maintenance services share. It stages, measures and publishes files, and fills
 * rows from them.
 */
@NullMarked
package io.github.reelstore.domain.service.internal;

import org.jspecify.annotations.NullMarked;
