/**
 * Not API: how the blob stores on local disk and S3 stage files. {@code StagingDirectory} writes and hashes them; {@code StagingLease} tells
 * those of dead processes from those of live ones.
 */
@NullMarked
package io.github.reelstore.files.internal;

import org.jspecify.annotations.NullMarked;
