/** Ports for rows: transactions, repositories, pages and ids. The database adapters implement them. */
@NullMarked
package io.github.reelstore.domain.port.rows;

import org.jspecify.annotations.NullMarked;
