/**
 * Media files in a bucket of S3, or of a server that speaks its protocol. {@code S3Module} opens one with Guice, {@code S3BlobStore}
 * without.
 *
 * <p>The rest is package-private: staging, uploads in parts, conditional writes, presigned URLs, and the translation of errors.
 */
@NullMarked
package io.github.reelstore.s3;

import org.jspecify.annotations.NullMarked;
