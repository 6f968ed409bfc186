/** What bundles and timelines share; not part of the API. */
@NullMarked
package io.github.reelstore.export.internal;

import org.jspecify.annotations.NullMarked;
