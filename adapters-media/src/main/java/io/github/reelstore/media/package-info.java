/**
 * Reads metadata from media files, and makes thumbnails.
 *
 * <p>One package of more than 30 files: a parser for each format, the few classes that all parsers share, and the drawing
 * of thumbnails. Apart from the module, its
 * configuration and the two implementations of the ports, everything is package-private; packages per format would have to be public to
 * each other.
 */
@NullMarked
package io.github.reelstore.media;

import org.jspecify.annotations.NullMarked;
