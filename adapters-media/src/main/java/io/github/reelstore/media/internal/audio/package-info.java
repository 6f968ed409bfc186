/** Not API: parsers of audio files. {@code AudioParsers} selects one. */
@NullMarked
package io.github.reelstore.media.internal.audio;

import org.jspecify.annotations.NullMarked;
