@NullMarked
package io.github.reelstore.testkit.services;

import org.jspecify.annotations.NullMarked;
