/** Not API: what the two SQL adapters share: MyBatis statements, mappings, repositories and transactions. */
@NullMarked
package io.github.reelstore.mybatis.internal;

import org.jspecify.annotations.NullMarked;
