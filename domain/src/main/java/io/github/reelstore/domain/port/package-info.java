/** What the services need from the outside: repositories, transactions, blobs, ids. Adapters implement these. */
@NullMarked
package io.github.reelstore.domain.port;

import org.jspecify.annotations.NullMarked;
