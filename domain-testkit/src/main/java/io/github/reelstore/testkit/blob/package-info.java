/** Contract tests for {@code BlobStore}. */
@NullMarked
package io.github.reelstore.testkit.blob;

import org.jspecify.annotations.NullMarked;
