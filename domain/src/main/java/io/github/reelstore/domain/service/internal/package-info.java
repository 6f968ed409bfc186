/**
 * Not API: shared by the services and the maintenance services. Stages, measures and publishes files, and fills rows
 * with their metadata.
 */
@NullMarked
package io.github.reelstore.domain.service.internal;

import org.jspecify.annotations.NullMarked;
