@NullMarked
package io.github.reelstore.server;

import org.jspecify.annotations.NullMarked;
