/**
 * Reads metadata from media files, and makes thumbnails.
 *
 * <p>{@code internal} has a package for each group of containers ({@code image}, {@code audio}, {@code mp4}, {@code
 * matroska}) and for thumbnails. Parsers read with {@code reader}, name codecs with {@code codec}, and add what they find
 * to {@code metadata}.
 */
@NullMarked
package io.github.reelstore.media;

import org.jspecify.annotations.NullMarked;
