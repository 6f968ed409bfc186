/** The worker, which takes jobs of the ledger from planned to stored. */
@NullMarked
package io.github.reelstore.domain.ledger.worker;

import org.jspecify.annotations.NullMarked;
