/** Keeping rows and files consistent: collection, verification, repair, undelete and refresh. */
@NullMarked
package io.github.reelstore.domain.maintenance;

import org.jspecify.annotations.NullMarked;
