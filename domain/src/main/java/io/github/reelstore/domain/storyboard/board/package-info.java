/** The services of the storyboard: scenes, takes, the board itself, and the plan of what to generate. */
@NullMarked
package io.github.reelstore.domain.storyboard.board;

import org.jspecify.annotations.NullMarked;
