/**
 * The storyboard: scenes, their lines in several languages, takes, and which of them are chosen. Read and change it with {@code
 * board.StoryboardService}; {@code captions} writes and reads subtitles.
 */
@NullMarked
package io.github.reelstore.domain.storyboard;

import org.jspecify.annotations.NullMarked;
