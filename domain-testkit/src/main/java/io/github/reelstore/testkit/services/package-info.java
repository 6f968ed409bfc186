/**
 * Contract tests for the services, over any pair of a database and a blob store; see
 * {@link io.github.reelstore.testkit.services.ServicesFixture}.
 */
@NullMarked
package io.github.reelstore.testkit.services;

import org.jspecify.annotations.NullMarked;
