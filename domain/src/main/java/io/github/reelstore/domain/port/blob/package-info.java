/**
 * Ports for media files: {@code BlobStore} and the optional capabilities of a blob store, the {@code Supports*}
 * interfaces.
 */
@NullMarked
package io.github.reelstore.domain.port.blob;

import org.jspecify.annotations.NullMarked;
