/**
 * Providers that are programs: {@link io.github.reelstore.exec.ExecProvider} speaks to one in JSON lines over its standard
 * streams, {@link io.github.reelstore.exec.ProvidersFile} reads which there are and what they cost. docs/providers.md has the
 * protocol.
 */
@NullMarked
package io.github.reelstore.exec;

import org.jspecify.annotations.NullMarked;
