/** Subtitles as SubRip (SRT) and WebVTT: written from a storyboard, and read back. */
@NullMarked
package io.github.reelstore.domain.storyboard.captions;

import org.jspecify.annotations.NullMarked;
