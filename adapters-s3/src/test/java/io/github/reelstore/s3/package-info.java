@NullMarked
package io.github.reelstore.s3;

import org.jspecify.annotations.NullMarked;
