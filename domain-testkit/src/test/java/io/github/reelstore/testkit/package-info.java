@NullMarked
package io.github.reelstore.testkit;

import org.jspecify.annotations.NullMarked;
