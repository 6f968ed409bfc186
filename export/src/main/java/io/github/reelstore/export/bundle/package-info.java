/**
 * Bundles: a project with its rows and files as a BagIt bag (RFC 8493), in a folder or a zip file, to hand it over, to keep it, or to
 * import it into another store.
 */
@NullMarked
package io.github.reelstore.export.bundle;

import org.jspecify.annotations.NullMarked;
