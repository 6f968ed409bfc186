/**
 * Not API: what the two SQL adapters share. MyBatis statements, mappings, repositories and transactions.
 *
 * <p>One package of more than 30 files: a repository uses its mapper, the row and the type handlers, and MyBatis refers to all of them.
 * Most types are package-private; split up, they would have to be public.
 */
@NullMarked
package io.github.reelstore.mybatis.internal;

import org.jspecify.annotations.NullMarked;
