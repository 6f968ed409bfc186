/**
 * Media files in a directory of a local disk. {@code LocalFsModule} opens one with Guice, {@code LocalFsBlobStore} without.
 *
 * <p>The rest is package-private: atomic publishing with hard links or renames, and protection against symbolic links. Staging is in {@code
 * adapters-files}.
 */
@NullMarked
package io.github.reelstore.localfs;

import org.jspecify.annotations.NullMarked;
