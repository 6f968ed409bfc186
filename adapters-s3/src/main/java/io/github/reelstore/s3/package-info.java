/** A blob store in a bucket of Amazon S3 or an S3-compatible server. */
@NullMarked
package io.github.reelstore.s3;

import org.jspecify.annotations.NullMarked;
