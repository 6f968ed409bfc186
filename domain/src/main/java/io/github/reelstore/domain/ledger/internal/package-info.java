/** What requests and the worker share: the transitions of jobs with their money, and the rows of results. */
@NullMarked
package io.github.reelstore.domain.ledger.internal;

import org.jspecify.annotations.NullMarked;
