/** Postgres and S3 servers for this project's own tests. */
@NullMarked
package io.github.reelstore.testservers;

import org.jspecify.annotations.NullMarked;
