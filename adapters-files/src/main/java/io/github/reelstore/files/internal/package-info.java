/** Not API: code shared by the blob stores, which read a source in large blocks and close it. */
@NullMarked
package io.github.reelstore.files.internal;

import org.jspecify.annotations.NullMarked;
