/** What embedders call to ask for paid results, and to see and limit what they cost. */
@NullMarked
package io.github.reelstore.domain.ledger.jobs;

import org.jspecify.annotations.NullMarked;
