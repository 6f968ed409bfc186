/** Contract tests for clients of providers; see {@link io.github.reelstore.testkit.provider.ProviderClientFixture}. */
@NullMarked
package io.github.reelstore.testkit.provider;

import org.jspecify.annotations.NullMarked;
