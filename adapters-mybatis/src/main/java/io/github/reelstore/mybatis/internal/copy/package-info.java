/** Not API: what the two SQL adapters share to copy whole databases. */
@NullMarked
package io.github.reelstore.mybatis.internal.copy;

import org.jspecify.annotations.NullMarked;
