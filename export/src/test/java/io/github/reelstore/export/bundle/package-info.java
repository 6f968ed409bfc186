@NullMarked
package io.github.reelstore.export.bundle;

import org.jspecify.annotations.NullMarked;
