/** Not API: what the blob stores share. They read a source in large blocks and close it. */
@NullMarked
package io.github.reelstore.files.internal;

import org.jspecify.annotations.NullMarked;
