/** What the store does for its users, written against the ports alone. */
@NullMarked
package io.github.reelstore.domain.service;

import org.jspecify.annotations.NullMarked;
