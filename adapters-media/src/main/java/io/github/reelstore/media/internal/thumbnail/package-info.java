/** Not API: renders thumbnails of images ({@code ThumbnailRenderer}) and of videos ({@code FfmpegFrameExtractor}). */
@NullMarked
package io.github.reelstore.media.internal.thumbnail;

import org.jspecify.annotations.NullMarked;
