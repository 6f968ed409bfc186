/** Contract tests for {@code BlobStore}; see {@link io.github.reelstore.testkit.blob.BlobStoreFixture}. */
@NullMarked
package io.github.reelstore.testkit.blob;

import org.jspecify.annotations.NullMarked;
