/** How the takes that stand for scenes change: for the services of the storyboard, and for the ledger, which stores generated takes. */
@NullMarked
package io.github.reelstore.domain.storyboard.internal;

import org.jspecify.annotations.NullMarked;
