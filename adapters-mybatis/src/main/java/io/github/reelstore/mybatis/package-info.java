/** What the SQL databases share: statements, mappings, repositories and the running of transactions. */
@NullMarked
package io.github.reelstore.mybatis;

import org.jspecify.annotations.NullMarked;
